extension CircuitBreakerStateMachine {
  /// The mode at a time, after the cooldown has been taken into account.
  mutating func mode(at now: Instant) -> CircuitBreakerMode {
    endCooldown(at: now)
    switch state {
    case .closed: return .closed
    case .open: return .open
    case .halfOpen: return .halfOpen
    }
  }

  /// May a call pass? If so, the epoch that its answer belongs to.
  mutating func admit(
    at now: Instant
  ) -> Result<CircuitBreakerEpoch, CircuitBreakerRejection> {
    endCooldown(at: now)
    switch state {
    case .closed:
      return .success(epoch)
    case .open(let until):
      return .failure(.open(retryAfter: now.duration(to: until)))
    case .halfOpen(let probesInFlight):
      // Without this limit everybody who waited for the cooldown is a probe, and a service that is
      // just coming back gets all its traffic at once.
      guard probesInFlight < configuration.probes else { return .failure(.probing) }
      stay(.halfOpen(probesInFlight: probesInFlight + 1))
      return .success(epoch)
    }
  }

  /// An admitted call has ended.
  mutating func finish(_ admitted: CircuitBreakerEpoch, _ outcome: CallOutcome, at now: Instant) {
    endCooldown(at: now)
    // An answer to a call of an earlier period says how the service was then.
    guard admitted == epoch else { return }
    switch (state, outcome) {
    case (.closed, .success):
      stay(.closed(failures: 0))
    case (.closed(let failures), .failure):
      if failures + 1 < configuration.failureThreshold {
        stay(.closed(failures: failures + 1))
      } else {
        open(at: now)
      }
    case (.closed, .cancelled):
      break
    case (.open, _):
      // No call is admitted while the breaker is open, and opening began a new epoch.
      preconditionFailure("an answer of the open epoch itself: \(state) \(outcome)")
    case (.halfOpen, .success):
      change(to: .closed(failures: 0))
    case (.halfOpen, .failure):
      open(at: now)
    case (.halfOpen(let probesInFlight), .cancelled):
      // No verdict, but the probe's place is free again.
      stay(.halfOpen(probesInFlight: probesInFlight - 1))
    }
  }

  private mutating func open(at now: Instant) {
    change(to: .open(until: now.advanced(by: configuration.cooldown)))
  }

  /// Time is only looked at when somebody asks: an open breaker whose cooldown is over is
  /// half-open.
  private mutating func endCooldown(at now: Instant) {
    if case .open(let until) = state, until <= now { change(to: .halfOpen(probesInFlight: 0)) }
  }
}
