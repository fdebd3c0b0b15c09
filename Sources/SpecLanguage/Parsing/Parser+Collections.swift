import SourceText

/// Literals and comprehensions in brackets and braces.
extension Parser {
  /// `[]`, `[a, b]`, `[k: v, _: w]` or `[x: e for x in K]`.
  mutating func parseBracketLiteral() -> ExpressionSyntax {
    let opening = position
    let start = current.start
    advance()
    let kind = at(.rightBracket) ? .listLiteral([]) : parseBracketContents()
    expectClosing(.rightBracket, of: opening)
    return ExpressionSyntax(kind: kind, span: span(from: start))
  }

  private mutating func parseBracketContents() -> ExpressionSyntax.Kind {
    if at(.underscore) { return parseMapEntries(key: nil) }
    let first = parseExpression()
    if at(.colon) { return parseMapEntries(key: first) }
    var elements = [first]
    while take(.comma), !at(.rightBracket), !isAtEnd {
      elements.append(parseExpression())
    }
    return .listLiteral(elements)
  }

  /// From the `:` or `_` of the first entry on.
  private mutating func parseMapEntries(key: ExpressionSyntax?) -> ExpressionSyntax.Kind {
    if key == nil { advance() }
    expect(.colon)
    let value = parseExpression()
    if at(.forLoop) { return parseMapComprehension(key, value) }
    var entries = [MapEntrySyntax(key: key, value: value)]
    while take(.comma), !at(.rightBracket), !isAtEnd {
      let begin = position
      let key = take(.underscore) ? nil : parseExpression()
      expect(.colon)
      entries.append(MapEntrySyntax(key: key, value: parseExpression()))
      if position == begin { break }
    }
    return .mapLiteral(entries)
  }

  /// `for x in K` after `[x: e`.
  private mutating func parseMapComprehension(
    _ key: ExpressionSyntax?, _ value: ExpressionSyntax
  ) -> ExpressionSyntax.Kind {
    advance()
    let binding = parseBinding()
    guard let key, case .name(let name) = key.kind else {
      report(
        .expectedToken(
          "'[x: e for x in K]', with a name before the ':'", found: "another key",
          at: key?.span ?? currentSpan))
      return .invalid
    }
    guard let binding else { return .invalid }
    return .mapComprehension(Identifier(text: name, span: key.span), value, binding)
  }

  /// A `{` is a set only when it reads `{ x in`; elsewhere it opens a block.
  var startsSetComprehension: Bool {
    (peek(1).kind == .identifier || peek(1).kind == .symbol(.underscore))
      && peek(2).kind == .keyword(.isIn)
  }

  /// `{ x in T where p }`
  mutating func parseSetComprehension() -> ExpressionSyntax {
    let opening = position
    let start = current.start
    mark(.setBrace)
    advance()
    let binding = parseBinding()
    if at(.rightBrace) { mark(.setBrace) }
    expectClosing(.rightBrace, of: opening)
    return ExpressionSyntax(
      kind: binding.map { .setComprehension($0) } ?? .invalid, span: span(from: start))
  }
}
