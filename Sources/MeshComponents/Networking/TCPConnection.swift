/// A connection over TCP and IPv4 whose reads and writes suspend instead of blocking a thread.
///
/// ```swift
/// let deadline = ContinuousClock.now + .seconds(1)
/// var connection = try await TCPConnection.connect(
///   to: "localhost", port: 8080, deadline: deadline)
/// try await connection.write(Array("hello\n".utf8), deadline: deadline)
/// let answer = try await connection.read(atMost: 1024, deadline: deadline)
/// ```
///
/// It cannot be copied and closes when it is dropped; one read or write is under way at a time,
/// which the compiler sees to. Deadlines are of the continuous clock, since the network keeps no
/// other; cancelling the task ends the wait at once.
public struct TCPConnection: ~Copyable, Sendable {
  let socket: Socket

  init(_ socket: Socket) { self.socket = socket }

  /// Connects to the first of the host's addresses that answers.
  ///
  /// - Throws: `timedOut`, `cancelled`, `refused`, `disconnected` or `unresolvable`; with several
  ///   addresses, what the last of them said.
  public static func connect(
    to host: String, port: UInt16, deadline: ContinuousClock.Instant
  ) async throws(NetworkError) -> TCPConnection {
    let endpoints = try await HostResolver.endpoints(of: host, port: port, until: deadline)
    var failure = NetworkError.unresolvable(host: host)
    for endpoint in endpoints {
      do throws(NetworkError) {
        return try await connect(to: endpoint, deadline: deadline)
      } catch .cancelled {
        throw .cancelled
      } catch {
        failure = error
      }
    }
    throw failure
  }

  /// Connects to one address.
  public static func connect(
    to endpoint: IPv4Endpoint, deadline: ContinuousClock.Instant
  ) async throws(NetworkError) -> TCPConnection {
    let socket = try Socket()
    if case .notReady = try socket.connect(to: endpoint) {
      try await SocketPoller.shared.wait(for: .writing, of: socket, until: deadline)
    }
    try socket.finishConnecting(to: endpoint)
    return TCPConnection(socket)
  }

  /// Reads what has come in, at most `count` bytes; an empty array when the peer has finished.
  ///
  /// - Throws: `timedOut`, `cancelled` or `disconnected`.
  public mutating func read(
    atMost count: Int, deadline: ContinuousClock.Instant
  ) async throws(NetworkError) -> [UInt8] {
    while true {
      // A peer that never stops sending never makes anybody wait.
      if Task.isCancelled { throw .cancelled }
      if case .done(let bytes) = try socket.read(atMost: count) { return bytes }
      try await SocketPoller.shared.wait(for: .reading, of: socket, until: deadline)
    }
  }

  /// Writes all of the bytes, or throws; how many were written then is not known.
  ///
  /// - Throws: `timedOut`, `cancelled` or `disconnected`.
  public mutating func write(
    _ bytes: [UInt8], deadline: ContinuousClock.Instant
  ) async throws(NetworkError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      if Task.isCancelled { throw .cancelled }
      switch try socket.write(rest) {
      case .done(let count): rest.removeFirst(count)
      case .notReady:
        // One that takes a little now and then would be ready each time.
        if ContinuousClock.now >= deadline { throw .timedOut }
        try await SocketPoller.shared.wait(for: .writing, of: socket, until: deadline)
      }
    }
  }

  /// Tells the peer that nothing more will come; reading goes on.
  public mutating func finishWriting() { socket.shutDownWriting() }

  /// Closes the connection, as dropping it does.
  public consuming func close() {}
}
