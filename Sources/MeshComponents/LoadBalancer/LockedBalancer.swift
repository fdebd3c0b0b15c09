import Synchronization

/// An algorithm's state machine behind its lock, with the randomness that it draws from and the
/// version of the snapshot that it has.
final class LockedBalancer<Machine: BalancerStateMachine>: Sendable {
  private struct State {
    var machine: Machine
    var random: any RandomNumberGenerator & Sendable
    var version: UInt64?
  }

  private let state: Mutex<State>

  init(_ machine: Machine, _ random: any RandomNumberGenerator & Sendable) {
    state = Mutex(State(machine: machine, random: random))
  }

  var version: UInt64? { state.withLock { $0.version } }

  func update(_ backends: [Backend], version: UInt64) -> LoadBalancerUpdate {
    state.withLock { state in
      // A snapshot that was overtaken would bring back those that have left since.
      if let newest = state.version, version <= newest { return .stale }
      state.version = version
      let change = BackendChange(from: state.machine.backends, to: backends)
      // A snapshot that says nothing new must not take anybody's turn or credit away.
      if !change.isEmpty { state.machine.update(backends) }
      return .applied(joined: change.joined, left: change.left)
    }
  }

  func pick(point: UInt64?) -> BalancerChoice? {
    state.withLock { state in
      state.machine.backends.isEmpty
        ? nil : state.machine.pick(point: point, drawing: &state.random)
    }
  }

  func finish(_ slot: Int) { state.withLock { $0.machine.finish(slot) } }
}
