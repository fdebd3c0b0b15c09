public import Synchronization

/// The breaker's state machine behind its lock, and its outline in one atomic word before it.
///
/// Nearly always a breaker is closed and its calls succeed. Then admitting a call changes nothing,
/// and neither does its success as long as no failure precedes it and no window keeps count: both
/// are one load of the outline, which stays in every core's cache. The outline is written inside
/// the lock, before the input that changed it returns, so a load of it is as good as taking the
/// lock at that moment.
///
/// Times are asked for inside the lock: they then never go back from one input to the next,
/// whichever thread gets the lock first.
///
/// The core knows no type of clock, so its code is compiled once, and only the few lines of the
/// fast paths again for each user's clock.
@usableFromInline
struct CircuitBreakerCore: ~Copyable, Sendable {
  private let machine: Mutex<CircuitBreakerStateMachine>
  /// What a call slower than is slow; nil when nobody asks.
  @usableFromInline let slowDuration: Duration?
  @usableFromInline let word: Atomic<CircuitBreakerOutline>

  @usableFromInline
  init(configuration: CircuitBreakerConfiguration) {
    let machine = CircuitBreakerStateMachine(configuration: configuration)
    word = Atomic(CircuitBreakerOutline(of: machine))
    slowDuration = configuration.rate.flatMap { $0.slowPercent == nil ? nil : $0.slowDuration }
    self.machine = Mutex(machine)
  }

  @inlinable var outline: CircuitBreakerOutline { word.load(ordering: .acquiring) }

  @usableFromInline
  func mode(at now: () -> Duration) -> CircuitBreakerMode {
    change { $0.mode(at: now) }
  }

  @usableFromInline
  func admit(at now: () -> Duration) throws(CircuitBreakerRejection) -> CircuitBreakerEpoch {
    try change { $0.admit(at: now) }.get()
  }

  @usableFromInline
  func finish(
    _ epoch: CircuitBreakerEpoch, _ outcome: CallOutcome, isSlow: Bool, at now: () -> Duration
  ) {
    change { $0.finish(epoch, outcome, isSlow: isSlow, at: now) }
  }

  private func change<Answer>(
    _ input: (inout CircuitBreakerStateMachine) -> sending Answer
  ) -> sending Answer {
    machine.withLock { machine in
      let answer = input(&machine)
      let new = CircuitBreakerOutline(of: machine)
      // Only a change is written: a write takes the word out of the other cores' caches.
      if new != outline { word.store(new, ordering: .releasing) }
      return answer
    }
  }
}

/// A breaker's core with the clock that it is asked by.
@usableFromInline
final class CircuitBreakerStorage<C: Clock>: Sendable
where C.Duration == Duration, C.Instant: Sendable {
  @usableFromInline let clock: C
  @usableFromInline let origin: C.Instant
  @usableFromInline let core: CircuitBreakerCore

  @inlinable
  init(configuration: CircuitBreakerConfiguration, clock: C) {
    core = CircuitBreakerCore(configuration: configuration)
    self.clock = clock
    origin = clock.now
  }

  /// The time since the breaker was made.
  @inlinable
  func now() -> Duration { origin.duration(to: clock.now) }

  @inlinable
  func admit() throws(CircuitBreakerRejection) -> CircuitBreakerEpoch {
    let outline = core.outline
    return outline.isClosed ? outline.epoch : try core.admit(at: now)
  }

  /// The time, where the configuration asks how long calls take.
  @inlinable
  func timeIfAsked() -> Duration? { core.slowDuration == nil ? nil : now() }

  @inlinable
  func finish(_ epoch: CircuitBreakerEpoch, _ outcome: CallOutcome, begun: Duration?) {
    if outcome != .failure && core.outline.isUntroubled { return }
    let isSlow =
      if let begun, let slow = core.slowDuration { now() - begun >= slow } else { false }
    core.finish(epoch, outcome, isSlow: isSlow, at: now)
  }
}

/// What the fast paths need to know of a breaker, in one word: is it closed, would a success change
/// nothing, and which epoch is it?
@usableFromInline
struct CircuitBreakerOutline: RawRepresentable, Equatable, Sendable, AtomicRepresentable {
  @usableFromInline let rawValue: UInt64

  @inlinable
  init(rawValue: UInt64) { self.rawValue = rawValue }

  init(of machine: CircuitBreakerStateMachine) {
    let flags: UInt64
    switch machine.state {
    case .closed(let failures): flags = failures == 0 && !machine.window.keepsCount ? 0b11 : 0b01
    case .open, .halfOpen: flags = 0
    }
    rawValue = machine.epoch.number << 2 | flags
  }

  @inlinable var isClosed: Bool { rawValue & 0b01 != 0 }
  /// Closed, without a failure in a row, and without a window: neither a success nor an outcome
  /// without a verdict changes anything, of whatever epoch it is.
  @inlinable var isUntroubled: Bool { rawValue & 0b10 != 0 }
  @inlinable var epoch: CircuitBreakerEpoch { CircuitBreakerEpoch(number: rawValue >> 2) }
}
