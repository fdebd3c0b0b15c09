import SourceText

/// The smallest expressions: literals, names, and what stands in brackets.
extension Parser {
  mutating func parsePrimary() -> ExpressionSyntax {
    let start = current.start
    switch current.kind {
    case .integer:
      // First the value: `simple` must see the parser behind the token.
      let value = parseInteger()
      return simple(.integer(value), from: start)
    case .identifier:
      return parseNameOrAggregate()
    case .symbol(.leftParenthesis):
      return parseParenthesized()
    case .symbol(.leftBracket):
      return parseBracketLiteral()
    case .symbol(.leftBrace) where startsSetComprehension:
      return parseSetComprehension()
    case .symbol(.dot):
      return parseShorthandCase()
    case .keyword(let keyword):
      return parseKeywordPrimary(keyword)
    default:
      return parseMissingExpression()
    }
  }

  private mutating func parseKeywordPrimary(_ keyword: Keyword) -> ExpressionSyntax {
    let start = current.start
    switch keyword {
    case .trueLiteral:
      advance()
      return simple(.boolean(true), from: start)
    case .falseLiteral:
      advance()
      return simple(.boolean(false), from: start)
    case .nilLiteral:
      advance()
      return simple(.nilLiteral, from: start)
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

  private mutating func parseNameOrAggregate() -> ExpressionSyntax {
    if startsAggregate { return parseAggregateOrCall() }
    let start = current.start
    let name = takeName()
    return simple(.name(name.text), from: start)
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
    guard at(.leftParenthesis) else {
      expect(.leftParenthesis)
      return simple(.invalid, from: start)
    }
    mark(.attachedOpening)
    advance()
    let value = parseExpression()
    expectClosing(.rightParenthesis, of: opening)
    return simple(.old(value), from: start)
  }
}
