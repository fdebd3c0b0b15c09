import Conformance
import Glibc
import MeshComponents
import Synchronization

/// A breaker whose lock is let go between looking and doing, in one place at a time.
final class RacyBreaker: Sendable {
  enum Fault: String, CaseIterable, Sendable {
    case probesAreCountedApart = "the probe's place is taken in a second lock"
    case failuresAreReadApart = "a failure is counted on what was read before"
    case epochIsReadApart = "the epoch is compared before the lock is taken"
    case timerIsSetApart = "the timer is set after the mode"

    var story: String {
      switch self {
      case .probesAreCountedApart:
        "Two callers see the same free place of a probe and both take it "
          + "(resilience4j/resilience4j#1432)."
      case .failuresAreReadApart:
        "Two failures at once count as one, so that the breaker opens late or not at all."
      case .epochIsReadApart:
        "An answer found current is counted after the breaker has opened, and closes it "
          + "(App-vNext/Polly#217 with threads)."
      case .timerIsSetApart:
        "Between opening and starting the cooldown the breaker takes it for over "
          + "(Netflix/Hystrix#1806)."
      }
    }

    /// Half-open comes up often where one failure opens; a lost one takes two to be missed.
    var threshold: Int {
      switch self {
      case .probesAreCountedApart: 1
      case .failuresAreReadApart, .epochIsReadApart, .timerIsSetApart: 2
      }
    }
  }

  private enum Mode { case closed, open, halfOpen }

  private struct State {
    var mode = Mode.closed
    var failures = 0
    var until = 0
    var probing = 0
    var epoch = 0
    var now = 0
  }

  private let fault: Fault?
  private let threshold: Int
  private let cooldown: Int
  private let state = Mutex(State())

  init(fault: Fault?, threshold: Int, cooldown: Int) {
    self.fault = fault
    self.threshold = threshold
    self.cooldown = cooldown
  }

  /// The epoch of the call, or nil when it may not pass.
  func admit() -> Int? {
    if fault == .probesAreCountedApart { return admitInTwoLocks() }
    return state.withLock { state in
      endCooldown(&state)
      switch state.mode {
      case .closed: break
      case .open: return nil
      case .halfOpen:
        if state.probing == 1 { return nil }
        state.probing += 1
      }
      return state.epoch
    }
  }

  private func admitInTwoLocks() -> Int? {
    let seen = state.withLock { state in
      endCooldown(&state)
      return state
    }
    for _ in 0..<4 { sched_yield() }
    if seen.mode == .open || seen.mode == .halfOpen && seen.probing == 1 { return nil }
    if seen.mode == .halfOpen { state.withLock { $0.probing += 1 } }
    return seen.epoch
  }

  func finish(_ epoch: Int, _ outcome: CallOutcome) {
    let seen = state.withLock { state in
      endCooldown(&state)
      return state
    }
    if fault == .failuresAreReadApart || fault == .epochIsReadApart { sched_yield() }
    if fault == .epochIsReadApart && seen.epoch != epoch { return }
    let isOpening = state.withLock { state -> Bool in
      endCooldown(&state)
      guard state.epoch == epoch || fault == .epochIsReadApart else { return false }
      if outcome == .success {
        enter(state.mode == .closed ? nil : .closed, &state)
        return false
      }
      let failures = fault == .failuresAreReadApart ? seen.failures : state.failures
      state.failures = failures + 1
      guard state.mode == .halfOpen || state.failures >= threshold else { return false }
      enter(.open, &state)
      if fault != .timerIsSetApart { state.until = state.now + cooldown }
      return true
    }
    guard isOpening, fault == .timerIsSetApart else { return }
    sched_yield()
    state.withLock { $0.until = $0.now + cooldown }
  }

  func tick() { state.withLock { $0.now += 1 } }

  private func enter(_ mode: Mode?, _ state: inout State) {
    state.failures = 0
    guard let mode else { return }
    state.mode = mode
    state.probing = 0
    state.epoch += 1
  }

  private func endCooldown(_ state: inout State) {
    if state.mode == .open && state.until <= state.now { enter(.halfOpen, &state) }
  }
}

extension BreakerLoad {
  /// A round on a breaker with a fault, or without any.
  static func round(
    _ number: Int, fault: RacyBreaker.Fault?
  ) -> @Sendable (inout HistoryThread) -> Void {
    let breaker = RacyBreaker(fault: fault, threshold: fault?.threshold ?? 2, cooldown: 1)
    return round(
      number, admit: { _ in breaker.admit() }, finish: { breaker.finish($0, $1) },
      tick: { breaker.tick() })
  }
}
