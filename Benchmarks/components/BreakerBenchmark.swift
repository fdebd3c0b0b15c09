import Dispatch
import MeshComponents
import Synchronization

/// Admitting a call and recording its outcome: closed and uncontended, by several threads at once,
/// and with a window that keeps count.
func breakerBenchmarks() -> [Comparison] {
  let counting = CircuitBreaker(
    configuration: .init(rate: .init(window: .calls(100), minimumCalls: 100)))
  return [
    Comparison(
      name: "CircuitBreaker: admit and succeed",
      component: succeeding(CircuitBreaker(), threads: 1),
      byHand: succeedingByHand(threads: 1)),
    Comparison(
      name: "CircuitBreaker: the same, on each of 2 threads",
      component: succeeding(CircuitBreaker(), threads: 2), byHand: succeedingByHand(threads: 2)),
    Comparison(
      name: "CircuitBreaker: callNow", component: calling(CircuitBreaker(), threads: 1),
      byHand: succeedingByHand(threads: 1)),
    Comparison(
      name: "CircuitBreaker: callNow, on each of 2 threads",
      component: calling(CircuitBreaker(), threads: 2), byHand: succeedingByHand(threads: 2)),
    Comparison(
      name: "CircuitBreaker: admit and succeed, rate over 100 calls",
      component: succeeding(counting, threads: 1), byHand: nil),
    Comparison(
      name: "CircuitBreaker: callNow, rate over 100 calls",
      component: calling(counting, threads: 1), byHand: nil),
  ]
}

private func succeeding(
  _ breaker: CircuitBreaker<ContinuousClock>, threads: Int
) -> Measurement {
  Measurement(operations: 1_000_000) { count in
    onThreads(threads) {
      for _ in 0..<count {
        guard let permit = try? breaker.admit() else { return }
        permit.finish(.success)
      }
    }
  }
}

private func calling(_ breaker: CircuitBreaker<ContinuousClock>, threads: Int) -> Measurement {
  Measurement(operations: 1_000_000) { count in
    onThreads(threads) {
      for number in 0..<count { consume(try? breaker.callNow { number }) }
    }
  }
}

/// A breaker of a dozen lines: one lock, two fields, and no answer told from a late one.
private final class HandWrittenBreaker: Sendable {
  let state = Mutex<(failures: Int, openUntil: ContinuousClock.Instant?)>((0, nil))
}

private func succeedingByHand(threads: Int) -> Measurement {
  let breaker = HandWrittenBreaker()
  return Measurement(operations: 1_000_000) { count in
    onThreads(threads) {
      let clock = ContinuousClock()
      for _ in 0..<count {
        let passes = breaker.state.withLock { state in
          state.openUntil.map { $0 <= clock.now } ?? true
        }
        if passes { breaker.state.withLock { $0.failures = 0 } }
      }
    }
  }
}

/// Runs `body` so many times at once, and waits for all.
private func onThreads(_ threads: Int, _ body: @Sendable () -> Void) {
  if threads == 1 { return body() }
  DispatchQueue.concurrentPerform(iterations: threads) { _ in body() }
}
