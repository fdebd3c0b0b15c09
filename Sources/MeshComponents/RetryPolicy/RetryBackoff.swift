/// How the delays before retries grow.
///
/// ```swift
/// let backoff = RetryBackoff.exponential(base: .milliseconds(100), cap: .seconds(10))
/// backoff.ceiling(beforeRetry: 3)  // 400 ms
/// ```
public enum RetryBackoff: Hashable, Sendable {
  /// The same each time.
  case fixed(Duration)
  /// Longer by `step` each time, up to `cap`.
  case linear(base: Duration, step: Duration, cap: Duration)
  /// `factor` times as long each time, up to `cap`.
  case exponential(
    base: Duration = .milliseconds(100), factor: Int = 2, cap: Duration = .seconds(10))

  /// The delay before the retry of this number, from 1, when nothing is drawn by lot; with jitter
  /// it is what the draw stays under.
  ///
  /// Never overflows, whatever the number: the cap is compared with before a step is taken.
  /// - Complexity: O(log(cap / base)) for an exponential one, else O(1).
  public func ceiling(beforeRetry number: Int) -> Duration {
    precondition(number >= 1, "retries are counted from 1, not \(number)")
    switch self {
    case .fixed(let delay):
      return max(.zero, delay)
    case .linear(let base, let step, let cap):
      guard number > 1, step > .zero, base < cap else { return max(.zero, min(base, cap)) }
      return step >= (cap - base) / (number - 1) ? cap : max(.zero, base + step * (number - 1))
    case .exponential(let base, let factor, let cap):
      var delay = max(.zero, min(base, cap))
      guard factor > 1, delay > .zero else { return delay }
      for _ in 1..<number {
        if delay > cap / factor { return max(.zero, cap) }
        delay *= factor
      }
      return delay
    }
  }

  /// The first delay, and the least of decorrelated ones.
  var base: Duration { ceiling(beforeRetry: 1) }

  /// What no delay exceeds.
  var cap: Duration {
    switch self {
    case .fixed(let delay): max(.zero, delay)
    case .linear(_, _, let cap), .exponential(_, _, let cap): max(.zero, cap)
    }
  }
}

/// How a delay is drawn by lot, so that clients that failed together do not return together.
///
/// The three ways are those of M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog
/// (2015), which found that full jitter costs the service the least work.
public enum RetryJitter: Hashable, Sendable {
  /// The backoff's delay itself.
  case none
  /// Between nothing and the backoff's delay.
  case full
  /// Between half of the backoff's delay and the whole.
  case equal
  /// Between the backoff's first delay and three times the delay before, up to the backoff's cap.
  case decorrelated

  /// Draws the delay before the retry of this number, after one of `previous` (nil at the first).
  func delay(
    _ backoff: RetryBackoff, beforeRetry number: Int, after previous: Duration?,
    using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let ceiling = backoff.ceiling(beforeRetry: number)
    switch self {
    case .none:
      return ceiling
    case .full:
      return .random(from: .zero, to: ceiling, using: &generator)
    case .equal:
      return .random(from: ceiling / 2, to: ceiling, using: &generator)
    case .decorrelated:
      let before = previous ?? backoff.base
      let most = before > backoff.cap / 3 ? backoff.cap : before * 3
      return .random(from: min(backoff.base, most), to: most, using: &generator)
    }
  }
}

extension Duration {
  /// A duration drawn evenly, both ends included.
  static func random(
    from low: Duration, to high: Duration, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    Duration(attoseconds: .random(in: low.attoseconds...high.attoseconds, using: &generator))
  }
}
