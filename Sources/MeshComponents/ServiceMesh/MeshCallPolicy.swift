/// How a service's proxy makes calls.
public struct MeshCallPolicy: Sendable {
  /// Where requests of some kind go instead.
  public var rules: RoutingRules
  /// How the instance is chosen.
  public var balancing: LoadBalancingAlgorithm
  /// When an instance is left alone; each has a breaker of its own.
  public var breaker: CircuitBreakerConfiguration
  /// How often a call is tried, on whatever instance.
  public var retry: RetryPolicy
  /// What part of the calls to one service may be retries.
  public var budget: RetryBudgetConfiguration

  public init(
    rules: RoutingRules = [], balancing: LoadBalancingAlgorithm = .twoChoices(),
    breaker: CircuitBreakerConfiguration = .init(),
    retry: RetryPolicy = .init(deadline: .seconds(5), attemptTimeout: .seconds(1)),
    budget: RetryBudgetConfiguration = .share()
  ) {
    self.rules = rules
    self.balancing = balancing
    self.breaker = breaker
    self.retry = retry
    self.budget = budget
  }
}

/// Who may be called, as whoever discovers instances publishes it.
public protocol MeshDirectory: Sendable {
  /// The newest snapshot of a service's instances. Asked for by every attempt, so it does not wait.
  func backends(of service: String) -> MeshBackends
}

/// Instances of one service that may be called.
public struct MeshBackends: Hashable, Sendable {
  /// Grows with each change; an older snapshot never replaces a newer one.
  public let version: UInt64
  public let backends: [Backend]

  public init(version: UInt64, backends: [Backend]) {
    self.version = version
    self.backends = backends
  }
}

/// How a request gets to an instance.
public protocol MeshTransport: Sendable {
  /// Sends one request, and throws when there is no answer.
  func send(
    _ request: HTTPRequest, to instance: String, of service: String
  ) async throws -> HTTPResponse
}

/// Why a call has got no answer.
public enum MeshCallError: Error {
  /// The caller's proxy has not been told of such a service.
  case unknownService(String)
  /// It was given up, for this reason.
  case failed(RetryFailure)
}

/// Why an attempt has failed before or without an answer of the instance.
public enum MeshAttemptError: Error, Hashable, Sendable {
  /// The service has no instance that may be called, or none with room.
  case noInstance
  /// The breakers of all instances that were drawn keep calls away.
  case breakersOpen
  /// The instance says that it has failed: 500 and above.
  case failed(HTTPResponse)
}
