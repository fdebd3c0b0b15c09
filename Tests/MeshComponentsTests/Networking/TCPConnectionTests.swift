import MeshComponents
import TestSupport
import Testing

@Suite("A TCP connection", .onOwnThreads)
struct TCPConnectionTests {
  /// Runs something, cancels it, and says how it ended.
  private func cancelling(
    _ body: @escaping @Sendable () async throws -> Void
  ) async -> NetworkError? {
    await withTaskGroup(of: NetworkError?.self) { group in
      group.addTask {
        do { try await body() } catch { return error as? NetworkError }
        return nil
      }
      for _ in 0..<100 { await Task.yield() }
      group.cancelAll()
      return await group.next() ?? nil
    }
  }

  @Test("that waits to be accepted, or to read, ends when its task is cancelled")
  func cancellation() async throws {
    let listener = try TCPListener(at: .loopback(port: 0))
    #expect(await cancelling { _ = try await listener.accept() } == .cancelled)
    let reading = await cancelling {
      var connection = try await TCPConnection.connect(
        to: listener.endpoint, deadline: RawServer.far)
      _ = try await connection.read(atMost: 1, deadline: RawServer.far)
    }
    #expect(reading == .cancelled)
  }

  @Test("that is never short of bytes ends when its task is cancelled all the same")
  func cancellationWhileReady() async throws {
    let writing: RawServer.Behaviour = { connection in
      let bytes = [UInt8](repeating: 1, count: 100_000)
      while true { try await connection.write(bytes, deadline: RawServer.far) }
    }
    try await RawServer.serving(writing) { instance in
      let reading = await cancelling {
        var connection = try await TCPConnection.connect(
          to: instance.host, port: instance.port, deadline: RawServer.far)
        while true { _ = try await connection.read(atMost: 1, deadline: RawServer.far) }
      }
      #expect(reading == .cancelled)
    }
  }

  @Test("that waits to be accepted ends when the listener is stopped")
  func stopped() async throws {
    let listener = try TCPListener(at: .loopback(port: 0))
    await withTaskGroup(of: NetworkError?.self) { group in
      group.addTask {
        do throws(NetworkError) { _ = try await listener.accept() } catch { return error }
        return nil
      }
      await Task.yield()
      listener.stop()
      #expect(await group.next() == .stopped)
    }
  }

  @Test("carries more than the system buffers, in both directions")
  func volume() async throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let echoed = try await RawServer.serving(RawServer.echo) { instance in
      var connection = try await TCPConnection.connect(
        to: instance.host, port: instance.port, deadline: RawServer.far)
      var seen: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: 100_000) {
        try await connection.write(
          Array(bytes[start..<(start + 100_000)]), deadline: RawServer.far)
        while seen.count < start + 100_000 {
          seen += try await connection.read(atMost: 65_536, deadline: RawServer.far)
        }
      }
      return seen
    }
    #expect(echoed == bytes)
  }

  @Test("does not write for ever to a peer that reads nothing")
  func stuckWriter() async throws {
    try await RawServer.serving(RawServer.deafness) { instance in
      var connection = try await TCPConnection.connect(
        to: instance.host, port: instance.port, deadline: RawServer.far)
      let much = [UInt8](repeating: 1, count: 50_000_000)
      await #expect(throws: NetworkError.timedOut) {
        try await connection.write(much, deadline: .now + .milliseconds(50))
      }
    }
  }

  @Test("is not made when the listener's queue is full: the system drops what comes")
  func backlog() async throws {
    let listener = try TCPListener(at: .loopback(port: 0), backlog: 0)
    let instance = RawServer.instance(at: listener.endpoint)
    // The system keeps a connection or two more than it is told to; nobody accepts any of them.
    var outcomes: [ProbeOutcome] = []
    for _ in 0..<8 where outcomes.last != .failed(.unanswered(.network(.timedOut))) {
      outcomes.append(await TCPHealthProbe(timeout: .milliseconds(100)).probe(instance))
    }
    #expect(outcomes.last == .failed(.unanswered(.network(.timedOut))), "\(outcomes)")
  }

  @Test("is refused at an address that is taken, and for a name that nobody has")
  func addresses() async throws {
    let listener = try TCPListener(at: .loopback(port: 0))
    #expect(throws: NetworkError.addressInUse) { _ = try TCPListener(at: listener.endpoint) }
    await #expect(throws: NetworkError.unresolvable(host: "")) {
      _ = try await TCPConnection.connect(to: "", port: 80, deadline: RawServer.far)
    }
  }
}
