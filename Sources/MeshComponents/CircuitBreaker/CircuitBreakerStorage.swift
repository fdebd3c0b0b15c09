import Synchronization

/// The breaker's state machine behind its lock, with the clock that it is asked by.
///
/// The clock is read inside the lock: times then never go back from one input to the next,
/// whichever thread gets the lock first.
final class CircuitBreakerStorage<C: Clock>: Sendable
where C.Duration == Duration, C.Instant: Sendable {
  private let machine: Mutex<CircuitBreakerStateMachine<C.Instant>>
  private let clock: C

  init(configuration: CircuitBreakerConfiguration, clock: C) {
    machine = Mutex(CircuitBreakerStateMachine(configuration: configuration))
    self.clock = clock
  }

  var mode: CircuitBreakerMode {
    machine.withLock { $0.mode(at: clock.now) }
  }

  func admit() throws(CircuitBreakerRejection) -> CircuitBreakerEpoch {
    try machine.withLock { $0.admit(at: clock.now) }.get()
  }

  func finish(_ epoch: CircuitBreakerEpoch, _ outcome: CallOutcome) {
    machine.withLock { $0.finish(epoch, outcome, at: clock.now) }
  }
}
