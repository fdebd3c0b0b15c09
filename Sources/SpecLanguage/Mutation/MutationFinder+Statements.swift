import SourceText

/// What a block is the body of.
enum BodyKind {
  /// A `func`: it returns a value and has no effect.
  case function
  /// A `transition`: it may return a value.
  case transition
  /// An action, a step of a process, a tick, an `init`.
  case step
}

/// Changes of statements: those that are forgotten, and those whose parts are changed.
extension MutationFinder {
  mutating func visit(
    _ block: BlockSyntax, of kind: BodyKind, isOutermost: Bool = false, isSwitchCase: Bool = false
  ) {
    for (index, statement) in block.statements.enumerated() {
      if isGhost(statement) { continue }
      let isLast = isOutermost && index == block.statements.count - 1
      if canBeDropped(statement, of: kind, isLast: isLast) {
        let isAlone = isSwitchCase && block.statements.count == 1
        replace(
          statement.span, by: isAlone ? "break" : "", .statementDropped, in: statement.span)
      }
      visit(statement, of: kind)
    }
  }

  private func isGhost(_ statement: StatementSyntax) -> Bool {
    if case .bind(let name, _, _, _) = statement.kind { return ghostLocals.contains(name.text) }
    return parts.ghosts.isGhost(statement)
  }

  /// Assignments, calls and changes of collections, and a `return` that is not the body's end.
  private func canBeDropped(_ statement: StatementSyntax, of kind: BodyKind, isLast: Bool) -> Bool {
    switch statement.kind {
    case .assign: return true
    case .expression(let value):
      guard kind != .function, case .call = value.kind else { return false }
      return true
    case .returnValue: return !isLast
    default: return false
    }
  }

  private mutating func visit(_ statement: StatementSyntax, of kind: BodyKind) {
    let whole = statement.span
    switch statement.kind {
    case .assign(let place, let operation, let value):
      if let operation { swapAssignment(operation, after: place, in: whole) }
      visit(place, in: shown(whole, or: place.span))
      visit(choice: value, in: shown(whole, or: value.span))
    case .bind(_, _, _, let value): visit(choice: value, in: shown(whole, or: value.span))
    case .ifElse(let condition, let then, let otherwise):
      switch condition {
      case .expression(let value): visit(condition: value)
      case .binding(_, let value): visit(value, in: value.span)
      }
      visit(then, of: kind)
      if let otherwise { visit(otherwise, of: kind) }
    case .switchCase(let subject, let cases):
      visit(subject, in: subject.span)
      for item in cases { visit(item.body, of: kind, isSwitchCase: true) }
    case .forIn(let binding, let body):
      visit(binding, in: span(whole.start, max(whole.start, body.span.start)))
      visit(body, of: kind)
    case .require(let condition): visit(guard: condition)
    case .returnValue(let value): if let value { visit(value, in: shown(whole, or: value.span)) }
    case .expression(let value): visit(value, in: shown(whole, or: value.span))
    case .step(let step):
      if let condition = step.guardCondition { visit(guard: condition) }
      visit(step.body, of: .step, isOutermost: true)
    case .loop(let body): visit(body, of: kind)
    case .whileLoop(let condition, let body):
      visit(condition: condition)
      visit(body, of: kind)
    case .assert, .breakSwitch, .invalid: break
    }
  }

  /// `+=` for `-=`.
  private mutating func swapAssignment(
    _ operation: BinaryOperator, after place: ExpressionSyntax, in context: Span
  ) {
    let token = tokens[tokenIndex(from: place.span.end)]
    replace(
      span(of: token), by: operation == .add ? "-=" : "+=", .arithmetic,
      in: shown(context, or: span(place.span.start, token.end)))
  }

  // MARK: Conditions

  /// What `when`, `require` and the `where` of a choice ask for: dropped, negated, changed within.
  mutating func visit(guard condition: ExpressionSyntax) {
    replace(condition.span, by: "true", .guardDropped, in: condition.span)
    negate(condition, .guardNegated, in: condition.span)
    visit(condition, in: condition.span)
  }

  /// What an `if` or a `while` asks.
  mutating func visit(condition: ExpressionSyntax) {
    negate(condition, .conditionNegated, in: condition.span)
    visit(condition, in: condition.span)
  }

  /// Not where another change does the same: `!p`, and `==`.
  mutating func negate(
    _ condition: ExpressionSyntax, _ operation: Mutation.Operation, in context: Span
  ) {
    let text = source.text(of: condition.span)
    switch condition.kind {
    case .prefix(.not, _), .binary(.equal, _, _), .binary(.notEqual, _, _), .boolean: return
    case .name, .call, .member, .subscripted, .unwrap:
      replace(condition.span, by: "!" + text, operation, in: context)
    default:
      let isWrapped = text.hasPrefix("(") && isParenthesized(condition)
      replace(
        condition.span, by: isWrapped ? "!" + text : "!(" + text + ")", operation, in: context)
    }
  }

  /// Whether the expression's span has the parentheses around it.
  private func isParenthesized(_ expression: ExpressionSyntax) -> Bool {
    switch expression.kind {
    case .binary(_, let left, _), .conditional(let left, _, _), .isCase(let left, _):
      left.span.start > expression.span.start
    default: coreToken(of: expression).start > expression.span.start
    }
  }

  /// A value, or `any D where p`.
  mutating func visit(choice value: ExpressionSyntax, in context: Span) {
    guard case .any(let domain, let condition) = value.kind else {
      return visit(value, in: context)
    }
    visit(domain, in: context)
    if let condition { visit(guard: condition) }
  }

  /// `x in D where p`
  mutating func visit(_ binding: BindingSyntax, in context: Span) {
    visit(binding.domain, in: context)
    guard let condition = binding.condition else { return }
    replace(condition.span, by: "true", .filterDropped, in: shown(context, or: condition.span))
    visit(condition, in: condition.span)
  }

  private mutating func visit(_ domain: DomainSyntax, in context: Span) {
    if case .expression(let value) = domain { visit(value, in: context) }
  }
}
