package import SpecLanguage
import SpecSemantics

extension TransitionGraph {
  /// Explores a spec whose actions are the transitions of open components, and `tick`.
  ///
  /// States come in breadth-first order, so their depths never fall.
  /// - Complexity: O(states · actions · arguments) direct evaluations.
  package init(exploring spec: TypedSpec, statesMax: Int = 100_000) throws(ConformanceError) {
    if let other = spec.actions.first(where: { $0.openTransition == nil }) {
      throw .notAnOpenModel(action: other.name)
    }
    let machine = SpecMachine(spec)
    var indices: [StateValue: Int] = [:]
    var states: [StateValue] = []
    for step in machine.initialStates() {
      let state = try Self.state(after: step)
      if indices[state] == nil {
        indices[state] = addState(after: nil)
        states.append(state)
      }
    }
    var next = 0
    while next < states.count {
      for step in machine.steps(from: states[next]) {
        let state = try Self.state(after: step)
        let call = index(of: spec.conformanceCall(step.label))
        if indices[state] == nil {
          if states.count == statesMax { throw .tooManyStates(limit: statesMax) }
          indices[state] = addState(after: (next, call))
          states.append(state)
        }
        let result = spec.specificationValue(step.returned, as: spec.resultType(of: step.label))
        let edge = Edge(call: call, result: result, target: indices[state] ?? next)
        addEdge(from: next, edge)
      }
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
