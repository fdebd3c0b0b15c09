/// Why a trace is no run of a spec; steps are numbered as in a trace, 0 being the initial state.
package enum ReplayProblem: Hashable, Sendable {
  case noStates
  /// The trace names a variable that the spec does not have.
  case unknownVariable(String, known: [String])
  /// A value in the file is none of the type that the spec gives the variable.
  case value(ITFError)
  /// What the trace shows is nothing that the spec declares.
  case unknownProperty(String)
  /// The first state differs from the nearest initial state in this.
  case notInitial([Change])
  case unknownAction(step: Int, name: String, known: [String])
  case notEnabled(step: Int, label: String, possible: [String])
  /// The step leads elsewhere: from what the spec reaches to what the trace says.
  case leadsElsewhere(step: Int, label: String, [Change])
  /// The step breaks a rule, where the trace has a state after it.
  case fails(step: Int, label: String, violation: String)
  /// The trace does not say which action; none leads to its state.
  case noActionLeads(step: Int, possible: [String])
  /// The trace ends in an attempt that fails; the spec now has a state after it.
  case succeeds(step: Int, label: String)
  /// The last state is not the one where the loop is said to begin.
  case noLoop(start: Int, [Change])
  /// The trace says that nothing happens any more after its last step.
  case noEnd(step: Int, possible: [String])
  /// No fair run repeats the loop for ever: the action has a step, but is never taken.
  case unfair(label: String)

  /// One line, and further lines for what would be possible.
  package var text: String {
    switch self {
    case .noStates: return "the trace has no states"
    case .unknownVariable(let name, let known):
      return "the spec has no variable '\(name)'" + list("its variables", known)
    case .value(let error): return "a value does not fit the spec: \(error)"
    case .unknownProperty(let name): return "the spec declares nothing named '\(name)'"
    case .notInitial(let changes):
      return "the first state is not initial"
        + list("an initial state, and what the trace says", changes)
    case .unknownAction(let step, let name, let known):
      return "step \(step): the spec has no action '\(name)'" + list("its actions", known)
    case .notEnabled(let step, let label, let possible):
      return "step \(step): \(label) is not possible here" + list("possible here", possible)
    case .leadsElsewhere(let step, let label, let changes):
      return "step \(step): \(label) leads elsewhere"
        + list("what it leads to, and what the trace says", changes)
    case .fails(let step, let label, let violation):
      return "step \(step): \(label) violates \(violation), but the trace goes on"
    case .noActionLeads(let step, let possible):
      return "step \(step): no action leads to this state" + list("possible here", possible)
    case .succeeds(let step, let label):
      return "step \(step): \(label) fails in the trace, but not in the spec"
    case .noLoop(let start, let changes):
      return "the last state is not state \(start), where the loop begins"
        + list("that state, and the last one", changes)
    case .noEnd(let step, let possible):
      return "the run does not end after \(stepText(step))" + list("possible here", possible)
    case .unfair(let label):
      return "the loop is not fair: it never takes \(label), though it could"
    }
  }

  private func stepText(_ number: Int) -> String {
    number == 0 ? "the initial state" : "step \(number)"
  }

  private func list(_ title: String, _ items: [String]) -> String {
    if items.isEmpty { return "\n  \(title): nothing" }
    return "\n  \(title): " + items.joined(separator: ", ")
  }

  private func list(_ title: String, _ changes: [Change]) -> String {
    "\n  \(title):" + changes.map { "\n    \($0.path): \($0.text)" }.joined()
  }
}
