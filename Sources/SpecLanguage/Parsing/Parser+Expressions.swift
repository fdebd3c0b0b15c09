import SourceText

/// Operators: precedence climbing, with chains to the left in a loop.
extension Parser {
  /// A whole expression, one level deeper than what it stands in.
  mutating func parseExpression() -> ExpressionSyntax {
    parseNested(above: .lowest, allowsRange: false)
  }

  /// An expression of operators that bind more tightly than `floor`, one level deeper.
  mutating func parseNested(above floor: Precedence, allowsRange: Bool) -> ExpressionSyntax {
    guard let outer = enter() else { return skipNestedExpression() }
    let outerAllows = self.allowsRange
    self.allowsRange = allowsRange
    let result = parseBinary(above: floor, after: nil)
    self.allowsRange = outerAllows
    leave(outer)
    return result
  }

  /// Operators above `floor` and their operands; `left` is given when the first has been parsed.
  mutating func parseBinary(
    above floor: Precedence, after left: ExpressionSyntax?
  ) -> ExpressionSyntax {
    var result = left ?? parseOperand()
    var comparison: BinaryOperator?
    while let operation = infixOperator(above: floor) {
      noteChain(of: operation, after: &comparison)
      // Too long a chain is cut here, and read on so that no further message comes of it.
      let fits = wrap()
      result = parseRest(of: operation, left: result)
      if !fits { result.kind = .invalid }
    }
    return result
  }

  /// The operator at the current token, if it binds more tightly than `floor`.
  private mutating func infixOperator(above floor: Precedence) -> InfixOperator? {
    if current.kind == .identifier || at(.arrow) {
      return foreignOperator(above: floor) ?? meantInfix(above: floor)
    }
    guard let operation = current.kind.infixOperator, operation.precedence > floor,
      !startsNextStatement
    else { return nil }
    return operation
  }

  /// `-x` at the start of a line is the value of a `func`, not the rest of the line before.
  private var startsNextStatement: Bool {
    at(.minus) && current.isFirstOnLine && !peek().isAfterSpace
  }

  /// `and`, `or` and the like, reported and read as what they mean.
  private mutating func foreignOperator(above floor: Precedence) -> InfixOperator? {
    guard !current.isFirstOnLine, let foreign = ForeignWords.operators[text(of: current)],
      let operation = foreign.kind.infixOperator, operation.precedence > floor
    else { return nil }
    report(
      .foreignWord(
        text(of: current), advice: foreign.advice.advice,
        replacement: foreign.advice.replacement, at: currentSpan))
    return operation
  }

  /// `a < b < c` means something else to everybody, so it means nothing.
  private mutating func noteChain(of operation: InfixOperator, after last: inout BinaryOperator?) {
    guard case .binary(let binary) = operation, binary.precedence == .comparison else {
      if operation.precedence < .comparison { last = nil }
      return
    }
    if let first = last {
      report(.chainedComparison(first.rawValue, binary.rawValue, at: currentSpan))
    }
    last = binary
  }

  /// The operator, which is the current token, and what is right of it.
  private mutating func parseRest(
    of operation: InfixOperator, left: ExpressionSyntax
  ) -> ExpressionSyntax {
    if case .range = operation, !allowsRange { reportMisplacedRange() }
    if case .isCase = operation { return parseIsCase(left) }
    advance()
    if case .ternary = operation { return parseTernary(left) }
    let right = parseNested(above: operation.rightFloor, allowsRange: operation.isMembership)
    return ExpressionSyntax(
      kind: operation.combine(left, right), span: span(from: left.span.start))
  }

  private mutating func reportMisplacedRange() { report(.misplacedRange(at: currentSpan)) }

  /// From behind the `?` on.
  private mutating func parseTernary(_ condition: ExpressionSyntax) -> ExpressionSyntax {
    let then = parseExpression()
    guard takeTernaryColon() else {
      return ExpressionSyntax(kind: .invalid, span: span(from: condition.span.start))
    }
    let otherwise = parseNested(above: .implication, allowsRange: false)
    return ExpressionSyntax(
      kind: .conditional(condition, then: then, otherwise: otherwise),
      span: span(from: condition.span.start))
  }

  private mutating func takeTernaryColon() -> Bool {
    if at(.colon) { mark(.ternaryColon) }
    if take(.colon) { return true }
    reportExpected("':' and the other value")
    return false
  }

  /// `e is .case`
  private mutating func parseIsCase(_ value: ExpressionSyntax) -> ExpressionSyntax {
    advance()
    var name: Identifier?
    // `Mode.open` is taken for `.open`: the type is known from the value.
    if current.kind == .identifier, peek().kind == .symbol(.dot) {
      advance()
      mark(.memberDot)
    }
    if at(.dot) {
      advance()
      name = expectMemberName("a case's name")
    } else {
      reportExpected("'.' and a case's name")
    }
    return ExpressionSyntax(
      kind: name.map { .isCase(value, $0) } ?? .invalid, span: span(from: value.span.start))
  }
}
