/// When a breaker opens, for how long, and how many calls test the service afterwards.
public struct CircuitBreakerConfiguration: Hashable, Sendable {
  /// Failures in a row that open it; at least 1.
  public let failureThreshold: Int
  /// How long it stays open before probes may pass; more than zero.
  public let cooldown: Duration
  /// Probes that may be in flight at once while it is half-open; at least 1.
  public let probes: Int

  public init(failureThreshold: Int = 5, cooldown: Duration = .seconds(30), probes: Int = 1) {
    precondition(failureThreshold >= 1, "a threshold of \(failureThreshold) would never close")
    precondition(cooldown > .zero, "a cooldown of \(cooldown) would never open")
    precondition(probes >= 1, "with \(probes) probes the breaker would stay open for ever")
    self.failureThreshold = failureThreshold
    self.cooldown = cooldown
    self.probes = probes
  }
}

/// Where a breaker stands.
public enum CircuitBreakerMode: Hashable, Sendable {
  case closed, open, halfOpen
}

/// How an admitted call ended, as far as the breaker cares.
public enum CallOutcome: Hashable, Sendable, CaseIterable {
  case success
  case failure
  /// Given up by the caller: no verdict on the service.
  case cancelled
}

/// Why a call may not be made.
public enum CircuitBreakerRejection: Error, Hashable, Sendable {
  /// The service is left alone; probes may pass after this time.
  case open(retryAfter: Duration)
  /// As many probes as are allowed are under way.
  case probing
}
