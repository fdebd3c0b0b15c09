package import SpecLanguage

/// A typed spec as a transition system: where it starts, and where it goes from a state.
///
/// Everything is worked out directly from the typed tree; see `Interpreter` for the order of
/// evaluation.
///
/// - An action is run once for each combination of its arguments and, within, once for each
///   combination of its choices. A run that meets a false `require`, guard or an empty choice is no
///   step.
/// - Each step property that applies is then evaluated on the pair of states; one that is not met
///   does not stop the step, one whose evaluation breaks a rule does.
/// - Time passes last: not where an urgent action has a step, and not when it would change nothing.
package struct SpecMachine: Sendable {
  package let spec: TypedSpec

  package init(_ spec: TypedSpec) { self.spec = spec }

  /// Every run of the initializer, the first choice most significant; states may repeat.
  package func initialStates() -> [MachineStep] {
    let first = StateValue(variables: spec.variables.map { firstValue(of: $0.type) })
    return runs(of: spec.initializer, label: .initial, EvaluationContext(state: first))
  }

  /// All steps: actions as declared, for each its arguments in the order of their types, for each
  /// the choices in the order of their domains, then `tick`.
  package func steps(from state: StateValue) -> [MachineStep] {
    var steps: [MachineStep] = []
    var isUrgent = false
    for index in spec.actions.indices {
      let taken = self.steps(of: ActionID(index: index), from: state)
      if spec.actions[index].isUrgent && !taken.isEmpty { isUrgent = true }
      steps += taken
    }
    return isUrgent ? steps : steps + passingOfTime(from: state)
  }

  /// The steps of one action for all its arguments.
  package func steps(of action: ActionID, from state: StateValue) -> [MachineStep] {
    arguments(of: action).flatMap { steps(of: action, arguments: $0, from: state) }
  }

  /// Every combination of an action's arguments, keys first, in the order of their types.
  package func arguments(of action: ActionID) -> [[Value]] {
    let action = spec.actions[action.index]
    return combinations(of: action.code.locals.prefix(action.parameterCount).map(\.type))
  }

  /// One step for each combination of choices; none when the action is not enabled.
  package func steps(
    of id: ActionID, arguments: [Value], from state: StateValue
  ) -> [MachineStep] {
    let action = spec.actions[id.index]
    let steps = runs(
      of: action.code, guard: action.guardCondition,
      label: .action(id, arguments: arguments), context(ofAction: id, arguments, in: state))
    return steps.map { checkingStepProperties($0, from: state) }
  }

  /// Has the action a step, be it one that breaks a rule?
  package func isEnabled(_ action: ActionID, _ arguments: [Value], in state: StateValue) -> Bool {
    !steps(of: action, arguments: arguments, from: state).isEmpty
  }

  /// The step of time from a state: one, or none where an urgent action has a step or nothing
  /// changes.
  package func tick(from state: StateValue) -> [MachineStep] {
    let isUrgent = spec.actions.indices.contains { index in
      spec.actions[index].isUrgent && !steps(of: ActionID(index: index), from: state).isEmpty
    }
    return isUrgent ? [] : passingOfTime(from: state)
  }

  /// What one step of a test does in one of the states that the test may be in.
  package func run(_ step: TestScript.Step, from state: StateValue) -> [MachineStep] {
    switch step.kind {
    case .tick: return tick(from: state)
    case .statement(let code):
      return runs(
        of: code, label: .statement,
        EvaluationContext(state: state, localCount: code.locals.count))
    case .action(let action, let expressions):
      do throws(Violation) {
        let arguments = try evaluate(all: expressions, in: EvaluationContext(state: state))
        return steps(of: action, arguments: arguments, from: state)
      } catch {
        return [MachineStep(label: .statement, picks: [], outcome: .violation(error), covered: [])]
      }
    }
  }

  /// The value of an expression that reads the state and changes nothing.
  package func evaluate(
    _ expression: Expression, in context: EvaluationContext
  ) throws(Violation) -> Value {
    var covered: Set<BranchID> = []
    return try evaluate(expression, in: context, covering: &covered)
  }

  private func evaluate(
    all expressions: [Expression], in context: EvaluationContext
  ) throws(Violation) -> [Value] {
    var values: [Value] = []
    for expression in expressions { values.append(try evaluate(expression, in: context)) }
    return values
  }

  /// The same, adding the branches that evaluation went through.
  package func evaluate(
    _ expression: Expression, in context: EvaluationContext, covering covered: inout Set<BranchID>
  ) throws(Violation) -> Value {
    var interpreter = Interpreter(spec: spec, context: context)
    defer { covered.formUnion(interpreter.covered) }
    do throws(Interruption) {
      return try interpreter.evaluate(expression)
    } catch {
      throw error.violation
    }
  }

  /// The values of a domain in its order: what a quantifier over it goes through.
  package func values(
    of domain: Domain, in context: EvaluationContext
  ) throws(Violation) -> [Value] {
    var interpreter = Interpreter(spec: spec, context: context)
    do throws(Interruption) {
      return try interpreter.values(of: domain)
    } catch {
      throw error.violation
    }
  }
}

extension Interruption {
  /// What reads a state is never disabled.
  fileprivate var violation: Violation {
    guard case .violation(let violation) = self else {
      preconditionFailure("reading a state requires nothing and chooses nothing")
    }
    return violation
  }
}
