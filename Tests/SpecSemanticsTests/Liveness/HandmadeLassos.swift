import SpecLanguage
import SpecSemantics

extension MachineFixture {
  /// The run that takes these steps from the first initial state, by their labels; `stay` is no
  /// step.
  func lasso(_ calls: [String], loopStart: Int) throws -> Lasso {
    guard var state = machine.initialStates().first?.state else { throw Unknown(call: "init") }
    var states = [state]
    var labels: [StepLabel?] = []
    for call in calls {
      if call != "stay" {
        let step = machine.steps(from: state).first { describe($0.label) == call }
        guard let step, let next = step.state else { throw Unknown(call: call) }
        state = next
        labels.append(step.label)
      } else {
        labels.append(nil)
      }
      states.append(state)
    }
    return Lasso(states: states, labels: labels, loopStart: loopStart)
  }

  struct Unknown: Error { var call: String }

  /// All runs of at most so many steps that come back to a state, or to their end.
  func lassos(ofStepsMax max: Int) -> [Lasso] {
    var found: [Lasso] = []
    for state in machine.initialStates().compactMap(\.state) {
      extend([state], [], max, &found)
    }
    return found
  }

  private func extend(
    _ states: [StateValue], _ labels: [StepLabel?], _ max: Int, _ found: inout [Lasso]
  ) {
    guard let last = states.last else { return }
    for (index, state) in states.enumerated().dropLast() where state == last {
      found.append(Lasso(states: states, labels: labels, loopStart: index))
    }
    let steps = machine.steps(from: last).compactMap { step in step.state.map { (step.label, $0) } }
    if steps.isEmpty {
      found.append(Lasso(states: states, labels: labels, loopStart: labels.count))
    }
    if labels.count == max { return }
    for (label, state) in steps { extend(states + [state], labels + [label], max, &found) }
  }
}
