/// Which period of the breaker a call belongs to: each change of mode begins another.
@usableFromInline
struct CircuitBreakerEpoch: Hashable, Sendable {
  @usableFromInline private(set) var number: UInt64 = 0

  @inlinable
  init(number: UInt64) { self.number = number }

  mutating func advance() { number &+= 1 }
}

/// A circuit breaker as a pure state machine: it takes inputs and the time, and returns answers.
///
/// It knows no clock and no lock, so every history can be played to it in a test. Times are
/// durations since the breaker was made, and are asked for only where they matter: while closed an
/// input costs no look at the clock. The inputs are in
/// `CircuitBreakerStateMachine+Transition.swift`.
struct CircuitBreakerStateMachine: Sendable {
  /// The states, of which `CircuitBreakerMode` is the outline.
  enum State: Hashable, Sendable {
    /// Calls pass; so many failures in a row have been seen, fewer than the threshold.
    case closed(failures: Int)
    /// No call passes before the time.
    case open(until: Duration)
    /// So many probes of this epoch are under way, at most as many as are configured.
    case halfOpen(probesInFlight: Int)
  }

  let configuration: CircuitBreakerConfiguration
  private(set) var state: State = .closed(failures: 0)
  private(set) var epoch = CircuitBreakerEpoch(number: 0)
  /// The calls of this closed period; keeps no count when only failures in a row matter.
  var window: CircuitBreakerWindow

  init(configuration: CircuitBreakerConfiguration) {
    self.configuration = configuration
    window = CircuitBreakerWindow(configuration.rate)
  }

  /// Enters another state within the same epoch.
  mutating func stay(_ next: State) { state = next }

  /// Enters another mode: answers to calls admitted so far will change nothing from now on.
  mutating func change(to next: State) {
    state = next
    window.clear()
    epoch.advance()
  }
}
