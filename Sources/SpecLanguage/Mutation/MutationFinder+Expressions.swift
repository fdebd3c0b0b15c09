import SourceText

/// Changes within expressions.
extension MutationFinder {
  /// - Parameter context: what stands around the expression, for the reader.
  mutating func visit(_ expression: ExpressionSyntax, in context: Span) {
    let whole = expression.span
    switch expression.kind {
    case .integer(let value): change(value, expression, context)
    case .boolean(let value):
      replace(
        span(of: coreToken(of: expression)), by: value ? "false" : "true", .truthValue, in: context)
    case .shorthandCase(let name): changeCase(name, payload: 0, in: context)
    case .member(let base, let name):
      if case .name(let type) = base.kind, parts.isEnumeration(type) {
        changeCase(name, payload: 0, in: context)
      } else {
        visit(base, in: whole)
      }
    case .optionalMember(let base, _), .unwrap(let base): visit(base, in: whole)
    case .call(let callee, let arguments): visit(callee, arguments, expression, context)
    case .subscripted(let base, let index):
      visit(base, in: whole)
      visit(index, in: whole)
    case .prefix(let operation, let operand): visit(operation, operand, expression, context)
    case .binary(let operation, let left, let right): visit(operation, left, right)
    case .range(let low, _, let high):
      visit(low, in: context)
      visit(high, in: context)
    case .isCase(let value, let name):
      changeCase(name, payload: nil, in: whole)
      visit(value, in: whole)
    case .old(let inner): visit(inner, in: whole)
    case .quantified, .aggregate, .mapComprehension, .setComprehension:
      visit(quantified: expression)
    case .any: visit(choice: expression, in: context)
    default: visit(structured: expression)
    }
  }

  // MARK: Values

  private mutating func change(
    _ value: Int64, _ expression: ExpressionSyntax, _ context: Span
  ) {
    let place = span(of: coreToken(of: expression))
    // The smallest number is written with its sign.
    guard value >= 0, value < .max else { return }
    replace(place, by: "\(value + 1)", .constant, in: context)
    replace(place, by: "\(value - 1)", .constant, in: context)
  }

  private mutating func changeCase(_ name: Identifier, payload: Int?, in context: Span) {
    for neighbour in parts.neighbours(of: name.text, payload: payload) {
      replace(name.span, by: neighbour, .enumCase, in: context)
    }
  }

  private mutating func visit(
    _ callee: ExpressionSyntax, _ arguments: [ArgumentSyntax], _ whole: ExpressionSyntax,
    _ context: Span
  ) {
    switch callee.kind {
    case .shorthandCase(let name): changeCase(name, payload: arguments.count, in: whole.span)
    case .member(let base, let name):
      if case .name(let type) = base.kind, parts.isEnumeration(type) {
        changeCase(name, payload: arguments.count, in: whole.span)
      } else {
        visit(base, in: whole.span)
      }
    case .name(let name) where name == "min" || name == "max":
      swapExtremum(name, callee, in: whole.span)
    case .name: break
    default: visit(callee, in: whole.span)
    }
    for argument in arguments { visit(argument.value, in: whole.span) }
  }

  private mutating func swapExtremum(_ name: String, _ callee: ExpressionSyntax, in context: Span) {
    let token = coreToken(of: callee)
    guard source.text(of: span(of: token)) == name else { return }
    replace(span(of: token), by: name == "min" ? "max" : "min", .extremum, in: context)
  }

  // MARK: Operators

  private mutating func visit(
    _ operation: PrefixOperator, _ operand: ExpressionSyntax, _ whole: ExpressionSyntax,
    _ context: Span
  ) {
    if operation == .not {
      let token = tokens[tokenIndex(from: operand.span.start) - 1]
      replace(span(token.start, operand.span.start), by: "", .notDropped, in: context)
    }
    visit(operand, in: whole.span)
  }

  private mutating func visit(
    _ operation: BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax
  ) {
    // Without the parentheses around it.
    let inner = span(left.span.start, right.span.end)
    let place = span(of: tokens[tokenIndex(from: left.span.end)])
    for other in operation.alternatives {
      replace(place, by: other.rawValue, operation.mutation, in: inner)
    }
    if operation == .and || operation == .or {
      replace(span(left.span.end, right.span.end), by: "", .operandDropped, in: inner)
      replace(span(left.span.start, right.span.start), by: "", .operandDropped, in: inner)
    }
    visit(left, in: inner)
    visit(right, in: inner)
  }

  // MARK: What binds names

  private mutating func visit(quantified expression: ExpressionSyntax) {
    let whole = expression.span
    switch expression.kind {
    case .quantified(let quantifier, let bindings, let body):
      replace(
        span(of: coreToken(of: expression)), by: quantifier == .forall ? "exists" : "forall",
        .quantifier, in: whole)
      for binding in bindings { visit(binding, in: whole) }
      visit(body, in: whole)
    case .aggregate(let aggregate, let value, let binding):
      if aggregate == .min || aggregate == .max {
        replace(
          span(of: coreToken(of: expression)), by: aggregate == .min ? "max" : "min", .extremum,
          in: whole)
      }
      if let value { visit(value, in: whole) }
      visit(binding, in: whole)
    case .mapComprehension(_, let value, let binding):
      visit(value, in: whole)
      visit(binding, in: whole)
    case .setComprehension(let binding): visit(binding, in: whole)
    default: break
    }
  }

  // MARK: What holds several values

  private mutating func visit(structured expression: ExpressionSyntax) {
    let whole = expression.span
    switch expression.kind {
    case .conditional(let condition, let then, let otherwise),
      .ifExpression(let condition, let then, let otherwise):
      negate(condition, .conditionNegated, in: shown(whole, or: condition.span))
      visit(condition, in: whole)
      visit(then, in: whole)
      visit(otherwise, in: whole)
    case .switchExpression(let subject, let cases):
      visit(subject, in: subject.span)
      for item in cases { visit(item.value, in: shown(item.span, or: item.value.span)) }
    case .listLiteral(let items): for item in items { visit(item, in: whole) }
    case .mapLiteral(let entries): for entry in entries { visit(entry.value, in: whole) }
    default: break
    }
  }
}

extension BinaryOperator {
  /// What a slip of the pen makes of it.
  fileprivate var alternatives: [BinaryOperator] {
    switch self {
    case .equal: [.notEqual]
    case .notEqual: [.equal]
    case .less: [.lessOrEqual, .greater]
    case .lessOrEqual: [.less]
    case .greater: [.greaterOrEqual, .less]
    case .greaterOrEqual: [.greater]
    case .and: [.or]
    case .or: [.and]
    case .add: [.subtract]
    case .subtract: [.add]
    case .multiply, .divide, .remainder, .coalesce, .isIn, .implies: []
    }
  }

  fileprivate var mutation: Mutation.Operation {
    switch self {
    case .and, .or: .connective
    case .add, .subtract: .arithmetic
    default: .comparison
    }
  }
}
