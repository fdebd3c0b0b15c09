import SourceText

/// Operators: precedence climbing, with chains to the left in a loop.
extension Parser {
  /// A whole expression, one level deeper than what it stands in.
  mutating func parseExpression() -> ExpressionSyntax {
    parseNested(above: .lowest, allowsRange: false)
  }

  /// An expression of operators that bind more tightly than `floor`, one level deeper.
  mutating func parseNested(above floor: Precedence, allowsRange: Bool) -> ExpressionSyntax {
    let start = current.start
    guard let outer = enter() else {
      skipNested()
      return ExpressionSyntax(kind: .invalid, span: span(from: start))
    }
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
      let combined = parseRest(of: operation, left: result)
      // Too long a chain is cut here, and read on so that no further message comes of it.
      result = wrap() ? combined : ExpressionSyntax(kind: .invalid, span: combined.span)
    }
    return result
  }

  /// The operator at the current token, if it binds more tightly than `floor`.
  private mutating func infixOperator(above floor: Precedence) -> InfixOperator? {
    if current.kind == .identifier { return foreignOperator(above: floor) }
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
    let place = currentSpan
    let kind: ExpressionSyntax.Kind
    switch operation {
    case .ternary:
      return parseTernary(left)
    case .isCase:
      return parseIsCase(left)
    case .range(let isClosed):
      if !allowsRange { report(.misplacedRange(at: place)) }
      advance()
      kind = .range(left, isClosed: isClosed, parseNested(above: .range, allowsRange: false))
    case .temporal(let temporal):
      advance()
      // To the right: `a until b until c` is `a until (b until c)`.
      kind = .temporalBinary(temporal, left, parseNested(above: .lowest, allowsRange: false))
    case .binary(.implies):
      advance()
      kind = .binary(.implies, left, parseNested(above: .temporal, allowsRange: false))
    case .binary(.isIn):
      advance()
      kind = .binary(.isIn, left, parseNested(above: .membership, allowsRange: true))
    case .binary(let binary):
      advance()
      kind = .binary(
        binary, left, parseNested(above: binary.precedence, allowsRange: false))
    }
    return ExpressionSyntax(kind: kind, span: span(from: left.span.start))
  }

  private mutating func parseTernary(_ condition: ExpressionSyntax) -> ExpressionSyntax {
    advance()
    let then = parseExpression()
    if at(.colon) {
      mark(.ternaryColon)
      advance()
    } else {
      report(
        .expectedToken(
          "':' and the other value", found: description(of: current), at: currentSpan))
      return ExpressionSyntax(kind: .invalid, span: span(from: condition.span.start))
    }
    let otherwise = parseNested(above: .implication, allowsRange: false)
    return ExpressionSyntax(
      kind: .conditional(condition, then: then, otherwise: otherwise),
      span: span(from: condition.span.start))
  }

  /// `e is .case`
  private mutating func parseIsCase(_ value: ExpressionSyntax) -> ExpressionSyntax {
    advance()
    var name: Identifier?
    // `Mode.open` is taken for `.open`: the type is known from the value.
    if current.kind == .identifier, peek().kind == .symbol(.dot) { advance() }
    if at(.dot) {
      advance()
      name = expectMemberName("a case's name")
    } else {
      report(
        .expectedToken("'.' and a case's name", found: description(of: current), at: currentSpan))
    }
    return ExpressionSyntax(
      kind: name.map { .isCase(value, $0) } ?? .invalid, span: span(from: value.span.start))
  }
}
