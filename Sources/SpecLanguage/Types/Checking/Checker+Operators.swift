import SourceText

extension Checker {
  mutating func prefix(
    _ operation: PrefixOperator, _ operand: ExpressionSyntax, at span: Span
  ) -> Expression? {
    switch operation {
    case .not:
      return condition(operand).map { Expression(kind: .not($0), type: .bool, span: span) }
    case .negate:
      guard let (value, range) = withoutTemporal({ $0.integer(operand) }) else { return nil }
      if case .integer(let number) = value.kind, number != .min {
        return self.number(-number, at: span)
      }
      let type =
        range.low == .min
        ? IntegerRange.everything : IntegerRange(low: -range.high, high: -range.low)
      return Expression(kind: .negate(value), type: .integer(type), span: span)
    }
  }

  mutating func binary(
    _ operation: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
    _ expected: Type?, at span: Span
  ) -> Expression? {
    switch operation {
    case .and, .or, .implies: return connective(operation, left, right, at: span)
    default: return withoutTemporal { $0.valueOperator(operation, left, right, expected, at: span) }
    }
  }

  private mutating func connective(
    _ operation: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax, at span: Span
  ) -> Expression? {
    let first = condition(left)
    let second = condition(right)
    guard let first, let second else { return nil }
    let kind: Expression.Kind
    switch operation {
    case .and: kind = .and(first, second)
    case .or: kind = .or(first, second)
    default: kind = .implies(first, second, branch(.antecedent, at: left.span))
    }
    return Expression(kind: kind, type: .bool, span: span)
  }

  private mutating func valueOperator(
    _ operation: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
    _ expected: Type?, at span: Span
  ) -> Expression? {
    switch operation {
    case .multiply: return arithmetic(.multiply, left, right, at: span)
    case .divide: return arithmetic(.divide, left, right, at: span)
    case .remainder: return arithmetic(.remainder, left, right, at: span)
    case .add: return arithmetic(.add, left, right, at: span)
    case .subtract: return arithmetic(.subtract, left, right, at: span)
    case .less: return comparison(.less, left, right, at: span)
    case .lessOrEqual: return comparison(.lessOrEqual, left, right, at: span)
    case .greater: return comparison(.greater, left, right, at: span)
    case .greaterOrEqual: return comparison(.greaterOrEqual, left, right, at: span)
    case .equal: return equality(left, right, at: span)
    case .notEqual:
      return equality(left, right, at: span).map {
        Expression(kind: .not($0), type: .bool, span: span)
      }
    case .isIn: return membership(left, in: right, at: span)
    case .coalesce: return coalesce(left, right, expected, at: span)
    case .and, .or, .implies: return connective(operation, left, right, at: span)
    }
  }

  mutating func arithmetic(
    _ operation: ArithmeticOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
    at span: Span
  ) -> Expression? {
    let first = integer(left)
    let second = integer(right)
    guard let first, let second else { return nil }
    return arithmetic(operation, first.expression, second.expression, at: span)
  }

  /// The operation on two integers; worked out when both are known, and of a known range when no
  /// pair of values can overflow.
  func arithmetic(
    _ operation: ArithmeticOperator, _ left: Expression, _ right: Expression, at span: Span
  ) -> Expression {
    if case .integer(let a) = left.kind, case .integer(let b) = right.kind,
      let value = operation.apply(a, b)
    {
      return number(value, at: span)
    }
    var range = IntegerRange.everything
    if case .integer(let a) = left.type, case .integer(let b) = right.type {
      range = operation.range(a, b) ?? .everything
    }
    return Expression(
      kind: .arithmetic(operation, left, right), type: .integer(range), span: span)
  }

  private mutating func comparison(
    _ operation: Comparison, _ left: ExpressionSyntax, _ right: ExpressionSyntax, at span: Span
  ) -> Expression? {
    let first = ordered(left)
    let second = ordered(right)
    guard let first, let second else { return nil }
    return Expression(kind: .compare(operation, first, second), type: .bool, span: span)
  }

  private mutating func ordered(_ syntax: ExpressionSyntax) -> Expression? {
    guard let made = expression(syntax) else { return nil }
    if case .integer = made.type { return made }
    if case .entity = made.type {
      report(TypeMistake.entityOrdered(describe(made.type), at: syntax.span))
    } else {
      report(TypeMistake.mismatch(phrase(made.type), wanted: "an integer", at: syntax.span))
    }
    return nil
  }

  private mutating func equality(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, at span: Span
  ) -> Expression? {
    guard let (first, second) = pair(left, right) else { return nil }
    for side in [first, second] where containsComponent(side.type) {
      report(TypeMistake.componentNotAllowed(describe(side.type), "be compared", at: side.span))
      return nil
    }
    return equal(first, second, at: span)
  }

  /// `a == b` for values whose types agree, or one of which may be nil.
  mutating func equal(_ left: Expression, _ right: Expression, at span: Span) -> Expression? {
    if case .optional = left.type, case .optional = right.type,
      let joined = join(left.type, right.type)
    {
      guard let first = coerce(left, to: joined, name: "value"),
        let second = coerce(right, to: joined, name: "value")
      else { return nil }
      return Expression(kind: .equal(first, second), type: .bool, span: span)
    }
    switch (left.type, right.type) {
    case (.integer, .integer): break
    case (let a, let b) where a == b: break
    case (.optional(let wrapped), let other) where comparable(wrapped, other):
      return equal(optional: left, wrapped, right, at: span)
    case (let other, .optional(let wrapped)) where comparable(other, wrapped):
      return equal(optional: right, wrapped, left, at: span)
    default:
      report(TypeMistake.notComparable(phrase(left.type), phrase(right.type), at: span))
      return nil
    }
    return Expression(kind: .equal(left, right), type: .bool, span: span)
  }

  private func comparable(_ a: Type, _ b: Type) -> Bool { join(a, b) != nil }

  /// An integer that may lie outside the optional's range is compared with what is inside it.
  private mutating func equal(
    optional: Expression, _ wrapped: Type, _ other: Expression, at span: Span
  ) -> Expression? {
    let fits: Bool
    if case .integer(let to) = wrapped, case .integer(let from) = other.type {
      fits = to.contains(from)
    } else {
      fits = true
    }
    if fits {
      guard let value = coerce(other, to: optional.type, name: "value") else { return nil }
      return Expression(kind: .equal(optional, value), type: .bool, span: span)
    }
    let local = newLocal("wrapped", wrapped)
    let inner = Expression(kind: .local(local), type: wrapped, span: optional.span)
    guard let same = equal(inner, other, at: span) else { return nil }
    let perhaps = Expression(
      kind: .ifSome(optional, local, value: same, flatten: false), type: .optional(.bool),
      span: span)
    let no = Expression(kind: .boolean(false), type: .bool, span: span)
    return Expression(kind: .coalesce(perhaps, no), type: .bool, span: span)
  }

  private mutating func membership(
    _ element: ExpressionSyntax, in collection: ExpressionSyntax, at span: Span
  ) -> Expression? {
    if case .range(let low, let isClosed, let high) = collection.kind {
      return rangeMembership(element, low, isClosed: isClosed, high, at: span)
    }
    guard let whole = expression(collection) else {
      return nil
    }
    return contains(whole, element, at: span)
  }

  /// `x in a...b`: between the two.
  private mutating func rangeMembership(
    _ element: ExpressionSyntax, _ low: ExpressionSyntax, isClosed: Bool, _ high: ExpressionSyntax,
    at span: Span
  ) -> Expression? {
    let calls = frame.callCount
    guard let value = ordered(element), let first = ordered(low), let last = ordered(high) else {
      return nil
    }
    if frame.callCount != calls {
      report(RuleMistake.callNotAllowed("here", at: element.span))
      return nil
    }
    let above = Expression(kind: .compare(.lessOrEqual, first, value), type: .bool, span: span)
    let below = Expression(
      kind: .compare(isClosed ? .lessOrEqual : .less, value, last), type: .bool, span: span)
    return Expression(kind: .and(above, below), type: .bool, span: span)
  }

  /// Is the element in the collection? An integer outside the element type is in none.
  mutating func contains(
    _ collection: Expression, _ syntax: ExpressionSyntax, at span: Span
  ) -> Expression? {
    guard let type = elementType(of: collection.type) else {
      report(TypeMistake.notCollection(describe(collection.type), at: collection.span))
      return nil
    }
    let calls = frame.callCount
    guard let element = expression(syntax, expecting: type) else { return nil }
    guard case .integer(let from) = element.type, case .integer(let to) = type,
      !to.contains(from), frame.callCount == calls
    else {
      guard let fitted = coerce(element, to: type, name: "element") else { return nil }
      return Expression(kind: .isIn(fitted, collection), type: .bool, span: span)
    }
    let kept = Expression(kind: .narrow(element, name: "element"), type: type, span: element.span)
    let inside = Expression(kind: .isIn(kept, collection), type: .bool, span: span)
    let low = Expression(
      kind: .compare(.lessOrEqual, number(to.low, at: element.span), element), type: .bool,
      span: span)
    let high = Expression(
      kind: .compare(.lessOrEqual, element, number(to.high, at: element.span)), type: .bool,
      span: span)
    let range = Expression(kind: .and(low, high), type: .bool, span: span)
    return Expression(kind: .and(range, inside), type: .bool, span: span)
  }

  func elementType(of type: Type) -> Type? {
    switch type {
    case .set(let element), .queue(let element, _), .bag(let element, _): return element
    default: return nil
    }
  }

  private mutating func coalesce(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ expected: Type?, at span: Span
  ) -> Expression? {
    guard let first = expression(left, expecting: expected.map { .optional($0) }) else {
      return nil
    }
    guard case .optional(let wrapped) = first.type else {
      report(TypeMistake.notOptional(describe(first.type), "'??'", at: left.span))
      return nil
    }
    guard let second = expression(right, expecting: wrapped) else { return nil }
    if case .optional = second.type, join(first.type, second.type) != nil {
      return coalesceToOptional(first, second, at: span)
    }
    guard let type = join(wrapped, second.type) else {
      report(TypeMistake.branchMismatch(phrase(wrapped), phrase(second.type), at: right.span))
      return nil
    }
    return Expression(kind: .coalesce(first, second), type: type, span: span)
  }

  /// `a ?? b` where both may be nil.
  private mutating func coalesceToOptional(
    _ left: Expression, _ right: Expression, at span: Span
  ) -> Expression? {
    guard let (parts, type) = unify([left, right]), case .optional(let wrapped) = type else {
      return nil
    }
    let local = newLocal("wrapped", wrapped)
    let inner = Expression(kind: .local(local), type: wrapped, span: left.span)
    let some = Expression(kind: .some(inner), type: type, span: left.span)
    // Two levels of optional, so that `coalesce` takes the outer one away.
    let doubled = Expression(
      kind: .ifSome(parts[0], local, value: some, flatten: false), type: .optional(type), span: span
    )
    return Expression(kind: .coalesce(doubled, parts[1]), type: type, span: span)
  }

  /// Runs `body` where formulas over time have no meaning.
  mutating func withoutTemporal<Result>(_ body: (inout Checker) -> Result) -> Result {
    var permissions = frame.permissions
    permissions.temporal = false
    return permitting(permissions, body)
  }
}
