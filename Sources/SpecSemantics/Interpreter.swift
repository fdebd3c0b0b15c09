import SpecLanguage

/// Why a run ended before its last statement.
enum Interruption: Error {
  case violation(Violation)
  /// A `require` that does not hold, or a choice among nothing: there is no such step.
  case disabled
}

/// Runs code over trees of values, statement by statement and from left to right.
///
/// This is what a spec means. It is written to be read beside the language reference; the compiler
/// and the engine are measured against it, so it shares nothing with them and has no quick way of
/// its own.
///
/// The order of evaluation: operands from left to right, `&&`, `||`, `implies`, `??` and conditions
/// only as far as needed. An assignment first works out the indices of its place, then its value,
/// and then looks at the place, as in Swift. A call works out the indices of its receiver, then its
/// arguments, then checks `when`, runs the body, and checks each `ensures` in turn.
struct Interpreter {
  let spec: TypedSpec
  var context: EvaluationContext
  /// The locals of the code that runs.
  var locals: [Local]
  var choices: ChoiceScript
  var picks: [Pick] = []
  var covered: Set<BranchID> = []
  /// The context in which a call broke off; afterwards the callers' contexts are back in place.
  var failedIn: EvaluationContext?

  init(
    spec: TypedSpec, context: EvaluationContext, locals: [Local] = [],
    choices: ChoiceScript = ChoiceScript()
  ) {
    self.spec = spec
    self.context = context
    self.locals = locals
    self.choices = choices
  }

  mutating func evaluate(_ expression: Expression) throws(Interruption) -> Value {
    switch expression.kind {
    case .boolean, .integer, .enumCase, .identity, .none, .some, .structure, .collection,
      .mapLiteral, .fill, .mapComprehension, .setComprehension:
      return try evaluateConstruction(expression)
    case .local, .variable, .receiver, .field, .index, .unwrap, .old, .result:
      return try evaluateAccess(expression)
    case .not, .negate, .arithmetic, .compare, .equal, .and, .or, .isCase, .isIn, .narrow, .min,
      .max:
      return try evaluateOperator(expression)
    case .implies, .conditional, .switchOver, .coalesce, .ifSome:
      return try evaluateBranching(expression)
    case .call, .method, .popFirst:
      return try evaluateCall(expression)
    case .forAll, .exists, .count, .sum, .minimum, .maximum:
      return try evaluateQuantifier(expression)
    case .enabled, .fired:
      return try evaluateActionReference(expression)
    case .temporal, .leadsTo, .recovers:
      preconditionFailure("a temporal property has no value in a single state")
    }
  }

  mutating func truth(_ expression: Expression) throws(Interruption) -> Bool {
    guard case .bool(let truth) = try evaluate(expression) else {
      preconditionFailure("not a truth value: \(expression)")
    }
    return truth
  }

  mutating func number(_ expression: Expression) throws(Interruption) -> Int64 {
    guard case .integer(let number) = try evaluate(expression) else {
      preconditionFailure("not a number: \(expression)")
    }
    return number
  }

  mutating func evaluate(all expressions: [Expression]) throws(Interruption) -> [Value] {
    var values: [Value] = []
    for expression in expressions { values.append(try evaluate(expression)) }
    return values
  }

  mutating func bind(_ local: LocalID, to value: Value) {
    context = context.binding(local, to: value)
  }

  private mutating func evaluateActionReference(
    _ expression: Expression
  ) throws(Interruption) -> Value {
    switch expression.kind {
    case .enabled(let reference):
      return .bool(isEnabled(reference.action, try evaluate(all: reference.arguments)))
    case .fired(let reference):
      return .bool(hasFired(reference.action, try evaluate(all: reference.arguments)))
    default: preconditionFailure("no reference to an action: \(expression)")
    }
  }

  /// Arguments that are left out may be anything.
  private func isEnabled(_ action: ActionID, _ arguments: [Value]) -> Bool {
    let machine = SpecMachine(spec)
    if action == .tick { return !machine.tick(from: context.state).isEmpty }
    if arguments.count < spec.actions[action.index].parameterCount {
      return machine.arguments(of: action).contains {
        $0.starts(with: arguments) && machine.isEnabled(action, $0, in: context.state)
      }
    }
    return machine.isEnabled(action, arguments, in: context.state)
  }

  private func hasFired(_ action: ActionID, _ arguments: [Value]) -> Bool {
    switch context.fired {
    case .tick: return action == .tick
    case .action(action, let taken):
      return taken.starts(with: arguments)
    default: return false
    }
  }
}
