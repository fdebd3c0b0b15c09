package import SpecLanguage

/// A place of a state, its indices worked out.
package struct ResolvedPlace: Sendable {
  package enum Root: Sendable {
    case variable(VariableID)
    case local(LocalID)
  }

  package enum Step: Sendable {
    case field(Int)
    /// A map's value, by the number of the key in the order of its type.
    case key(Int)
    /// A queue's element; `Expression` is the one with the index.
    case element(Int64, Expression)
    /// What an optional holds; `Expression` is the one with the `!`.
    case unwrapped(Expression)
  }

  package var root: Root
  package var steps: [Step] = []

  func appending(_ step: Step) -> ResolvedPlace {
    var longer = self
    longer.steps.append(step)
    return longer
  }
}

/// All that the value of an expression depends on.
package struct EvaluationContext: Sendable {
  package var state: StateValue
  /// What `old` reads: the state before the step, or at the call.
  package var oldState: StateValue?
  /// By `LocalID`; nil where nothing has been bound yet.
  package var locals: [Value?]
  /// The component whose code it is.
  package var receiver: ResolvedPlace?
  /// What the transition returned, in its postconditions.
  package var result: Value?
  /// What the step was a step of, for `fired`.
  package var fired: StepLabel?
  /// The routine whose code it is; nil in the code of an action, a handler, a property.
  package var routine: RoutineID?

  /// `locals` are the first of the locals, such as keys and arguments; there are `localCount` in
  /// all.
  package init(
    state: StateValue, oldState: StateValue? = nil, locals: [Value] = [], localCount: Int = 0,
    receiver: ResolvedPlace? = nil, fired: StepLabel? = nil
  ) {
    self.state = state
    self.oldState = oldState
    self.locals = locals
    while self.locals.count < localCount { self.locals.append(nil) }
    self.receiver = receiver
    self.fired = fired
  }

  /// The same with one more local bound: for looking into a quantifier.
  package func binding(_ local: LocalID, to value: Value) -> EvaluationContext {
    var inner = self
    while inner.locals.count <= local.index { inner.locals.append(nil) }
    inner.locals[local.index] = value
    return inner
  }
}
