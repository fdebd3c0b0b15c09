/// Passes when the answer to `GET /health` says so.
///
/// ```swift
/// let probe = HTTPHealthProbe(path: "/ready", timeout: .milliseconds(500))
/// await probe.probe(ServiceInstance(id: "orders-1", host: "10.0.0.7", port: 8080))
/// ```
///
/// Each probe has a connection of its own, so one that is stuck is not taken for the instance.
/// Redirects are not followed: who is asked is to answer for itself.
public struct HTTPHealthProbe: HealthProbe {
  /// What is asked for: a path, and perhaps a query.
  public let path: String
  /// Statuses that pass.
  public let statuses: Range<Int>
  /// How long connection, request and answer may take together, by the continuous clock.
  public let timeout: Duration
  private let client: HTTPClient

  /// - Parameter limits: how long an answer is read before it counts as none.
  public init(
    path: String = "/health", statuses: Range<Int> = 200..<300, timeout: Duration = .seconds(1),
    limits: HTTPLimits = .init(headBytesMax: 16_384, bodyBytesMax: 65_536)
  ) {
    precondition(path.hasPrefix("/"), "a path begins with a slash: \(path)")
    precondition(!statuses.isEmpty, "no answer would pass")
    precondition(timeout > .zero, "nobody answers within \(timeout)")
    self.path = path
    self.statuses = statuses
    self.timeout = timeout
    client = HTTPClient(limits: limits)
  }

  public func probe(_ instance: ServiceInstance) async -> ProbeOutcome {
    let request = HTTPRequest(target: path)
    do throws(HTTPError) {
      let response = try await client.send(
        request, to: instance.host, port: instance.port, timeout: timeout)
      return statuses.contains(response.status) ? .passed : .failed(.status(response.status))
    } catch {
      return .failed(.unanswered(error))
    }
  }
}

/// Passes when the instance takes a connection.
///
/// ```swift
/// await TCPHealthProbe().probe(ServiceInstance(id: "cache-1", host: "10.0.0.9", port: 6379))
/// ```
///
/// The system takes connections for a process that hangs, so this says less than a question that is
/// answered.
public struct TCPHealthProbe: HealthProbe {
  /// How long the connection may take, by the continuous clock.
  public let timeout: Duration

  public init(timeout: Duration = .seconds(1)) {
    precondition(timeout > .zero, "nobody answers within \(timeout)")
    self.timeout = timeout
  }

  public func probe(_ instance: ServiceInstance) async -> ProbeOutcome {
    do throws(NetworkError) {
      _ = try await TCPConnection.connect(
        to: instance.host, port: instance.port, deadline: ContinuousClock.now + timeout)
      return .passed
    } catch {
      return .failed(.unanswered(.network(error)))
    }
  }
}
