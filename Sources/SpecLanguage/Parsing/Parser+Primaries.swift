import SourceText

/// The smallest expressions: literals, names, and what stands in brackets.
extension Parser {
  mutating func parsePrimary() -> ExpressionSyntax {
    if at(.leftParenthesis) { return parseParenthesized() }
    if at(.leftBracket) { return parseBracketLiteral() }
    if at(.leftBrace), startsSetComprehension { return parseSetComprehension() }
    if current.kind == .identifier {
      return startsAggregate ? parseAggregateOrCall() : parseName()
    }
    return parseLeaf()
  }

  /// What has nothing inside it.
  private mutating func parseLeaf() -> ExpressionSyntax {
    if current.kind == .integer {
      let start = current.start
      let value = parseInteger()
      return simple(.integer(value), from: start)
    }
    return at(.dot) ? parseShorthandCase() : parseMissingExpression()
  }

  mutating func parseKeywordPrimary(_ keyword: Keyword) -> ExpressionSyntax {
    switch keyword {
    case .trueLiteral: return parseConstant(.boolean(true))
    case .falseLiteral: return parseConstant(.boolean(false))
    case .nilLiteral: return parseConstant(.nilLiteral)
    case .old:
      return parseOld()
    case .ifCondition:
      return parseIfExpression()
    case .switchStatement:
      return parseSwitchExpression()
    default:
      return parseMissingExpression()
    }
  }

  /// Reports, and takes the token only when nothing around it can want it.
  private mutating func parseMissingExpression() -> ExpressionSyntax {
    let place = currentSpan
    report(.expectedExpression(found: description(of: current), at: place))
    if current.kind == .string { advance() }
    return ExpressionSyntax(kind: .invalid, span: place)
  }

  private mutating func parseConstant(_ kind: ExpressionSyntax.Kind) -> ExpressionSyntax {
    let place = currentSpan
    advance()
    return ExpressionSyntax(kind: kind, span: place)
  }

  private func simple(_ kind: ExpressionSyntax.Kind, from start: Int32) -> ExpressionSyntax {
    ExpressionSyntax(kind: kind, span: span(from: start))
  }

  // MARK: Numbers

  /// The value of the current token, which is taken; 0 after a report.
  private mutating func parseInteger() -> Int64 {
    let token = current
    defer { advance() }
    guard let magnitude = magnitude(of: token) else {
      // Letters in it: the lexer has said so.
      let hasLetters = text(of: token).utf8.contains { !$0.isDigit && $0 != UInt8(ascii: "_") }
      if !hasLetters { report(.integerTooLarge(at: currentSpan)) }
      return 0
    }
    guard let value = Int64(exactly: magnitude) else {
      report(.integerTooLarge(at: currentSpan))
      return 0
    }
    return value
  }

  /// Nil when it does not fit 64 bits or is no number.
  func magnitude(of token: Token) -> UInt64? {
    UInt64(text(of: token).filter { $0 != "_" })
  }

  // MARK: Names and brackets

  mutating func parseName() -> ExpressionSyntax {
    let name = takeName()
    return ExpressionSyntax(kind: .name(name.text), span: name.span)
  }

  /// `.closed`
  private mutating func parseShorthandCase() -> ExpressionSyntax {
    let start = current.start
    advance()
    guard let name = expectMemberName("a case's name") else {
      return simple(.invalid, from: start)
    }
    return simple(.shorthandCase(name), from: start)
  }

  private mutating func parseParenthesized() -> ExpressionSyntax {
    let opening = position
    let start = current.start
    advance()
    var inner = parseNested(above: .lowest, allowsRange: allowsRange)
    noteAssignment()
    expectClosing(.rightParenthesis, of: opening)
    inner.span = span(from: start)
    return inner
  }

  /// `old(e)`
  private mutating func parseOld() -> ExpressionSyntax {
    let start = current.start
    advance()
    let opening = position
    if at(.leftParenthesis) { mark(.attachedOpening) }
    guard expect(.leftParenthesis) else { return simple(.invalid, from: start) }
    let value = parseExpression()
    expectClosing(.rightParenthesis, of: opening)
    return simple(.old(value), from: start)
  }
}
