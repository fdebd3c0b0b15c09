import SourceText

/// Operands: prefix operators, what they stand before, and what stands after it.
extension Parser {
  /// Everything that binds more tightly than an operator between two operands.
  mutating func parseOperand() -> ExpressionSyntax {
    switch current.kind {
    case .symbol(.exclamation): return parsePrefix(.not)
    case .symbol(.minus): return parsePrefix(.negate)
    case .keyword(.forall), .keyword(.exists): return parseQuantified()
    case .keyword(.always), .keyword(.eventually), .keyword(.next): return parseTemporalPrefix()
    case .keyword(.any): return parseMisplacedAny()
    case .identifier where isForeignNot: return parseForeignNot()
    default: return parsePostfix(parsePrimary())
    }
  }

  private mutating func parsePrefix(_ operation: PrefixOperator) -> ExpressionSyntax {
    let start = current.start
    mark(.prefixOperator)
    advance()
    if operation == .negate, let smallest = parseSmallestInteger(from: start) { return smallest }
    let operand = parseNested(above: .prefix, allowsRange: false)
    return ExpressionSyntax(kind: .prefix(operation, operand), span: span(from: start))
  }

  /// `-9223372036854775808`, whose digits alone would be too large.
  private mutating func parseSmallestInteger(from start: Int32) -> ExpressionSyntax? {
    guard current.kind == .integer, magnitude(of: current) == Int64.min.magnitude else {
      return nil
    }
    advance()
    return ExpressionSyntax(kind: .integer(.min), span: span(from: start))
  }

  /// `not p`: nobody names a function so.
  private var isForeignNot: Bool {
    guard at(word: "not"), !peek().isFirstOnLine else { return false }
    switch peek().kind {
    case .identifier, .symbol(.leftParenthesis), .symbol(.exclamation), .keyword(.trueLiteral),
      .keyword(.falseLiteral), .keyword(.forall), .keyword(.exists), .keyword(.old):
      return true
    default: return false
    }
  }

  private mutating func parseForeignNot() -> ExpressionSyntax {
    report(
      .foreignWord(
        "not", advice: ForeignWords.not.advice, replacement: ForeignWords.not.replacement,
        at: currentSpan))
    return parsePrefix(.not)
  }

  /// `always p`: the operand reaches as far right as it can.
  private mutating func parseTemporalPrefix() -> ExpressionSyntax {
    let start = current.start
    let operation: TemporalPrefix =
      at(.always) ? .always : at(.eventually) ? .eventually : .next
    advance()
    let operand = parseExpression()
    return ExpressionSyntax(kind: .temporalPrefix(operation, operand), span: span(from: start))
  }

  // MARK: After an operand

  /// Calls, subscripts, members and `!`: they must begin on the line of what they follow, members
  /// apart.
  mutating func parsePostfix(_ operand: ExpressionSyntax) -> ExpressionSyntax {
    var result = operand
    while let kind = parsePostfixKind(result) {
      let place = span(from: operand.span.start)
      result = ExpressionSyntax(kind: wrap() ? kind : .invalid, span: place)
    }
    return result
  }

  private mutating func parsePostfixKind(_ operand: ExpressionSyntax) -> ExpressionSyntax.Kind? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    switch symbol {
    case .dot:
      advance()
      return expectMemberName("a member's name").map { .member(operand, $0) } ?? .invalid
    case .question where isOptionalChaining:
      mark(.postfixOperator)
      advance()
      advance()
      return expectMemberName("a member's name").map { .optionalMember(operand, $0) } ?? .invalid
    case .exclamation where !current.isAfterSpace:
      mark(.postfixOperator)
      advance()
      return .unwrap(operand)
    case .leftParenthesis where !current.isFirstOnLine:
      return .call(operand, parseArguments())
    case .leftBracket where !current.isFirstOnLine:
      return parseSubscript(operand)
    default:
      return nil
    }
  }

  /// `a?.b`, and not `a ? .b : .c`.
  private var isOptionalChaining: Bool {
    !current.isAfterSpace && peek().kind == .symbol(.dot) && !peek().isAfterSpace
  }

  private mutating func parseSubscript(_ operand: ExpressionSyntax) -> ExpressionSyntax.Kind {
    let opening = position
    mark(.attachedOpening)
    advance()
    let index = parseExpression()
    expectClosing(.rightBracket, of: opening)
    return .subscripted(operand, index)
  }

  /// `(a, label: b)`
  mutating func parseArguments() -> [ArgumentSyntax] {
    let opening = position
    mark(.attachedOpening)
    advance()
    var arguments: [ArgumentSyntax] = []
    while !isAtEnd, !at(.rightParenthesis) {
      let label = parseLabel()
      arguments.append(ArgumentSyntax(label: label, value: parseArgumentValue()))
      guard take(.comma) else { break }
    }
    expectClosing(.rightParenthesis, of: opening)
    return arguments
  }

  /// `label:` before an argument; reserved words are labels too.
  private mutating func parseLabel() -> Identifier? {
    guard peek().kind == .symbol(.colon) else { return nil }
    switch current.kind {
    case .identifier, .keyword:
      let label = takeName()
      advance()
      return label
    default:
      return nil
    }
  }

  private mutating func parseArgumentValue() -> ExpressionSyntax {
    let value = parseExpression()
    noteAssignment()
    return value
  }

  /// `=` where a condition or a value ends: `==` was meant.
  mutating func noteAssignment() {
    guard at(.assign) else { return }
    report(.assignmentInExpression(at: currentSpan))
    advance()
    _ = parseExpression()
  }
}
