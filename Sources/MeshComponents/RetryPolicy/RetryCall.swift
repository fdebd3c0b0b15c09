/// One call and its retries as a pure state machine: inputs and the time in, verdicts out.
///
/// It is what `RetryPolicy.retry` decides by, and public for those who have their own event loop:
///
/// ```swift
/// var call = RetryCall(policy: policy, budget: budget, at: clock.now)
/// let verdict = call.finish(.transientFailure, at: clock.now, using: &generator)
/// if case .retryAfter(let delay) = verdict { timer.fire(after: delay) }
/// // When it fires: if call.beginRetry(at: clock.now), make the next attempt.
/// ```
public struct RetryCall<C: Clock>: Sendable where C.Duration == Duration, C.Instant: Sendable {
  /// Where a call stands.
  public enum Phase: Hashable, Sendable {
    case attempting
    /// The next attempt may begin at this time.
    case waiting(until: C.Instant)
    case ended
  }

  public let policy: RetryPolicy
  private let budget: RetryBudget<C>?
  public private(set) var phase: Phase = .attempting
  /// Attempts begun.
  public private(set) var attempts = 1
  /// When no attempt may begin or go on any more.
  public let deadline: C.Instant?
  private var lastDelay: Duration?

  /// A call whose first attempt begins now.
  public init(policy: RetryPolicy, budget: RetryBudget<C>? = nil, at now: C.Instant) {
    self.policy = policy
    self.budget = budget
    deadline = policy.deadline.map { now.advanced(by: $0) }
    budget?.callBegins()
  }

  /// The attempt under way has ended.
  ///
  /// Attempts are asked for before the deadline, and that before the budget, so that a token is
  /// taken only by a retry that will be made.
  public mutating func finish(
    _ outcome: AttemptOutcome, at now: C.Instant,
    using generator: inout some RandomNumberGenerator
  ) -> RetryVerdict {
    precondition(phase == .attempting, "an attempt ends that has not begun: \(phase)")
    phase = .ended
    switch outcome {
    case .success:
      budget?.callSucceeded()
      return .succeeded
    case .permanentFailure:
      return .refused
    case .transientFailure:
      if attempts >= policy.attemptsMax { return .attemptsExhausted }
      let delay = policy.jitter.delay(
        policy.backoff, beforeRetry: attempts, after: lastDelay, using: &generator)
      let next = now.advanced(by: delay)
      if let deadline, next >= deadline { return .deadlineExceeded }
      if let budget, !budget.takesRetry() { return .budgetExhausted }
      lastDelay = delay
      phase = .waiting(until: next)
      return .retryAfter(delay)
    }
  }

  /// The delay is over, and the next attempt begins.
  ///
  /// - Returns: false when the call was woken at its deadline or later: no attempt begins then.
  public mutating func beginRetry(at now: C.Instant) -> Bool {
    guard case .waiting(let until) = phase, now >= until else {
      preconditionFailure("a retry begins at \(now) in \(phase)")
    }
    if let deadline, now >= deadline {
      phase = .ended
      return false
    }
    phase = .attempting
    attempts += 1
    return true
  }

  /// How long an attempt that begins now may take; nil for as long as it likes.
  func timeLeft(at now: C.Instant) -> Duration? {
    guard let left = deadline.map({ now.duration(to: $0) }) else { return policy.attemptTimeout }
    return min(left, policy.attemptTimeout ?? left)
  }
}
