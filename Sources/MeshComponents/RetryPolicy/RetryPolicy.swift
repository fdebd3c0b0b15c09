/// How often and how long a call is tried again.
///
/// ```swift
/// let policy = RetryPolicy(attemptsMax: 4, backoff: .exponential(), deadline: .seconds(2))
/// let price = try await policy.retry(budget: budget) { try await client.get("/price") }
/// ```
///
/// The rules are those of `specs/components/retry.mesh`; `RetryCall` is the part that decides, and
/// is driven through every edge of that spec.
public struct RetryPolicy: Hashable, Sendable {
  /// Attempts in all, the first included; at least 1.
  public let attemptsMax: Int
  public let backoff: RetryBackoff
  public let jitter: RetryJitter
  /// From the start of the first attempt: none begins at or after it, and one that is under way
  /// then is cancelled. Nil for none; otherwise more than zero.
  public let deadline: Duration?
  /// How long one attempt may take before it is cancelled and counts as failed in passing.
  public let attemptTimeout: Duration?

  public init(
    attemptsMax: Int = 3, backoff: RetryBackoff = .exponential(), jitter: RetryJitter = .full,
    deadline: Duration? = nil, attemptTimeout: Duration? = nil
  ) {
    precondition(attemptsMax >= 1, "\(attemptsMax) attempts")
    precondition(deadline.map { $0 > .zero } ?? true, "no attempt begins before the deadline")
    precondition(attemptTimeout.map { $0 > .zero } ?? true, "no attempt ends within its timeout")
    self.attemptsMax = attemptsMax
    self.backoff = backoff
    self.jitter = jitter
    self.deadline = deadline
    self.attemptTimeout = attemptTimeout
  }
}

/// How an attempt ended, as far as retrying cares.
public enum AttemptOutcome: Hashable, Sendable, CaseIterable {
  case success
  /// May go better next time.
  case transientFailure
  /// Would end the same way again.
  case permanentFailure
}

/// What becomes of a call after an attempt.
public enum RetryVerdict: Hashable, Sendable {
  case succeeded
  /// Another attempt is due after this time.
  case retryAfter(Duration)
  /// The failure is one that no retry mends.
  case refused
  case attemptsExhausted
  /// The next attempt could not begin before the deadline.
  case deadlineExceeded
  /// Retries are too large a part of the traffic already.
  case budgetExhausted
}

/// Why `RetryPolicy.retry` gave up.
public struct RetryFailure: Error, Sendable {
  public enum Reason: Hashable, Sendable {
    case refused, attemptsExhausted, deadlineExceeded, budgetExhausted
    /// The task was cancelled, during an attempt or between two.
    case cancelled
  }

  public let reason: Reason
  /// Attempts begun.
  public let attempts: Int
  /// The last attempt's error; nil when none has failed by itself.
  public let lastError: (any Error)?
}

/// An attempt that was cancelled because it took longer than the policy's `attemptTimeout`.
public struct AttemptTimeout: Error, Hashable, Sendable {
  public let timeout: Duration
}
