import SpecLanguage
import SpecSemantics
import Synchronization

/// The runs of a spec's initializer, worked out when they are first asked for and then kept.
///
/// Every trace asks whether its first state is one of them, and over all placements of a hash ring
/// there are thousands.
final class InitialSteps: Sendable {
  private struct Known: Sendable {
    var steps: [MachineStep]
    var states: Set<StateValue>
  }

  private let machine: SpecMachine
  private let known = Mutex<Known?>(nil)

  init(of machine: SpecMachine) { self.machine = machine }

  var all: [MachineStep] { workedOut().steps }

  func lead(to state: StateValue) -> Bool { workedOut().states.contains(state) }

  private func workedOut() -> Known {
    known.withLock { known in
      if let known { return known }
      let steps = machine.initialStates()
      let found = Known(steps: steps, states: Set(steps.compactMap(\.state)))
      known = found
      return found
    }
  }
}
