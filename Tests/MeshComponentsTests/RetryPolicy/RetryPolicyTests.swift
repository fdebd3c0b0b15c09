import TestSupport
import Testing

@testable import MeshComponents

@Suite("A retried call")
struct RetryPolicyTests {
  struct Down: Error, Equatable { var number = 0 }

  let clock = SteppedClock()
  let policy = RetryPolicy(
    attemptsMax: 3, backoff: .exponential(base: .seconds(1), cap: .seconds(4)), jitter: .none)

  /// Starts a call under a policy, in a task.
  func start(
    _ policy: RetryPolicy, budget: RetryBudget<SteppedClock>? = nil,
    when isTransient: @escaping @Sendable (any Error) -> Bool = { _ in true },
    _ body: @escaping @Sendable () async throws -> Int
  ) -> Task<Result<Int, RetryFailure>, Never> {
    Task { [clock] in
      var generator = TestSupport.SplitMix64(seed: 1)
      do throws(RetryFailure) {
        return .success(
          try await policy.retry(
            clock: clock, budget: budget, using: &generator, when: isTransient, body))
      } catch {
        return .failure(error)
      }
    }
  }

  func failure(_ result: Result<Int, RetryFailure>) -> RetryFailure? {
    guard case .failure(let failure) = result else { return nil }
    return failure
  }

  @Test("gives the answer of the first attempt that succeeds, after the delays before it")
  func succeeds() async throws {
    let attempts = Counter()
    let call = start(policy) {
      attempts.increment()
      if attempts.value < 3 { throw Down() }
      return attempts.value
    }
    await clock.untilSleeping(1)
    #expect(clock.naps == [.seconds(1)] && attempts.value == 1)
    clock.advance(by: .seconds(1))
    while attempts.value < 2 { await Task.yield() }
    await clock.untilSleeping(1)
    #expect(clock.naps == [.seconds(2)])
    clock.advance(by: .seconds(2))
    #expect(try await call.value.get() == 3)
  }

  @Test("gives up after its last attempt with that one's error")
  func exhausted() async {
    let attempts = Counter()
    let policy = RetryPolicy(attemptsMax: 3, backoff: .fixed(.zero), jitter: .none)
    let failure = failure(
      await start(policy) {
        attempts.increment()
        throw Down(number: attempts.value)
      }.value)
    #expect(failure?.reason == .attemptsExhausted && failure?.attempts == 3)
    #expect(failure?.lastError as? Down == Down(number: 3))
  }

  @Test("is not made again when the failure is permanent")
  func refused() async {
    let failure = failure(
      await start(policy, when: { !($0 is Down) }) {
        throw Down()
      }.value)
    #expect(failure?.reason == .refused && failure?.attempts == 1)
  }

  @Test("does not wait for a retry that could not begin before the deadline")
  func deadline() async {
    let policy = RetryPolicy(backoff: .fixed(.seconds(2)), jitter: .none, deadline: .seconds(2))
    let failure = failure(await start(policy) { throw Down() }.value)
    #expect(failure?.reason == .deadlineExceeded && failure?.attempts == 1)
    #expect(clock.now == SteppedClock.Instant(offset: .zero))
  }

  @Test("is cut off at the deadline while an attempt is under way")
  func cut() async {
    let policy = RetryPolicy(deadline: .seconds(5))
    let call = start(policy) { [clock] in
      try await clock.sleep(for: .seconds(60))
      return 1
    }
    await clock.untilSleeping(2)
    clock.advance(by: .seconds(5))
    let failure = failure(await call.value)
    #expect(failure?.reason == .deadlineExceeded && failure?.attempts == 1)
    #expect(clock.sleepers == 0)
  }

  @Test("tries again after an attempt that took too long")
  func timeout() async throws {
    let policy = RetryPolicy(
      attemptsMax: 2, backoff: .fixed(.seconds(1)), jitter: .none, attemptTimeout: .seconds(3))
    let attempts = Counter()
    let call = start(policy) { [clock] in
      attempts.increment()
      if attempts.value == 1 { try await clock.sleep(for: .seconds(60)) }
      return attempts.value
    }
    await clock.untilSleeping(2)
    clock.advance(by: .seconds(3))
    while clock.naps != [.seconds(1)] { await Task.yield() }
    clock.advance(by: .seconds(1))
    #expect(try await call.value.get() == 2)
  }

  @Test("ends at once when its task is cancelled in a delay, and keeps the error that led there")
  func cancelledInDelay() async {
    let call = start(policy) { throw Down(number: 7) }
    await clock.untilSleeping(1)
    call.cancel()
    let failure = failure(await call.value)
    #expect(failure?.reason == .cancelled && failure?.lastError as? Down == Down(number: 7))
    #expect(clock.sleepers == 0)
  }

  @Test("ends when its task is cancelled in an attempt, with or without a timer")
  func cancelledInAttempt() async {
    for deadline in [nil, Duration.seconds(100)] {
      let call = start(RetryPolicy(deadline: deadline)) { [clock] in
        try await clock.sleep(for: .seconds(60))
        return 1
      }
      await clock.untilSleeping(deadline == nil ? 1 : 2)
      call.cancel()
      #expect(failure(await call.value)?.reason == .cancelled)
      #expect(clock.sleepers == 0)
    }
  }

  @Test("takes its retries from the budget that all calls share")
  func budget() async throws {
    let policy = RetryPolicy(attemptsMax: 10, backoff: .fixed(.zero), jitter: .none)
    let budget = RetryBudget(.throttle(capacity: 3), clock: clock)
    let first = failure(await start(policy, budget: budget) { throw Down() }.value)
    #expect(first?.reason == .budgetExhausted && first?.attempts == 4)
    let second = failure(await start(policy, budget: budget) { throw Down() }.value)
    #expect(second?.reason == .budgetExhausted && second?.attempts == 1)
    #expect(try await start(policy, budget: budget) { 5 }.value.get() == 5)
    #expect(budget.tokens == 1)
  }
}
