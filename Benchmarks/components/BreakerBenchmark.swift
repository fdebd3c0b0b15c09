import MeshComponents
import Synchronization

/// Admitting a call and recording its outcome: closed, and with a window that keeps count.
func breakerBenchmarks() -> [Comparison] {
  let counting = CircuitBreaker(
    configuration: .init(rate: .init(window: .calls(100), minimumCalls: 100)))
  return [
    Comparison(
      name: "CircuitBreaker: admit and succeed",
      component: succeeding(CircuitBreaker()),
      byHand: succeedingByHand()),
    Comparison(
      name: "CircuitBreaker: callNow", component: calling(CircuitBreaker()),
      byHand: succeedingByHand()),
    Comparison(
      name: "CircuitBreaker: admit and succeed, rate over 100 calls",
      component: succeeding(counting), byHand: nil),
    Comparison(
      name: "CircuitBreaker: callNow, rate over 100 calls",
      component: calling(counting), byHand: nil),
  ]
}

private func succeeding(_ breaker: CircuitBreaker<ContinuousClock>) -> Measurement {
  Measurement(operations: 1_000_000) { count in
    for _ in 0..<count {
      guard let permit = try? breaker.admit() else { return }
      permit.finish(.success)
    }
  }
}

private func calling(_ breaker: CircuitBreaker<ContinuousClock>) -> Measurement {
  Measurement(operations: 1_000_000) { count in
    for number in 0..<count { consume(try? breaker.callNow { number }) }
  }
}

/// A breaker of a dozen lines: one lock, two fields, and no answer told from a late one.
private final class HandWrittenBreaker: Sendable {
  let state = Mutex<(failures: Int, openUntil: ContinuousClock.Instant?)>((0, nil))
}

private func succeedingByHand() -> Measurement {
  let breaker = HandWrittenBreaker()
  return Measurement(operations: 1_000_000) { count in
    let clock = ContinuousClock()
    for _ in 0..<count {
      let passes = breaker.state.withLock { state in
        state.openUntil.map { $0 <= clock.now } ?? true
      }
      if passes { breaker.state.withLock { $0.failures = 0 } }
    }
  }
}
