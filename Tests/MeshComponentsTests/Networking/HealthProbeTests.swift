import MeshComponents
import TestSupport
import Testing

/// Probes over real sockets on the loopback, of instances in every state that one may be in.
@Suite("A probe over the network", .onOwnThreads)
struct HealthProbeTests {
  private let patient = HTTPHealthProbe(timeout: .seconds(60))

  private func probe(
    _ behaviour: @escaping RawServer.Behaviour, with probe: some HealthProbe
  ) async throws -> ProbeOutcome {
    try await RawServer.serving(behaviour) { await probe.probe($0) }
  }

  @Test("passes with a healthy server, and asks for the path that it was given")
  func healthy() async throws {
    let server = try HTTPServer()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await server.run { request in
          HTTPResponse(status: request.target == "/ready?deep=1" ? 204 : 404)
        }
      }
      let instance = RawServer.instance(at: server.endpoint)
      let ready = HTTPHealthProbe(path: "/ready?deep=1", timeout: .seconds(60))
      #expect(await ready.probe(instance) == .passed)
      #expect(await patient.probe(instance) == .failed(.status(404)))
      #expect(await TCPHealthProbe(timeout: .seconds(60)).probe(instance) == .passed)
      server.stop()
    }
  }

  @Test("goes by the status", arguments: [200, 204, 299, 301, 404, 429, 500, 503])
  func statuses(status: Int) async throws {
    let text = "HTTP/1.1 \(status) Whatever\r\nContent-Length: 0\r\n\r\n"
    let outcome = try await probe(RawServer.answering(text), with: patient)
    #expect(outcome == ((200..<300).contains(status) ? .passed : .failed(.status(status))))
  }

  @Test("fails when nobody listens")
  func dead() async throws {
    let instance = try RawServer.deadInstance()
    #expect(await patient.probe(instance) == .failed(.unanswered(.network(.refused))))
    let tcp = TCPHealthProbe(timeout: .seconds(60))
    #expect(await tcp.probe(instance) == .failed(.unanswered(.network(.refused))))
  }

  @Test("fails at its timeout when the connection is taken and nothing comes")
  func halfOpen() async throws {
    let outcome = try await probe(
      { connection in _ = try await connection.readAll() },
      with: HTTPHealthProbe(timeout: .milliseconds(50)))
    #expect(outcome == .failed(.unanswered(.network(.timedOut))))
  }

  @Test("fails at its timeout when the answer comes after it")
  func late() async throws {
    let outcome = try await probe(
      { connection in
        // The client closes when it has given up: no clock says when the answer is too late.
        _ = try await connection.readAll()
        try await connection.write(
          Array("HTTP/1.1 200 OK\r\n\r\n".utf8), deadline: RawServer.far)
      }, with: HTTPHealthProbe(timeout: .milliseconds(50)))
    #expect(outcome == .failed(.unanswered(.network(.timedOut))))
  }

  @Test(
    "fails when what comes is no answer",
    arguments: [
      ("SSH-2.0-OpenSSH_9.6\r\n\r\n", HTTPError.malformed), ("\u{1}\u{2}\u{3}\n\n", .malformed),
      ("SSH-2.0-OpenSSH_9.6\r\n", .incomplete), ("", .incomplete), ("HTTP/1.1 20", .incomplete),
      ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", .incomplete),
      ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .malformed),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", .incomplete),
      ("HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n", .bodyTooLarge),
    ])
  func nonsense(text: String, error: HTTPError) async throws {
    let outcome = try await probe(RawServer.answering(text), with: patient)
    #expect(outcome == .failed(.unanswered(error)))
  }

  @Test("fails when the head or the body never ends", arguments: [true, false])
  func endless(isHead: Bool) async throws {
    let outcome = try await probe(
      { connection in
        try await connection.readRequest()
        let start = "HTTP/1.1 200 OK\r\n" + (isHead ? "" : "\r\n")
        try await connection.write(Array(start.utf8), deadline: RawServer.far)
        let more = Array(String(repeating: "X: y\r\n", count: 500).utf8)
        while true { try await connection.write(more, deadline: RawServer.far) }
      }, with: patient)
    #expect(outcome == .failed(.unanswered(isHead ? .headTooLarge : .bodyTooLarge)))
  }

  @Test("passes when the answer comes one byte at a time")
  func slowly() async throws {
    let outcome = try await probe(
      { connection in
        try await connection.readRequest()
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
        for byte in text.utf8 {
          try await connection.write([byte], deadline: RawServer.far)
          await Task.yield()
        }
      }, with: patient)
    #expect(outcome == .passed)
  }

  @Test("ends when its task is cancelled, though nothing ever comes")
  func cancelled() async throws {
    try await RawServer.serving(RawServer.silence) { instance in
      let outcome = await withTaskGroup(of: ProbeOutcome?.self) { group in
        group.addTask { await patient.probe(instance) }
        group.cancelAll()
        return await group.next() ?? nil
      }
      #expect(outcome == .failed(.unanswered(.network(.cancelled))))
    }
  }

  @Test("of a checker takes a server that dies out of the registry, and one that lives in")
  func together() async throws {
    let registry = ServiceRegistry(
      configuration: .init(failureThreshold: 2, successThreshold: 2, lease: .seconds(3600)))
    let checker = HealthChecker(registry: registry, probe: patient, timeout: .seconds(60))
    let server = try HTTPServer()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await server.run { _ in HTTPResponse(text: "ok") } }
      registry.register(RawServer.instance(at: server.endpoint), for: "service")
      await checker.probeOnce()
      #expect(registry.discover("service").instances.isEmpty)
      await checker.probeOnce()
      #expect(registry.discover("service").instances.map(\.id) == ["it"])
      server.stop()
      await group.waitForAll()
      await checker.probeOnce()
      #expect(registry.discover("service").instances.map(\.id) == ["it"])
      await checker.probeOnce()
      #expect(registry.health(of: "it", in: "service") == .unhealthy)
    }
  }
}
