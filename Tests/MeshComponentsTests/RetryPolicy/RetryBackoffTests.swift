import TestSupport
import Testing

@testable import MeshComponents

@Suite("A backoff")
struct RetryBackoffTests {
  @Test("grows as its kind says, up to its cap")
  func ceilings() {
    func milliseconds(_ backoff: RetryBackoff) -> [Duration] {
      (1...5).map(backoff.ceiling(beforeRetry:))
    }
    #expect(milliseconds(.fixed(.seconds(3))) == Array(repeating: .seconds(3), count: 5))
    #expect(
      milliseconds(.linear(base: .seconds(1), step: .seconds(2), cap: .seconds(6)))
        == [1, 3, 5, 6, 6].map(Duration.seconds))
    #expect(
      milliseconds(.exponential(base: .seconds(1), factor: 3, cap: .seconds(30)))
        == [1, 3, 9, 27, 30].map(Duration.seconds))
  }

  @Test(
    "never overflows",
    arguments: [
      RetryBackoff.fixed(.seconds(Int64.max)),
      .linear(base: .seconds(1), step: .seconds(Int64.max / 2), cap: .seconds(Int64.max)),
      .exponential(base: .nanoseconds(1), factor: 2, cap: .seconds(Int64.max)),
      .exponential(base: .seconds(1), factor: .max, cap: .seconds(Int64.max)),
    ])
  func overflow(backoff: RetryBackoff) {
    for number in [1, 2, 3, 64, 128, 1_000, Int.max / 2, Int.max] {
      let ceiling = backoff.ceiling(beforeRetry: number)
      #expect(ceiling >= .zero && ceiling <= backoff.cap)
    }
    #expect(backoff.ceiling(beforeRetry: .max) == backoff.cap)
  }

  @Test("draws its delays within the bounds of its jitter", arguments: [UInt64(1), 2, 3])
  func jitter(seed: UInt64) {
    var generator = TestSupport.SplitMix64(seed: seed)
    let backoff = RetryBackoff.exponential(base: .seconds(1), factor: 2, cap: .seconds(10))
    var before: Duration?
    for number in 1...200 {
      let ceiling = backoff.ceiling(beforeRetry: number)
      func draw(_ jitter: RetryJitter, after previous: Duration? = nil) -> Duration {
        jitter.delay(backoff, beforeRetry: number, after: previous, using: &generator)
      }
      #expect(draw(.none) == ceiling)
      #expect((.zero...ceiling).contains(draw(.full)), "seed \(seed)")
      #expect((ceiling / 2...ceiling).contains(draw(.equal)), "seed \(seed)")
      let decorrelated = draw(.decorrelated, after: before)
      let most = min(.seconds(10), (before ?? .seconds(1)) * 3)
      #expect((.seconds(1)...most).contains(decorrelated), "seed \(seed)")
      before = decorrelated
    }
  }

  @Test("draws full jitter evenly: its mean is half of the ceiling", arguments: [UInt64(7)])
  func mean(seed: UInt64) {
    var generator = TestSupport.SplitMix64(seed: seed)
    let sum = (0..<10_000).reduce(Duration.zero) { sum, _ in
      sum
        + RetryJitter.full.delay(
          .fixed(.seconds(12)), beforeRetry: 1, after: nil, using: &generator)
    }
    // The standard deviation of the mean is 12 s / sqrt(12 · 10,000), about 35 ms.
    #expect((sum / 10_000 - .seconds(6)) / .milliseconds(35) < 5, "seed \(seed)")
    #expect((.seconds(6) - sum / 10_000) / .milliseconds(35) < 5, "seed \(seed)")
  }
}

@Suite("A retry budget")
struct RetryBudgetTests {
  let clock = SteppedClock()

  @Test("gives out what it holds, and no more")
  func holds() {
    let budget = RetryBudget(.init(capacity: 2), clock: clock)
    #expect((0..<3).map { _ in budget.takesRetry() } == [true, true, false])
  }

  @Test("gets a part of a token from each call, and a token from each success")
  func fills() {
    let budget = RetryBudget(.init(capacity: 3, perCall: 200, perSuccess: 1_000), clock: clock)
    while budget.takesRetry() {}
    for _ in 0..<4 { budget.callBegins() }
    #expect(budget.tokens == 0)
    budget.callBegins()
    #expect(budget.tokens == 1)
    for _ in 0..<9 { budget.callSucceeded() }
    #expect(budget.tokens == 3)
  }

  @Test("gets so many tokens a second, however often it is asked")
  func seconds() {
    let budget = RetryBudget(.init(capacity: 100, perSecond: 3_000), clock: clock)
    while budget.takesRetry() {}
    for _ in 0..<7_000 {
      clock.advance(by: .milliseconds(1))
      _ = budget.tokens
    }
    // A third of a millisecond has no end in attoseconds: up to the last thousandth, 21 tokens.
    #expect((20...21).contains(budget.tokens))
    clock.advance(by: .seconds(1_000_000))
    #expect(budget.tokens == 100)
  }

  @Test("lets retries be no more than their share of the calls, and the seconds' part")
  func share() {
    let budget = RetryBudget(.share(percent: 20, perSecond: 1), clock: clock)
    var retries = 0
    for _ in 0..<1_000 {
      clock.advance(by: .milliseconds(10))
      budget.callBegins()
      while budget.takesRetry() { retries += 1 }
    }
    // The bucket begins with 10; 1,000 calls give 200 and 10 seconds another 10.
    #expect((219...220).contains(retries))
  }
}
