/// Which period of the breaker a call belongs to: each change of mode begins another.
struct CircuitBreakerEpoch: Hashable, Sendable {
  private var number: UInt64 = 0

  mutating func advance() { number &+= 1 }
}

/// A circuit breaker as a pure state machine: it takes inputs and the time, and returns answers.
///
/// It knows no clock and no lock, so every history can be played to it in a test. The inputs are in
/// `CircuitBreakerStateMachine+Transition.swift`.
struct CircuitBreakerStateMachine<Instant: InstantProtocol>: Sendable
where Instant.Duration == Duration, Instant: Sendable {
  /// The states, of which `CircuitBreakerMode` is the outline.
  enum State: Hashable, Sendable {
    /// Calls pass; so many failures in a row have been seen, fewer than the threshold.
    case closed(failures: Int)
    /// No call passes before the instant.
    case open(until: Instant)
    /// So many probes of this epoch are under way, at most as many as are configured.
    case halfOpen(probesInFlight: Int)
  }

  let configuration: CircuitBreakerConfiguration
  private(set) var state: State = .closed(failures: 0)
  private(set) var epoch = CircuitBreakerEpoch()

  init(configuration: CircuitBreakerConfiguration) { self.configuration = configuration }

  /// Enters another state within the same epoch.
  mutating func stay(_ next: State) { state = next }

  /// Enters another mode: answers to calls admitted so far will change nothing from now on.
  mutating func change(to next: State) {
    state = next
    epoch.advance()
  }
}
