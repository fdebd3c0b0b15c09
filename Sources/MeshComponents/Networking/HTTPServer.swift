internal import Synchronization

/// A small server of HTTP/1.1, for health pages, metrics pages and tests.
///
/// ```swift
/// let server = try HTTPServer(at: .loopback(port: 8080))
/// await server.run { request in
///   request.path == "/health" ? HTTPResponse(text: "ok") : HTTPResponse(status: 404)
/// }
/// ```
///
/// Connections are kept between requests, and each is a task of its own; what a client may send,
/// and how long it may take for it, is bounded. There is no TLS.
public final class HTTPServer: Sendable {
  private struct State {
    var isStopping = false
    /// Sockets of connections that wait for a request.
    var idle: [UInt64: Socket] = [:]
    var connectionsSoFar: UInt64 = 0
  }

  /// Where it listens; with a port that was given as 0, the one that the system chose.
  public var endpoint: IPv4Endpoint { listener.endpoint }
  private let listener: TCPListener
  private let limits: HTTPLimits
  private let requestTimeout: Duration
  private let state = Mutex(State())

  /// A server that listens from now on, and answers as soon as it runs.
  /// - Parameter requestTimeout: how long a client may take to send a request, or to take the
  ///   answer, and how long a connection is kept without one.
  /// - Throws: `addressInUse`, or `system` with the system's reason.
  public init(
    at endpoint: IPv4Endpoint = .loopback(port: 0), limits: HTTPLimits = .init(),
    requestTimeout: Duration = .seconds(30)
  ) throws(NetworkError) {
    listener = try TCPListener(at: endpoint)
    self.limits = limits
    self.requestTimeout = requestTimeout
  }

  /// Answers requests until `stop()`, when those under way are answered still, or until the task is
  /// cancelled, when they are not. To be called once.
  public func run(_ handler: @escaping @Sendable (HTTPRequest) async -> HTTPResponse) async {
    await withDiscardingTaskGroup { group in
      while true {
        do throws(NetworkError) {
          let connection = TCPConnection(try await listener.acceptSocket())
          let socket = connection.socket
          group.addTask { await self.serve(TCPConnection(socket), handler) }
        } catch .stopped, .cancelled {
          break
        } catch {
          // No descriptor is left: some connection has to end first.
          guard (try? await ContinuousClock().sleep(for: .milliseconds(20))) != nil else { break }
        }
      }
      // Otherwise the system would go on taking connections that nobody serves.
      listener.stop()
    }
  }

  /// Takes no more connections and no more requests.
  public func stop() {
    let idle = state.withLock { state in
      state.isStopping = true
      return Array(state.idle.values)
    }
    listener.stop()
    for socket in idle { socket.shutDownReading() }
  }

  private func serve(
    _ connection: consuming TCPConnection, _ handler: (HTTPRequest) async -> HTTPResponse
  ) async {
    let number = state.withLock { state in
      state.connectionsSoFar += 1
      return state.connectionsSoFar
    }
    var receiver = HTTPReceiver(.request, limits: limits)
    while let received = await receive(&receiver, from: &connection, number) {
      guard await answer(received, on: &connection, handler) else { return }
      receiver = HTTPReceiver(.request, limits: limits, buffer: receiver.buffer)
    }
  }

  private enum Received {
    case request(HTTPRequest, isPersistent: Bool)
    /// Not to be understood, and answered with this status.
    case refused(status: Int)
  }

  /// Reads the next request; nil when there is none.
  private func receive(
    _ receiver: inout HTTPReceiver, from connection: inout TCPConnection, _ number: UInt64
  ) async -> Received? {
    let deadline = ContinuousClock.now + requestTimeout
    do {
      // What came together with the last request may hold this one.
      try receiver.receive([])
      while !receiver.isComplete {
        if ContinuousClock.now >= deadline { return nil }
        if receiver.isUntouched, !beginIdling(connection.socket, number) { return nil }
        let result = await connection.readOutcome(until: deadline)
        endIdling(number)
        guard case .success(let bytes) = result, !bytes.isEmpty else { return nil }
        try receiver.receive(bytes)
      }
    } catch {
      return .refused(status: error.status)
    }
    guard let head = receiver.head, case .request(let method, let target) = head.start else {
      return .refused(status: 400)
    }
    return .request(
      HTTPRequest(method: method, target: target, headers: head.headers, body: receiver.body),
      isPersistent: head.isPersistent)
  }

  /// - Returns: whether the connection goes on.
  private func answer(
    _ received: Received, on connection: inout TCPConnection,
    _ handler: (HTTPRequest) async -> HTTPResponse
  ) async -> Bool {
    let response: HTTPResponse
    var goesOn = false
    var isToHead = false
    switch received {
    case .refused(let status): response = HTTPResponse(status: status)
    case .request(let request, let isPersistent):
      response = await handler(request)
      goesOn = isPersistent && !state.withLock { $0.isStopping }
      isToHead = request.method == "HEAD"
    }
    let bytes = HTTPSender.bytes(of: response, isPersistent: goesOn, isToHead: isToHead)
    do throws(NetworkError) {
      try await connection.write(bytes, deadline: ContinuousClock.now + requestTimeout)
    } catch {
      return false
    }
    if case .refused = received { await connection.drain(within: min(requestTimeout, .seconds(1))) }
    return goesOn
  }

  /// - Returns: false when the server takes no more requests.
  private func beginIdling(_ socket: Socket, _ number: UInt64) -> Bool {
    state.withLock { state in
      if !state.isStopping { state.idle[number] = socket }
      return !state.isStopping
    }
  }

  private func endIdling(_ number: UInt64) {
    state.withLock { _ = $0.idle.removeValue(forKey: number) }
  }
}

extension TCPConnection {
  /// Finishes, and reads over what the peer is still sending: a connection that is closed with
  /// bytes unread is reset, and the answer may be lost with it (RFC 9112, 9.6).
  fileprivate mutating func drain(within time: Duration) async {
    finishWriting()
    let deadline = ContinuousClock.now + time
    while ContinuousClock.now < deadline,
      case .success(let bytes) = await readOutcome(until: deadline), !bytes.isEmpty
    {}
  }

  fileprivate mutating func readOutcome(
    until deadline: ContinuousClock.Instant
  ) async -> Result<[UInt8], NetworkError> {
    do throws(NetworkError) {
      return .success(try await read(atMost: 16_384, deadline: deadline))
    } catch {
      return .failure(error)
    }
  }
}

extension HTTPError {
  /// How a client is told (RFC 9110, section 15.5; RFC 6585, section 5).
  fileprivate var status: Int {
    switch self {
    case .headTooLarge: 431
    case .bodyTooLarge: 413
    case .malformed, .incomplete, .network: 400
    }
  }
}
