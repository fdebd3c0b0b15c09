import SourceText

/// `switch` and `if`, as statements and as values, and what a `case` matches.
extension Parser {
  // MARK: Values

  /// `if c { a } else { b }`
  mutating func parseIfExpression() -> ExpressionSyntax {
    let start = current.start
    advance()
    let condition = parseExpression()
    noteAssignment()
    let then = parseBracedValue()
    let otherwise = parseElseExpression(from: start)
    return ExpressionSyntax(
      kind: .ifExpression(condition, then: then, otherwise: otherwise), span: span(from: start))
  }

  private mutating func parseElseExpression(from start: Int32) -> ExpressionSyntax {
    guard take(.elseBranch) else { return reportMissingElse(from: start) }
    return at(.ifCondition) ? parseElseIfExpression() : parseBracedValue()
  }

  private mutating func reportMissingElse(from start: Int32) -> ExpressionSyntax {
    report(.missingElse(at: Span(file: file, start: start, end: start + 2)))
    return ExpressionSyntax(kind: .invalid, span: span(from: start))
  }

  private mutating func parseElseIfExpression() -> ExpressionSyntax {
    guard let outer = enter() else { return skipNestedExpression() }
    defer { leave(outer) }
    return parseIfExpression()
  }

  /// `{ e }`
  private mutating func parseBracedValue() -> ExpressionSyntax {
    let opening = position
    guard expect(.leftBrace) else {
      return ExpressionSyntax(kind: .invalid, span: currentSpan)
    }
    let value = parseExpression()
    expectClosing(.rightBrace, of: opening)
    return value
  }

  /// `switch e { case p: a … }`
  mutating func parseSwitchExpression() -> ExpressionSyntax {
    let start = current.start
    advance()
    let subject = parseExpression()
    let opening = position
    guard expect(.leftBrace) else {
      return ExpressionSyntax(kind: .invalid, span: span(from: start))
    }
    var cases: [SwitchExpressionCaseSyntax] = []
    while at(.caseLabel) || at(.defaultLabel) {
      cases.append(parseExpressionCase())
    }
    expectClosing(.rightBrace, of: opening)
    return ExpressionSyntax(kind: .switchExpression(subject, cases), span: span(from: start))
  }

  private mutating func parseExpressionCase() -> SwitchExpressionCaseSyntax {
    let start = current.start
    let patterns = parseCaseLabel()
    let value = parseExpression()
    defer { _ = take(.semicolon) }
    return SwitchExpressionCaseSyntax(
      patterns: patterns, value: value, span: span(from: start))
  }

  // MARK: Statements

  mutating func parseSwitchStatement() -> StatementSyntax.Kind {
    advance()
    let subject = parseExpression()
    let opening = position
    guard expect(.leftBrace) else { return .invalid }
    guard let outer = enter() else {
      _ = skipNestedBlock(from: previousEnd)
      return .invalid
    }
    var cases: [SwitchCaseSyntax] = []
    while at(.caseLabel) || at(.defaultLabel) { cases.append(parseStatementCase()) }
    skipToEndOfSwitch()
    leave(outer)
    expectClosing(.rightBrace, of: opening)
    return .switchCase(subject, cases)
  }

  private mutating func parseStatementCase() -> SwitchCaseSyntax {
    let start = current.start
    let patterns = parseCaseLabel()
    let bodyStart = previousEnd
    let statements = parseStatements()
    let body = BlockSyntax(statements: statements, span: span(from: bodyStart))
    return SwitchCaseSyntax(patterns: patterns, body: body, span: span(from: start))
  }

  /// What stands in a switch beside its cases.
  private mutating func skipToEndOfSwitch() {
    guard !at(.rightBrace), !isAtEnd, !startsDeclarationOnLine else { return }
    reportExpected("'case' or 'default'")
    while !isAtEnd, !at(.rightBrace), !startsDeclarationOnLine {
      let begin = position
      skipLine()
      if position == begin { advance() }
    }
  }

  // MARK: Patterns

  /// `case p, q:` or `default:`
  private mutating func parseCaseLabel() -> [PatternSyntax] {
    mark(.switchLabel)
    let start = current.start
    if take(.defaultLabel) {
      let pattern = PatternSyntax(kind: .otherwise, span: span(from: start))
      takeLabelColon()
      return [pattern]
    }
    advance()
    var patterns = [parsePattern()]
    while take(.comma) { patterns.append(parsePattern()) }
    takeLabelColon()
    return patterns
  }

  private mutating func takeLabelColon() {
    if at(.colon) { mark(.labelColon) }
    expect(.colon)
  }

  private mutating func parsePattern() -> PatternSyntax {
    let start = current.start
    let kind: PatternSyntax.Kind
    if take(.underscore) {
      kind = .otherwise
    } else if at(.dot) {
      kind = parseCasePattern()
    } else if startsQualifiedCase {
      advance()
      mark(.memberDot)
      kind = parseCasePattern()
    } else {
      kind = parseValuePattern()
    }
    return PatternSyntax(kind: kind, span: span(from: start))
  }

  /// `Message.sent(`: the type may be written, and is known anyway.
  private var startsQualifiedCase: Bool {
    current.kind == .identifier && peek(1).kind == .symbol(.dot)
      && peek(3).kind == .symbol(.leftParenthesis)
  }

  private mutating func parseCasePattern() -> PatternSyntax.Kind {
    let place = currentSpan
    advance()
    guard let name = expectMemberName("a case's name") else {
      return .value(ExpressionSyntax(kind: .invalid, span: place))
    }
    guard at(.leftParenthesis), !current.isFirstOnLine else {
      return .enumCase(name, bindings: [])
    }
    let opening = position
    mark(.attachedOpening)
    advance()
    var bindings: [Identifier?] = []
    while !isAtEnd, !at(.rightParenthesis) {
      bindings.append(parsePayloadBinding())
      guard take(.comma) else { break }
    }
    expectClosing(.rightParenthesis, of: opening)
    return .enumCase(name, bindings: bindings)
  }

  /// `let x` or `_`, perhaps after the payload's label.
  private mutating func parsePayloadBinding() -> Identifier? {
    if peek().kind == .symbol(.colon), current.kind == .identifier {
      advance()
      advance()
    }
    if take(.underscore) { return nil }
    if !take(.letBinding), current.kind == .identifier {
      report(.patternWithoutLet(text(of: current), at: currentSpan))
    }
    return expectName("a name for the payload")
  }

  private mutating func parseValuePattern() -> PatternSyntax.Kind {
    let value = parseNested(above: .membership, allowsRange: true)
    if case .range(let low, let isClosed, let high) = value.kind {
      return .range(low, isClosed: isClosed, high)
    }
    return .value(value)
  }
}
