import SourceText

/// Operands: prefix operators, what they stand before, and what stands after it.
extension Parser {
  /// Everything that binds more tightly than an operator between two operands.
  mutating func parseOperand() -> ExpressionSyntax {
    if case .keyword(let keyword) = current.kind { return parseKeywordOperand(keyword) }
    if at(.exclamation) { return parsePrefix(.not) }
    if at(.minus) { return parsePrefix(.negate) }
    if isForeignNot { return parseForeignNot() }
    if startsBoundedResponse { return parseBoundedResponse() }
    if let meant = parseMeantPrefix() { return meant }
    let primary = parsePrimary()
    return startsPostfix ? parsePostfix(primary) : primary
  }

  private mutating func parseKeywordOperand(_ keyword: Keyword) -> ExpressionSyntax {
    switch keyword {
    case .forall, .exists: return parseQuantified()
    case .always: return parseTemporalPrefix(.always)
    case .eventually: return parseTemporalPrefix(.eventually)
    case .next: return parseTemporalPrefix(.next)
    case .any: return parseMisplacedAny()
    default: return parsePostfix(parseKeywordPrimary(keyword))
    }
  }

  private mutating func parsePrefix(_ operation: PrefixOperator) -> ExpressionSyntax {
    let start = current.start
    mark(.prefixOperator)
    advance()
    if operation == .negate, atSmallestInteger { return parseSmallestInteger(from: start) }
    let operand = parseNested(above: .prefix, allowsRange: false)
    return ExpressionSyntax(kind: .prefix(operation, operand), span: span(from: start))
  }

  /// `-9223372036854775808`, whose digits alone would be too large.
  private var atSmallestInteger: Bool {
    current.kind == .integer && magnitude(of: current) == Int64.min.magnitude
  }

  private mutating func parseSmallestInteger(from start: Int32) -> ExpressionSyntax {
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
  mutating func parseTemporalPrefix(_ operation: TemporalPrefix) -> ExpressionSyntax {
    let start = current.start
    advance()
    let operand = parseExpression()
    return ExpressionSyntax(kind: .temporalPrefix(operation, operand), span: span(from: start))
  }

  // MARK: After an operand

  /// Calls, subscripts, members and `!`: they must begin on the line of what they follow, members
  /// apart.
  mutating func parsePostfix(_ operand: ExpressionSyntax) -> ExpressionSyntax {
    var result = operand
    while startsPostfix {
      let fits = wrap()
      result.kind = parsePostfixKind(result)
      result.span = span(from: operand.span.start)
      if !fits { result.kind = .invalid }
    }
    return result
  }

  private var startsPostfix: Bool {
    guard case .symbol(let symbol) = current.kind else { return false }
    switch symbol {
    case .dot: return true
    case .question: return isOptionalChaining
    case .exclamation: return !current.isAfterSpace
    case .leftParenthesis, .leftBracket: return !current.isFirstOnLine
    default: return false
    }
  }

  private mutating func parsePostfixKind(_ operand: ExpressionSyntax) -> ExpressionSyntax.Kind {
    switch current.kind {
    case .symbol(.leftParenthesis): return .call(operand, parseArguments())
    case .symbol(.leftBracket): return parseSubscript(operand)
    case .symbol(.exclamation):
      mark(.postfixOperator)
      advance()
      return .unwrap(operand)
    default: return parseMember(operand)
    }
  }

  /// `.b` or `?.b`
  private mutating func parseMember(_ operand: ExpressionSyntax) -> ExpressionSyntax.Kind {
    let isOptional = at(.question)
    if isOptional {
      mark(.postfixOperator)
      advance()
    }
    mark(.memberDot)
    advance()
    guard let name = expectMemberName("a member's name") else { return .invalid }
    return isOptional ? .optionalMember(operand, name) : .member(operand, name)
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
      arguments.append(parseArgument())
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

  private mutating func parseArgument() -> ArgumentSyntax {
    let label = parseLabel()
    let value = parseExpression()
    noteAssignment()
    return ArgumentSyntax(label: label, value: value)
  }

  /// `=` where a condition or a value ends: `==` was meant.
  mutating func noteAssignment() {
    if at(.assign) { skipAssignment() }
  }

  private mutating func skipAssignment() {
    report(.assignmentInExpression(at: currentSpan))
    advance()
    _ = parseExpression()
  }
}
