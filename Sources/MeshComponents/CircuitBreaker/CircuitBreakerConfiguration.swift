/// When a breaker opens, for how long, and how many calls test the service afterwards.
///
/// ```swift
/// let configuration = CircuitBreakerConfiguration(
///   failureThreshold: 5,
///   rate: .init(window: .calls(100), minimumCalls: 20, failurePercent: 50),
///   cooldown: .seconds(30), probes: 2)
/// ```
public struct CircuitBreakerConfiguration: Hashable, Sendable {
  /// Failures in a row that open it; at least 1. Nil when only the rate counts.
  public let failureThreshold: Int?
  /// The share of bad calls that opens it; nil when only failures in a row count.
  public let rate: CircuitBreakerRate?
  /// How long it stays open before probes may pass; more than zero.
  public let cooldown: Duration
  /// Probes that may be in flight at once while it is half-open; at least 1.
  public let probes: Int

  public init(
    failureThreshold: Int? = 5, rate: CircuitBreakerRate? = nil, cooldown: Duration = .seconds(30),
    probes: Int = 1
  ) {
    precondition(failureThreshold ?? 1 >= 1, "a threshold below 1 would never close")
    precondition(failureThreshold != nil || rate != nil, "nothing would ever open it")
    precondition(cooldown > .zero, "a cooldown of \(cooldown) would never open")
    precondition(probes >= 1, "with \(probes) probes the breaker would stay open for ever")
    self.failureThreshold = failureThreshold
    self.rate = rate
    self.cooldown = cooldown
    self.probes = probes
  }
}

/// The share of failed, or of slow, calls among the last ones that opens a breaker.
///
/// As in resilience4j (documentation of its CircuitBreaker: `slidingWindowType`,
/// `minimumNumberOfCalls`, `failureRateThreshold`, `slowCallRateThreshold`), a share that is equal
/// to the limit opens.
public struct CircuitBreakerRate: Hashable, Sendable {
  /// Which calls are looked at.
  public enum Window: Hashable, Sendable {
    /// The last so many; at least 1.
    case calls(Int)
    /// Those that ended within the last so long. Time goes on in steps of a `slots`-th of it, so
    /// what is looked at is shorter than the whole by up to one step.
    case time(Duration, slots: Int = 10)
  }

  public let window: Window
  /// Calls before which the window gives no verdict; at least 1, and no more than it holds.
  public let minimumCalls: Int
  /// Failures in a hundred calls that open the breaker, 1 to 100; nil when they do not matter.
  public let failurePercent: Int?
  /// Slow calls in a hundred that open it, 1 to 100; nil when they do not matter.
  public let slowPercent: Int?
  /// What is slow: a call that takes at least this long.
  public let slowDuration: Duration

  public init(
    window: Window = .calls(100), minimumCalls: Int = 100, failurePercent: Int? = 50,
    slowPercent: Int? = nil, slowDuration: Duration = .seconds(60)
  ) {
    switch window {
    case .calls(let size):
      precondition(size >= 1, "a window of \(size) calls")
      precondition(minimumCalls <= size, "\(minimumCalls) calls never are in a window of \(size)")
    case .time(let length, let slots):
      precondition(slots >= 1 && length / slots > .zero, "\(length) in \(slots) slots")
    }
    precondition(minimumCalls >= 1, "a verdict on \(minimumCalls) calls")
    precondition((1...100).contains(failurePercent ?? 1), "\(failurePercent ?? 0) in a hundred")
    precondition((1...100).contains(slowPercent ?? 1), "\(slowPercent ?? 0) in a hundred")
    precondition(failurePercent != nil || slowPercent != nil, "nothing would ever open it")
    self.window = window
    self.minimumCalls = minimumCalls
    self.failurePercent = failurePercent
    self.slowPercent = slowPercent
    self.slowDuration = slowDuration
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
  /// Ended in a way that says nothing about the service, such as a caller's mistake: no verdict.
  case ignored

  /// What an error says where nobody knows better: cancellation says nothing, all else is failure.
  public init(of error: any Error) {
    self = error is CancellationError ? .cancelled : .failure
  }
}

/// Why a call may not be made.
public enum CircuitBreakerRejection: Error, Hashable, Sendable {
  /// The service is left alone; probes may pass after this time.
  case open(retryAfter: Duration)
  /// As many probes as are allowed are under way.
  case probing
}
