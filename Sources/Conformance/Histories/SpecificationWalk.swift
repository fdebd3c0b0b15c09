import SpecLanguage
import SpecSemantics

/// A spec's steps, worked out when they are asked for, each once.
///
/// Histories are long and go through few of the states that a spec has, so the whole graph is never
/// needed, and may be without an end in practice.
struct SpecificationWalk: Sendable {
  /// What a call does in a state.
  struct Steps: Sendable {
    var answers: [(result: SpecificationValue, target: Int)] = []
    /// The rule that a step breaks: a number that outgrows its range, say.
    var brokenRule: String?
  }

  private struct CallKey: Hashable {
    var transition: String
    var arguments: [SpecificationValue]
  }

  private struct StepKey: Hashable {
    var state: Int
    var call: Int
  }

  private let machine: SpecMachine
  private var calls: [(action: ActionID, arguments: [Value])?] = []
  private var callIndices: [CallKey: Int] = [:]
  private var states: [StateValue] = []
  private var indices: [StateValue: Int] = [:]
  private var known: [StepKey: Steps] = [:]
  private(set) var initial: [Int] = []

  init(_ spec: TypedSpec) throws(ConformanceError) {
    machine = SpecMachine(spec)
    addCalls()
    for step in machine.initialStates() {
      switch step.outcome {
      case .state(let state, _): initial.append(index(of: state))
      case .violation(let violation): throw .specIsFaulty(rule: violation.name)
      }
    }
    initial = Set(initial).sorted()
  }

  private mutating func addCalls() {
    callIndices[CallKey(transition: "tick", arguments: [])] = 0
    calls.append(nil)
    for index in machine.spec.actions.indices {
      let id = ActionID(index: index)
      for arguments in machine.arguments(of: id) {
        let call = machine.spec.conformanceCall(.action(id, arguments: arguments))
        callIndices[CallKey(transition: call.transition, arguments: call.arguments)] = calls.count
        calls.append((id, arguments))
      }
    }
  }

  /// The number of an operation's call; nil when the spec has no such call.
  func call(of operation: History.Operation) -> Int? {
    callIndices[CallKey(transition: operation.transition, arguments: operation.arguments)]
  }

  private mutating func index(of state: StateValue) -> Int {
    if let known = indices[state] { return known }
    indices[state] = states.count
    states.append(state)
    return states.count - 1
  }

  /// What the call does in the state; nothing where the spec does not allow it.
  mutating func steps(from state: Int, calling call: Int) -> Steps {
    let key = StepKey(state: state, call: call)
    if let steps = known[key] { return steps }
    var found = Steps()
    for step in machineSteps(from: states[state], calling: call) {
      switch step.outcome {
      case .state(let next, _):
        let type = machine.spec.resultType(of: step.label)
        let result = machine.spec.specificationValue(step.returned, as: type)
        found.answers.append((result, index(of: next)))
      case .violation(let violation): found.brokenRule = violation.name
      }
    }
    // Time may pass without changing anything, which the spec does not count as a step.
    if calls[call] == nil && found.answers.isEmpty && found.brokenRule == nil {
      found.answers.append((.nothing, state))
    }
    known[key] = found
    return found
  }

  private func machineSteps(from state: StateValue, calling call: Int) -> [MachineStep] {
    guard let (action, arguments) = calls[call] else { return machine.tick(from: state) }
    return machine.steps(of: action, arguments: arguments, from: state)
  }
}
