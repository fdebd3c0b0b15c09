package import SpecLanguage

/// What it takes to look into an expression instead of only asking for its value.
extension SpecMachine {
  /// What an action's guard depends on; keys come first among the arguments.
  package func context(
    ofAction id: ActionID, _ arguments: [Value], in state: StateValue
  ) -> EvaluationContext {
    let action = spec.actions[id.index]
    var context = EvaluationContext(
      state: state, locals: arguments, localCount: action.code.locals.count)
    context.receiver = place(action.receiver, in: context)
    return context
  }

  /// What the code of a called function depends on; nil for what is no call of a function, or when
  /// the arguments cannot be evaluated.
  package func context(
    ofCall expression: Expression, in context: EvaluationContext
  ) -> (routine: Routine, context: EvaluationContext)? {
    guard case .call(let id, let receiver, let arguments) = expression.kind else { return nil }
    let routine = spec.routines[id.index]
    guard case .function = routine.kind else { return nil }
    var interpreter = Interpreter(spec: spec, context: context)
    do throws(Interruption) {
      var place: ResolvedPlace?
      if let receiver { place = try interpreter.resolve(receiver) }
      var inner = EvaluationContext(
        state: context.state, oldState: context.oldState,
        locals: try interpreter.evaluate(all: arguments), localCount: routine.code.locals.count,
        receiver: place)
      inner.routine = id
      return (routine, inner)
    } catch {
      return nil
    }
  }

  /// The arm of a `switch` expression that applies, with what its pattern binds; nil for what is no
  /// `switch`, or when its subject cannot be evaluated.
  package func arm(
    of expression: Expression, in context: EvaluationContext
  ) -> (body: Expression, context: EvaluationContext)? {
    guard case .switchOver(let subject, let cases) = expression.kind else { return nil }
    var interpreter = Interpreter(spec: spec, context: context)
    do throws(Interruption) {
      let value = try interpreter.evaluate(subject)
      let body = interpreter.select(value, among: cases).body
      return (body, interpreter.context)
    } catch {
      return nil
    }
  }
}
