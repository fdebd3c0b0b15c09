import Synchronization

/// Keeps the retries of all calls that share it to a part of their traffic.
///
/// A bucket of tokens: each retry takes one, and calls put parts of one back. Without it a service
/// in trouble is sent several times its traffic, and stays in trouble (Bronson et al., "Metastable
/// Failures in Distributed Systems", HotOS 2021, doi:10.1145/3458336.3465286). A retry takes its
/// token before its delay, so retries that wait are counted too.
///
/// ```swift
/// let budget = RetryBudget(.share(percent: 20, perSecond: 10))
/// ```
///
/// A value that shares its state: copies are the same budget.
public struct RetryBudget<C: Clock>: Sendable where C.Duration == Duration, C.Instant: Sendable {
  /// The shared part, as copies of the budget point at it.
  private final class Storage: Sendable {
    let bucket: Mutex<RetryTokenBucket>
    init(_ bucket: RetryTokenBucket) { self.bucket = Mutex(bucket) }
  }

  private let storage: Storage
  private let clock: C
  private let origin: C.Instant

  /// A full budget that reads the time from `clock`.
  public init(_ configuration: RetryBudgetConfiguration = .share(), clock: C) {
    storage = Storage(RetryTokenBucket(configuration: configuration))
    self.clock = clock
    origin = clock.now
  }

  /// Whole retries that could be made now.
  public var tokens: Int { change { $0.tokens(at: $1) } }

  /// A call's first attempt begins.
  func callBegins() { change { $0.callBegins(at: $1) } }
  /// A call has succeeded.
  func callSucceeded() { change { $0.callSucceeded(at: $1) } }
  /// Takes a token, if there is one.
  func takesRetry() -> Bool { change { $0.takesRetry(at: $1) } }

  private func change<Answer: Sendable>(
    _ input: (inout RetryTokenBucket, Duration) -> Answer
  ) -> Answer {
    storage.bucket.withLock { input(&$0, origin.duration(to: clock.now)) }
  }
}

extension RetryBudget where C == ContinuousClock {
  /// A full budget on the continuous clock.
  public init(_ configuration: RetryBudgetConfiguration = .share()) {
    self.init(configuration, clock: ContinuousClock())
  }
}

/// What fills a retry budget, in thousandths of a retry.
public struct RetryBudgetConfiguration: Hashable, Sendable {
  /// Retries that the full budget holds.
  public let capacity: Int
  /// Thousandths put in by each call's first attempt.
  public let perCall: Int
  /// Thousandths put in by each call that succeeds.
  public let perSuccess: Int
  /// Thousandths put in by each second.
  public let perSecond: Int

  public init(capacity: Int, perCall: Int = 0, perSuccess: Int = 0, perSecond: Int = 0) {
    precondition((0...1_000_000_000).contains(capacity), "a budget of \(capacity) retries")
    for rate in [perCall, perSuccess, perSecond] {
      precondition((0...1_000_000_000).contains(rate), "a filling of \(rate)")
    }
    self.capacity = capacity
    self.perCall = perCall
    self.perSuccess = perSuccess
    self.perSecond = perSecond
  }

  /// So many retries in a hundred calls, and so many a second besides: the budget of Finagle
  /// ("Retry Budgets", Twitter 2016) and Linkerd, whose defaults these are. It holds what ten
  /// seconds without traffic put in.
  public static func share(percent: Int = 20, perSecond: Int = 10) -> RetryBudgetConfiguration {
    .init(
      capacity: max(1, 10 * perSecond), perCall: 10 * percent, perSecond: 1_000 * perSecond)
  }

  /// Each success puts back so many thousandths of a token, as in gRPC's retry throttling (proposal
  /// A6), here with the last token still worth a retry.
  public static func throttle(capacity: Int, perSuccess: Int = 1_000) -> RetryBudgetConfiguration {
    .init(capacity: capacity, perSuccess: perSuccess)
  }
}

/// A retry budget as a pure state machine: inputs and the time in, answers out.
///
/// Tokens are counted in whole thousandths, and seconds in whole attoseconds, so no history drifts.
struct RetryTokenBucket: Sendable {
  private let configuration: RetryBudgetConfiguration
  /// Thousandths of a token.
  private var level: Int
  /// Up to when the seconds have been put in.
  private var filledUntil: Duration = .zero

  init(configuration: RetryBudgetConfiguration) {
    self.configuration = configuration
    level = configuration.capacity * 1_000
  }

  mutating func tokens(at now: Duration) -> Int {
    fill(at: now)
    return level / 1_000
  }

  mutating func callBegins(at now: Duration) {
    fill(at: now)
    put(configuration.perCall)
  }

  mutating func callSucceeded(at now: Duration) {
    fill(at: now)
    put(configuration.perSuccess)
  }

  mutating func takesRetry(at now: Duration) -> Bool {
    fill(at: now)
    guard level >= 1_000 else { return false }
    level -= 1_000
    return true
  }

  private mutating func put(_ thousandths: Int) {
    level = min(configuration.capacity * 1_000, level + thousandths)
  }

  private mutating func fill(at now: Duration) {
    guard configuration.perSecond > 0, now > filledUntil else { return }
    // One thousandth takes this long; what is left of a second stays for the next time.
    let step = Duration.seconds(1) / configuration.perSecond
    let room = configuration.capacity * 1_000 - level
    let due = (now - filledUntil) / step
    if due >= Double(room) {
      level += room
      filledUntil = now
    } else {
      level += Int(due)
      filledUntil += step * Int(due)
    }
  }
}
