/// Sends requests over HTTP/1.1, each on a connection of its own.
///
/// ```swift
/// let client = HTTPClient()
/// let response = try await client.send(
///   HTTPRequest(target: "/health"), to: "127.0.0.1", port: 8080, timeout: .seconds(1))
/// ```
public struct HTTPClient: Sendable {
  public let limits: HTTPLimits

  public init(limits: HTTPLimits = .init()) { self.limits = limits }

  /// Sends one request and reads the whole answer.
  ///
  /// - Parameter timeout: for everything together: name, connection, request and answer.
  /// - Throws: `network` when the connection failed or time was up, `malformed`, `headTooLarge`,
  ///   `bodyTooLarge` or `incomplete` for an answer that is none.
  public func send(
    _ request: HTTPRequest, to host: String, port: UInt16, timeout: Duration
  ) async throws(HTTPError) -> HTTPResponse {
    let deadline = ContinuousClock.now + timeout
    var receiver = HTTPReceiver(.response(toHead: request.method == "HEAD"), limits: limits)
    let outcome: Result<HTTPResponse, HTTPError>
    do throws(NetworkError) {
      var connection = try await TCPConnection.connect(to: host, port: port, deadline: deadline)
      try await connection.write(
        HTTPSender.bytes(of: request, to: host, port: port), deadline: deadline)
      outcome = try await connection.receive(into: &receiver, deadline: deadline)
    } catch {
      throw .network(error)
    }
    return try outcome.get()
  }
}

extension TCPConnection {
  /// Reads the answer to a request.
  fileprivate mutating func receive(
    into receiver: inout HTTPReceiver, deadline: ContinuousClock.Instant
  ) async throws(NetworkError) -> Result<HTTPResponse, HTTPError> {
    while !receiver.isComplete {
      // A peer that sends without end is always readable, and yet time passes.
      if ContinuousClock.now >= deadline { throw .timedOut }
      let bytes = try await read(atMost: 16_384, deadline: deadline)
      do throws(HTTPError) {
        if bytes.isEmpty { try receiver.finish() } else { try receiver.receive(bytes) }
      } catch {
        return .failure(error)
      }
    }
    guard let head = receiver.head, case .response(let status) = head.start else {
      return .failure(.malformed)
    }
    return .success(HTTPResponse(status: status, headers: head.headers, body: receiver.body))
  }
}
