import SpecLanguage
import SpecSemantics

extension Replayer {
  /// Is it this action (any when nil), with these arguments and choices?
  func fits(_ step: MachineStep, _ action: String?, _ picks: [JSONValue.Member]) -> Bool {
    guard let action else { return true }
    let taken = builder.traceStep(step)
    if taken.action != action { return false }
    let known = spec.itfPicks(arguments: taken.arguments, picks: taken.picks)
    let items = taken.arguments + taken.picks
    return picks.allSatisfy { pick in
      guard let index = known.firstIndex(where: { $0.key == pick.key }) else { return false }
      let value = try? ITFValueDecoder(spec: spec).value(
        pick.value, as: items[index].type, at: pick.key)
      return value == items[index].value
    }
  }

  /// Why no step fits, seen from one state.
  func problem(
    of number: Int, from state: StateValue, _ action: String?, _ picks: [JSONValue.Member],
    _ observation: Observation
  ) -> ReplayProblem {
    let steps = machine.steps(from: state)
    let possible = possibleLabels(steps)
    guard let action else { return .noActionLeads(step: number, possible: possible) }
    if let names = actionNames(unlessKnown: action) {
      return .unknownAction(step: number, name: action, known: names)
    }
    let taken = steps.filter { fits($0, action, picks) }
    let states = taken.compactMap(\.state)
    if let nearest = nearest(to: observation, among: states),
      let step = taken.first(where: { $0.state == nearest.0 })
    {
      return .leadsElsewhere(
        step: number, label: spec.label(of: builder.traceStep(step)), nearest.1)
    }
    if let step = taken.first, let violation = step.violation {
      let label = spec.label(of: builder.traceStep(step))
      return .fails(step: number, label: label, violation: violation.name)
    }
    return .notEnabled(
      step: number, label: label(of: action, picks), possible: possible)
  }

  /// The labels of steps, each once.
  func possibleLabels(_ steps: [MachineStep]) -> [String] {
    var seen: Set<String> = []
    return steps.map { spec.label(of: builder.traceStep($0)) }
      .filter { seen.insert($0).inserted }
  }

  /// All names of actions; nil when this one is among them.
  private func actionNames(unlessKnown name: String) -> [String]? {
    var seen: Set<String> = []
    var names = spec.actions.indices.flatMap { index in
      let id = ActionID(index: index)
      return machine.arguments(of: id).map { spec.call(of: id, $0).name }
    }
    if !spec.tickHandlers.isEmpty { names.append("tick") }
    return names.contains(name) ? nil : names.filter { seen.insert($0).inserted }
  }

  /// As the file has it, since the spec may not know the values.
  func label(of action: String, _ picks: [JSONValue.Member]) -> String {
    let texts = picks.map { "\($0.key): \($0.value.plainText)" }
    return texts.isEmpty ? action : "\(action)(\(texts.joined(separator: ", ")))"
  }
}

extension JSONValue {
  /// A value of a trace as a message shows it: `client1`, `7`, `.open`.
  fileprivate var plainText: String {
    if let text = stringValue { return text }
    if let number = self["#bigint"]?.stringValue { return number }
    if let tag = self["tag"]?.stringValue, self["value"] == TypedSpec.itfUnit { return "." + tag }
    return text(pretty: false)
  }
}
