import MeshComponents

/// A server that does as a test says to each connection, over a real socket on the loopback.
enum RawServer {
  typealias Behaviour = @Sendable (inout TCPConnection) async throws -> Void

  /// Long enough for any machine: a test that needs it hangs first.
  static var far: ContinuousClock.Instant { .now + .seconds(60) }

  /// Runs `body` while connections are served, one after the other.
  static func serving<Answer: Sendable>(
    _ behaviour: @escaping Behaviour, _ body: (ServiceInstance) async throws -> Answer
  ) async throws -> Answer {
    let listener = try TCPListener(at: .loopback(port: 0))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Task.isCancelled {
          guard var connection = try? await listener.accept() else { return }
          // Peers that give up in the middle are part of the game.
          try? await behaviour(&connection)
        }
      }
      let answer = try await body(instance(at: listener.endpoint))
      group.cancelAll()
      return answer
    }
  }

  static func instance(at endpoint: IPv4Endpoint) -> ServiceInstance {
    ServiceInstance(id: "it", host: "127.0.0.1", port: endpoint.port)
  }

  /// Reads a whole request, and then sends `text`.
  static func answering(_ text: String) -> Behaviour {
    { connection in
      try await connection.readRequest()
      try await connection.write(Array(text.utf8), deadline: far)
    }
  }

  /// Takes the connection and never answers.
  static let silence: Behaviour = { connection in _ = try await connection.readAll() }

  /// Takes the connection and does not even read.
  static let deafness: Behaviour = { _ in
    // Ends when the task is cancelled, and not before.
    for await _ in AsyncStream<Never>.makeStream().stream {}
  }

  /// Sends back whatever comes.
  static let echo: Behaviour = { connection in
    while true {
      let piece = try await connection.read(atMost: 65_536, deadline: far)
      if piece.isEmpty { return }
      try await connection.write(piece, deadline: far)
    }
  }

  /// A port at which nobody listens.
  static func deadInstance() throws -> ServiceInstance {
    let listener = try TCPListener(at: .loopback(port: 0))
    listener.stop()
    return instance(at: listener.endpoint)
  }
}

extension TCPConnection {
  /// Reads up to the empty line that ends a request without a body.
  mutating func readRequest() async throws {
    var seen: [UInt8] = []
    while !seen.ends(with: "\r\n\r\n") {
      let bytes = try await read(atMost: 4096, deadline: RawServer.far)
      if bytes.isEmpty { throw NetworkError.disconnected }
      seen += bytes
    }
  }

  /// Reads until the peer has finished.
  mutating func readAll() async throws -> String {
    var seen: [UInt8] = []
    while true {
      let bytes = try await read(atMost: 4096, deadline: RawServer.far)
      if bytes.isEmpty { return String(decoding: seen, as: UTF8.self) }
      seen += bytes
    }
  }
}

extension [UInt8] {
  fileprivate func ends(with text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
