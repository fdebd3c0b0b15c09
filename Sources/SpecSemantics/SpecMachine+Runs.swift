import SpecLanguage

extension SpecMachine {
  /// Runs code once for each combination of its choices; what breaks off disabled is left out.
  func runs(
    of code: Code, guard condition: Expression? = nil, label: StepLabel,
    _ context: EvaluationContext
  ) -> [MachineStep] {
    var context = context
    while context.locals.count < code.locals.count { context.locals.append(nil) }
    var steps: [MachineStep] = []
    var script: ChoiceScript? = ChoiceScript()
    while let choices = script {
      var interpreter = Interpreter(
        spec: spec, context: context, locals: code.locals, choices: choices)
      if let (outcome, returned) = outcome(of: code, condition, &interpreter) {
        steps.append(
          MachineStep(
            label: label, picks: interpreter.picks, outcome: outcome, returned: returned,
            covered: interpreter.covered,
            failedIn: failure(in: outcome, interpreter)))
      }
      script = interpreter.choices.next()
    }
    return steps
  }

  private func failure(
    in outcome: MachineStep.Outcome, _ interpreter: Interpreter
  ) -> EvaluationContext? {
    guard case .violation = outcome else { return nil }
    return interpreter.failedIn ?? interpreter.context
  }

  private func outcome(
    of code: Code, _ condition: Expression?, _ interpreter: inout Interpreter
  ) -> (outcome: MachineStep.Outcome, returned: Value)? {
    do throws(Interruption) {
      if let condition, !(try interpreter.truth(condition)) { return nil }
      let returned = try interpreter.run(code.body)
      return (.state(interpreter.context.state, violated: []), returned)
    } catch {
      switch error {
      case .disabled: return nil
      case .violation(let violation): return (.violation(violation), .nothing)
      }
    }
  }

  /// All handlers run one after another, each for all its keys, as one step.
  func passingOfTime(from state: StateValue) -> [MachineStep] {
    var step = MachineStep(
      label: .tick, picks: [], outcome: .state(state, violated: []), covered: [])
    for handler in spec.tickHandlers {
      let locals = handler.code.locals
      for keys in combinations(of: locals.prefix(handler.parameterCount).map(\.type)) {
        guard let before = step.state else { return [step] }
        var context = EvaluationContext(state: before, locals: keys)
        context.receiver = place(handler.receiver, in: context)
        let run = runs(of: handler.code, label: .tick, context)
        precondition(run.count == 1, "time passes in one way")
        step.outcome = run[0].outcome
        step.failedIn = run[0].failedIn
        step.covered.formUnion(run[0].covered)
      }
    }
    return step.state == state ? [] : [checkingStepProperties(step, from: state)]
  }

  /// The value in which a state begins before the initializer has run.
  func firstValue(of type: Type) -> Value {
    switch type {
    case .bool: return .bool(false)
    case .integer(let range): return .integer(range.low)
    case .entity: return .identity(0)
    case .enumeration(let id):
      let first = spec.enumerations[id.index].cases[0]
      return .enumCase(0, first.payload.map { firstValue(of: $0) })
    case .structure, .component:
      return .structure(spec.fields(of: type).map { firstValue(of: $0.type) })
    case .map(let key, let value):
      return .map(spec.values(of: key).map { _ in firstValue(of: value) })
    case .set: return .set([])
    case .queue: return .queue([])
    case .bag: return .bag([])
    case .optional: return .none
    case .nothing: return .nothing
    }
  }

  /// One value of each type, the first type most significant.
  func combinations(of types: [Type]) -> [[Value]] {
    types.reduce([[]]) { prefixes, type in
      let values = spec.values(of: type)
      return prefixes.flatMap { prefix in values.map { prefix + [$0] } }
    }
  }

  /// A receiver in terms of keys, which cannot fail.
  func place(_ expression: Expression?, in context: EvaluationContext) -> ResolvedPlace? {
    guard let expression else { return nil }
    var interpreter = Interpreter(spec: spec, context: context)
    do throws(Interruption) {
      return try interpreter.resolve(expression)
    } catch {
      preconditionFailure("a receiver is a variable, with keys as its indices: \(error)")
    }
  }
}
