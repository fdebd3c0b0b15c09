/// Takes connections at an address of this host.
///
/// ```swift
/// let listener = try TCPListener(at: .loopback(port: 0))
/// var connection = try await listener.accept()
/// ```
///
/// It listens from the moment that it is made until it is stopped or its last copy is dropped.
public struct TCPListener: Sendable {
  private let socket: Socket
  /// Where it listens; with a port that was given as 0, the one that the system chose.
  public let endpoint: IPv4Endpoint

  /// - Parameter backlog: connections that the system holds ready before they are accepted.
  /// - Throws: `addressInUse`, or `system` with the system's reason.
  public init(at endpoint: IPv4Endpoint, backlog: Int = 128) throws(NetworkError) {
    precondition(backlog >= 0, "a backlog of \(backlog)")
    socket = try Socket()
    try socket.listen(at: endpoint, backlog: Int32(clamping: backlog))
    self.endpoint = try socket.localEndpoint()
  }

  /// Waits for the next connection.
  /// - Throws: `stopped` after `stop()`, `cancelled`, or `system` when no descriptor is left.
  public func accept() async throws(NetworkError) -> TCPConnection {
    TCPConnection(try await acceptSocket())
  }

  /// Stops listening: whoever waits in `accept` is told so, and new connections are refused.
  public func stop() { socket.shutDownReading() }

  func acceptSocket() async throws(NetworkError) -> Socket {
    while true {
      if Task.isCancelled { throw .cancelled }
      if case .done(let socket) = try socket.accept() { return socket }
      let day = ContinuousClock.now + .seconds(86_400)
      do throws(NetworkError) {
        try await SocketPoller.shared.wait(for: .reading, of: socket, until: day)
      } catch .timedOut {
        continue
      }
    }
  }
}
