extension CircuitBreakerStateMachine {
  /// The mode at a time, after the cooldown has been taken into account.
  mutating func mode(at now: () -> Duration) -> CircuitBreakerMode {
    endCooldown(at: now)
    switch state {
    case .closed: return .closed
    case .open: return .open
    case .halfOpen: return .halfOpen
    }
  }

  /// May a call pass? If so, the epoch that its answer belongs to.
  mutating func admit(
    at now: () -> Duration
  ) -> Result<CircuitBreakerEpoch, CircuitBreakerRejection> {
    let left = endCooldown(at: now)
    switch state {
    case .closed:
      return .success(epoch)
    case .open:
      return .failure(.open(retryAfter: left))
    case .halfOpen(let probesInFlight):
      // Without this limit everybody who waited for the cooldown is a probe, and a service that is
      // just coming back gets all its traffic at once.
      guard probesInFlight < configuration.probes else { return .failure(.probing) }
      stay(.halfOpen(probesInFlight: probesInFlight + 1))
      return .success(epoch)
    }
  }

  /// An admitted call has ended; `isSlow` when it took as long as the configuration calls slow.
  mutating func finish(
    _ admitted: CircuitBreakerEpoch, _ outcome: CallOutcome, isSlow: Bool, at now: () -> Duration
  ) {
    endCooldown(at: now)
    // An answer to a call of an earlier period says how the service was then.
    guard admitted == epoch else { return }
    switch (state, outcome) {
    case (.closed, .success):
      stay(.closed(failures: 0))
      record(failed: false, isSlow, at: now)
    case (.closed(let failures), .failure):
      stay(.closed(failures: failures + 1))
      record(failed: true, isSlow, at: now)
    case (.closed, .cancelled), (.closed, .ignored):
      break
    case (.open, _):
      // No call is admitted while the breaker is open, and opening began a new epoch.
      preconditionFailure("an answer of the open epoch itself: \(state) \(outcome)")
    case (.halfOpen, .success):
      // Where slowness opens the breaker, a slow answer does not close it.
      isSlow && configuration.rate?.slowPercent != nil
        ? open(at: now) : change(to: .closed(failures: 0))
    case (.halfOpen, .failure):
      open(at: now)
    case (.halfOpen(let probesInFlight), .cancelled), (.halfOpen(let probesInFlight), .ignored):
      // No verdict, but the probe's place is free again.
      stay(.halfOpen(probesInFlight: probesInFlight - 1))
    }
  }

  /// A verdict of the closed period: opens when failures in a row or the rate are too many.
  private mutating func record(failed: Bool, _ isSlow: Bool, at now: () -> Duration) {
    window.record(failed: failed, slow: isSlow, at: now)
    guard case .closed(let failures) = state else { return }
    let isOver = configuration.failureThreshold.map { failures >= $0 } ?? false
    if isOver || window.isOverLimit { open(at: now) }
  }

  private mutating func open(at now: () -> Duration) {
    change(to: .open(until: now() + configuration.cooldown))
  }

  /// Time is only looked at when somebody asks: an open breaker whose cooldown is over is
  /// half-open.
  /// - Returns: what is left of the cooldown.
  @discardableResult
  private mutating func endCooldown(at now: () -> Duration) -> Duration {
    guard case .open(let until) = state else { return .zero }
    let left = until - now()
    if left <= .zero { change(to: .halfOpen(probesInFlight: 0)) }
    return left
  }
}
