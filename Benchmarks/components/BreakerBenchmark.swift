import MeshComponents
import Synchronization

/// Admitting a call and recording its outcome, closed and uncontended.
func breakerBenchmarks() -> [Comparison] {
  let breaker = CircuitBreaker()
  let byHand = Mutex<(failures: Int, openUntil: ContinuousClock.Instant?)>((0, nil))
  return [
    Comparison(
      name: "CircuitBreaker: admit and succeed",
      component: Measurement(operations: 1_000_000) { count in
        for _ in 0..<count {
          guard let permit = try? breaker.admit() else { return }
          permit.finish(.success)
        }
      },
      byHand: Measurement(operations: 1_000_000) { count in
        let clock = ContinuousClock()
        for _ in 0..<count {
          let passes = byHand.withLock { state in
            state.openUntil.map { $0 <= clock.now } ?? true
          }
          if passes { byHand.withLock { $0.failures = 0 } }
        }
      })
  ]
}
