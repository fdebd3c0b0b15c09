import MeshComponents
import Synchronization
import TestSupport
import Testing

@Suite("An HTTP server", .onOwnThreads)
struct HTTPServerTests {
  /// Something that is waited for until it happens.
  private final class Gate: Sendable {
    let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func open() { continuation.finish() }
    func wait() async { for await _ in stream {} }
  }

  private static let echo: @Sendable (HTTPRequest) async -> HTTPResponse = { request in
    HTTPResponse(text: "\(request.method) \(request.target) \(request.body.count)")
  }

  private func serving(
    limits: HTTPLimits = .init(), requestTimeout: Duration = .seconds(60),
    _ handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse = echo,
    _ body: (HTTPServer) async throws -> Void
  ) async throws {
    let server = try HTTPServer(limits: limits, requestTimeout: requestTimeout)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await server.run(handler) }
      try await body(server)
      server.stop()
      try await group.waitForAll()
    }
  }

  /// Sends text over one connection and reads until the server closes it.
  private func exchange(_ text: String, with server: HTTPServer) async throws -> String {
    var connection = try await TCPConnection.connect(
      to: server.endpoint, deadline: RawServer.far)
    try await connection.write(Array(text.utf8), deadline: RawServer.far)
    connection.finishWriting()
    return try await connection.readAll()
  }

  private func statuses(_ text: String) -> [Substring] {
    text.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
  }

  @Test("answers what its client asks, body and all")
  func client() async throws {
    try await serving { server in
      let answer = try await HTTPClient().send(
        HTTPRequest(method: "POST", target: "/a?b", body: Array(repeating: 7, count: 100_000)),
        to: "127.0.0.1", port: server.endpoint.port, timeout: .seconds(60))
      #expect(answer.status == 200 && answer.text == "POST /a?b 100000")
      let head = try await HTTPClient().send(
        HTTPRequest(method: "HEAD", target: "/"), to: "localhost", port: server.endpoint.port,
        timeout: .seconds(60))
      #expect(head.body.isEmpty && head.headers["content-length"] == "8")
    }
  }

  @Test("answers requests of one connection in their order, also when they come all at once")
  func pipelined() async throws {
    try await serving { server in
      let get = { (place: Int) in "GET /\(place) HTTP/1.1\r\nHost: a\r\n\r\n" }
      let last = "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      let answer = try await exchange(get(1) + get(2) + last + get(4), with: server)
      #expect(statuses(answer) == ["200", "200", "200"], "\(answer)")
      let places = (1...3).compactMap { answer.firstRange(of: "GET /\($0) 0")?.lowerBound }
      #expect(places.count == 3 && places == places.sorted(), "\(answer)")
    }
  }

  @Test("keeps a connection between requests, and closes it for HTTP/1.0")
  func keepAlive() async throws {
    try await serving { server in
      var connection = try await TCPConnection.connect(
        to: server.endpoint, deadline: RawServer.far)
      for version in ["1.1", "1.1", "1.0"] {
        try await connection.write(
          Array("GET /\(version) HTTP/\(version)\r\nHost: a\r\n\r\n".utf8), deadline: RawServer.far)
        var seen = ""
        while !seen.hasSuffix("GET /\(version) 0") {
          let bytes = try await connection.read(atMost: 4096, deadline: RawServer.far)
          try #require(!bytes.isEmpty, "\(seen)")
          seen += String(decoding: bytes, as: UTF8.self)
        }
      }
      #expect(try await connection.readAll() == "")
    }
  }

  @Test(
    "says why it does not answer, and answers nothing more on that connection",
    arguments: [
      ("GET / HTTP/1.1\r\n\r\n", "400"), ("nonsense\r\n\r\n", "400"),
      ("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 100), "431"),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n", "413"),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n", "400"
      ),
    ])
  func refusals(text: String, status: String) async throws {
    try await serving(limits: .init(headBytesMax: 100, bodyBytesMax: 10)) { server in
      let answer = try await exchange(text, with: server)
      #expect(statuses(answer) == [Substring(status)], "\(answer)")
    }
  }

  @Test("is heard when it refuses what the client goes on to send")
  func refusalWhileSending() async throws {
    try await serving(limits: .init(bodyBytesMax: 10)) { server in
      let much = String(repeating: "x", count: 3_000_000)
      let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(much.utf8.count)\r\n\r\n"
      let answer = try await exchange(head + much, with: server)
      #expect(statuses(answer) == ["413"], "\(answer)")
    }
  }

  @Test("lets go of a client that sends nothing, or never the end", arguments: ["", "GET / HT"])
  func slowClient(text: String) async throws {
    try await serving(requestTimeout: .milliseconds(50)) { server in
      var connection = try await TCPConnection.connect(
        to: server.endpoint, deadline: RawServer.far)
      try await connection.write(Array(text.utf8), deadline: RawServer.far)
      #expect(try await connection.readAll() == "")
    }
  }

  @Test("told to stop, answers what is under way and refuses the rest")
  func stop() async throws {
    let (began, mayEnd) = (Gate(), Gate())
    let server = try HTTPServer(requestTimeout: .seconds(60))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await server.run { request in
          began.open()
          await mayEnd.wait()
          return await Self.echo(request)
        }
      }
      var idle = try await TCPConnection.connect(to: server.endpoint, deadline: RawServer.far)
      async let answer = exchange("GET /last HTTP/1.1\r\nHost: a\r\n\r\n", with: server)
      await began.wait()
      server.stop()
      let instance = RawServer.instance(at: server.endpoint)
      let refused = await TCPHealthProbe(timeout: .seconds(60)).probe(instance)
      #expect(refused == .failed(.unanswered(.network(.refused))))
      #expect(try await idle.readAll() == "")
      mayEnd.open()
      let text = try await answer
      #expect(text.contains("Connection: close") && text.hasSuffix("GET /last 0"), "\(text)")
      try await group.waitForAll()
    }
  }

  @Test("ends when its task is cancelled, with clients still connected, and listens no more")
  func cancelled() async throws {
    let server = try HTTPServer(requestTimeout: .seconds(60))
    var client = try await TCPConnection.connect(to: server.endpoint, deadline: RawServer.far)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await server.run(Self.echo) }
      try await client.write(Array("GET / HT".utf8), deadline: RawServer.far)
      group.cancelAll()
      try await group.waitForAll()
    }
    let outcome = await TCPHealthProbe(timeout: .seconds(60)).probe(
      RawServer.instance(at: server.endpoint))
    #expect(outcome == .failed(.unanswered(.network(.refused))))
  }
}
