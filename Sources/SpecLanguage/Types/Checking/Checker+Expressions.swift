import SourceText

extension Checker {
  /// The expression with its type; nil, reported, when it has none.
  ///
  /// `expected` helps what has no type of its own (`.open`, `[]`, `nil`); the result may still be
  /// of another type, and whoever needs that one calls `coerce`.
  mutating func expression(_ syntax: ExpressionSyntax, expecting expected: Type? = nil)
    -> Expression?
  {
    deeper(at: syntax.span) { $0.expressionWithoutDepth(syntax, expected) }
  }

  /// An expression of exactly a type, but for integers that fit it.
  mutating func expression(
    _ syntax: ExpressionSyntax, as type: Type, name: String, isDefinite: Bool = false
  ) -> Expression? {
    guard let made = expression(syntax, expecting: type) else { return nil }
    return coerce(made, to: type, name: name, isDefinite: isDefinite)
  }

  mutating func condition(_ syntax: ExpressionSyntax) -> Expression? {
    guard let made = expression(syntax, expecting: .bool) else { return nil }
    guard made.type == .bool else {
      report(TypeMistake.mismatch(phrase(made.type), wanted: "'Bool'", at: syntax.span))
      return nil
    }
    return made
  }

  /// A condition that may change nothing.
  mutating func pureCondition(_ syntax: ExpressionSyntax) -> Expression? {
    readingOnly { $0.condition(syntax) }
  }

  mutating func integer(_ syntax: ExpressionSyntax) -> (
    expression: Expression, range: IntegerRange
  )? {
    guard let made = expression(syntax) else { return nil }
    guard case .integer(let range) = made.type else {
      report(TypeMistake.mismatch(phrase(made.type), wanted: "an integer", at: syntax.span))
      return nil
    }
    return (made, range)
  }

  private mutating func expressionWithoutDepth(
    _ syntax: ExpressionSyntax, _ expected: Type?
  ) -> Expression? {
    let span = syntax.span
    switch syntax.kind {
    case .invalid: return nil
    case .integer(let value): return number(value, at: span)
    case .boolean(let value): return Expression(kind: .boolean(value), type: .bool, span: span)
    case .nilLiteral: return nilLiteral(expected, at: span)
    case .name(let name): return value(named: name, at: span)
    case .shorthandCase(let name): return enumCase(name, [], expected, at: span)
    case .member(let base, let name): return member(base, name, at: span)
    case .optionalMember(let base, let name): return optionalMember(base, name, nil, at: span)
    case .call(let callee, let arguments): return call(callee, arguments, expected, at: span)
    case .subscripted(let base, let index): return subscripted(base, index, at: span)
    case .unwrap(let inner): return unwrap(inner, at: span)
    case .prefix(let operation, let operand): return prefix(operation, operand, at: span)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, expected, at: span)
    // The parser has said that a range is no value.
    case .range: return nil
    case .conditional(let test, let then, let otherwise),
      .ifExpression(let test, let then, let otherwise):
      return conditional(test, then, otherwise, expected, at: span)
    case .switchExpression(let subject, let cases):
      return switchExpression(subject, cases, expected, at: span)
    case .isCase(let value, let name): return isCase(value, name, at: span)
    case .quantified, .aggregate, .mapComprehension, .setComprehension:
      return bindingExpression(syntax, expected)
    case .listLiteral(let elements): return listLiteral(elements, expected, at: span)
    case .mapLiteral(let entries): return mapLiteral(entries, expected, at: span)
    case .old(let inner): return old(inner, expected, at: span)
    case .any:
      report(RuleMistake.anyNotAllowed(at: span))
      return nil
    case .temporalPrefix(let operation, let operand):
      return temporal(operation, operand, at: span)
    case .temporalBinary(let operation, let left, let right):
      return temporal(operation, left, right, at: span)
    case .boundedResponse(let goal, let bound, let trigger):
      return boundedResponse(goal, within: bound, after: trigger, at: span)
    }
  }

  func number(_ value: Int64, at span: Span) -> Expression {
    Expression(
      kind: .integer(value), type: .integer(IntegerRange(low: value, high: value)), span: span)
  }

  private mutating func nilLiteral(_ expected: Type?, at span: Span) -> Expression? {
    var type = expected
    while case .map(_, let value)? = type { type = value }
    guard let type, case .optional = type else {
      report(TypeMistake.needsContext("nil", expected.map(describe), at: span))
      return nil
    }
    return Expression(kind: .none, type: type, span: span)
  }

  /// Has the expression no type before one is expected of it?
  func needsExpectation(_ syntax: ExpressionSyntax) -> Bool {
    switch syntax.kind {
    case .shorthandCase, .listLiteral, .nilLiteral, .mapLiteral, .mapComprehension: return true
    case .call(let callee, _):
      if case .shorthandCase = callee.kind { return true }
      return false
    case .conditional(_, let then, let otherwise), .ifExpression(_, let then, let otherwise):
      return needsExpectation(then) || needsExpectation(otherwise)
    case .switchExpression(_, let cases): return cases.contains { needsExpectation($0.value) }
    case .old(let inner): return needsExpectation(inner)
    default: return false
    }
  }

  /// Two expressions whose types must agree, each helping the other; evaluated left to right.
  mutating func pair(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ expected: Type? = nil
  ) -> (Expression, Expression)? {
    if needsExpectation(left) && !needsExpectation(right) {
      let second = expression(right, expecting: expected)
      let first = second.flatMap { expression(left, expecting: expected ?? $0.type) }
      guard let first, let second else { return nil }
      return (first, second)
    }
    let first = expression(left, expecting: expected)
    let second =
      first == nil && needsExpectation(right) && expected == nil
      ? nil : expression(right, expecting: expected ?? first?.type)
    guard let first, let second else { return nil }
    return (first, second)
  }

  private mutating func unwrap(_ syntax: ExpressionSyntax, at span: Span) -> Expression? {
    guard let inner = expression(syntax) else { return nil }
    guard case .optional(let wrapped) = inner.type else {
      report(TypeMistake.notOptional(describe(inner.type), "'!'", at: span))
      return nil
    }
    return Expression(kind: .unwrap(inner), type: wrapped, span: span)
  }

  private mutating func conditional(
    _ test: ExpressionSyntax, _ then: ExpressionSyntax, _ otherwise: ExpressionSyntax,
    _ expected: Type?, at span: Span
  ) -> Expression? {
    let test = condition(test)
    guard let values = pair(then, otherwise, expected), let test,
      let (parts, type) = unify([values.0, values.1])
    else { return nil }
    return Expression(
      kind: .conditional(test, then: parts[0], otherwise: parts[1]), type: type, span: span)
  }

  /// Brings values that one expression may have to one type: integers to the smallest range that
  /// holds all, values to optionals where one is optional.
  mutating func unify(_ values: [Expression]) -> (values: [Expression], type: Type)? {
    var type = values[0].type
    for value in values.dropFirst() {
      guard let common = join(type, value.type) else {
        report(
          TypeMistake.branchMismatch(phrase(type), phrase(value.type), at: value.span))
        return nil
      }
      type = common
    }
    var unified: [Expression] = []
    for value in values {
      guard let fitted = coerce(value, to: type, name: "value") else { return nil }
      unified.append(fitted)
    }
    return (unified, type)
  }

  /// The smallest type that holds the values of both, if there is one.
  func join(_ a: Type, _ b: Type) -> Type? {
    if a == b { return a }
    switch (a, b) {
    case (.integer(let x), .integer(let y)):
      return .integer(IntegerRange(low: min(x.low, y.low), high: max(x.high, y.high)))
    case (.optional(let x), .optional(let y)): return join(x, y).map { .optional($0) }
    case (.optional(let x), _): return join(x, b).map { .optional($0) }
    case (_, .optional(let y)): return join(a, y).map { .optional($0) }
    default: return nil
    }
  }

  private mutating func old(
    _ inner: ExpressionSyntax, _ expected: Type?, at span: Span
  ) -> Expression? {
    guard frame.permissions.old else {
      report(
        frame.permissions.isInOld
          ? RuleMistake.oldWithinOld(at: span) : RuleMistake.oldNotAllowed(at: span))
      return nil
    }
    let result = frame.resultType
    var permissions = frame.permissions
    permissions.old = false
    permissions.isInOld = true
    frame.resultType = nil
    let made = permitting(permissions) { $0.expression(inner, expecting: expected) }
    frame.resultType = result
    return made.map { Expression(kind: .old($0), type: $0.type, span: span) }
  }
}
