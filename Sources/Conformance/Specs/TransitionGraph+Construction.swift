package import SpecLanguage
import SpecSemantics

extension TransitionGraph {
  /// Explores a spec whose actions are the transitions of open components, and `tick`.
  ///
  /// States come in breadth-first order. What a call and an answer look like to adapters and in
  /// reports is worked out once for each, not once for each edge.
  /// - Complexity: O(states · actions · arguments) direct evaluations.
  package init(exploring spec: TypedSpec, statesMax: Int = 100_000) throws(ConformanceError) {
    if let other = spec.actions.first(where: { $0.openTransition == nil }) {
      throw .notAnOpenModel(action: other.name)
    }
    let machine = SpecMachine(spec)
    var names = StepNames(spec)
    var states = StateTable()
    for step in machine.initialStates() { _ = states.index(of: try Self.state(after: step)) }
    initial = Array(0..<states.count)
    var next = 0
    while next < states.count {
      var leaving: [EdgeTable.Edge] = []
      for step in machine.steps(from: states[next]) {
        let target = states.index(of: try Self.state(after: step))
        if states.count > statesMax { throw .tooManyStates(limit: statesMax) }
        let (call, result) = names.indices(of: step, in: &self)
        leaving.append(EdgeTable.Edge(call: call, result: result, target: target))
      }
      edges.append(leaving)
      next += 1
    }
  }

  private static func state(after step: MachineStep) throws(ConformanceError) -> StateValue {
    switch step.outcome {
    case .state(let state, _): return state
    case .violation(let violation): throw .specIsFaulty(rule: violation.name)
    }
  }
}

/// Numbers of calls and answers by what the spec says they are.
private struct StepNames {
  private struct Answer: Hashable {
    var call: Int
    var value: Value
  }

  private let spec: TypedSpec
  private var calls: [StepLabel: Int] = [:]
  private var results: [Answer: Int] = [:]

  init(_ spec: TypedSpec) { self.spec = spec }

  mutating func indices(
    of step: MachineStep, in graph: inout TransitionGraph
  ) -> (call: Int, result: Int) {
    let call = calls[step.label] ?? graph.add(call: spec.conformanceCall(step.label))
    calls[step.label] = call
    let answer = Answer(call: call, value: step.returned)
    if let known = results[answer] { return (call, known) }
    let type = spec.resultType(of: step.label)
    let result = graph.index(of: spec.specificationValue(step.returned, as: type))
    results[answer] = result
    return (call, result)
  }
}

extension TypedSpec {
  func resultType(of label: StepLabel) -> Type {
    guard case .action(let id, _) = label, let routine = actions[id.index].openTransition else {
      return .nothing
    }
    return routines[routine.index].result
  }

  func conformanceCall(_ label: StepLabel) -> ConformanceCall {
    guard case .action(let id, let arguments) = label,
      let routine = actions[id.index].openTransition
    else { return ConformanceCall(transition: "tick", arguments: [], description: "tick") }
    let action = actions[id.index]
    let types = action.code.locals.prefix(action.parameterCount).map(\.type)
    let name = name(action.name, keys: arguments, types: types)
    let printed = zip(arguments, types).dropFirst(action.keyCount).map { describe($0, as: $1) }
    return ConformanceCall(
      transition: routines[routine.index].name,
      arguments: zip(arguments, types).map { specificationValue($0, as: $1) },
      description: "\(name)(\(printed.joined(separator: ", ")))")
  }
}
