import SourceText

/// Expecting tokens, and finding the way back after a mistake.
extension Parser {
  /// Reports that something else than what stands here should. Kept out of the functions that
  /// descend, whose frames the making of a message would double.
  mutating func reportExpected(_ wanted: String) {
    report(.expectedToken(wanted, found: description(of: current), at: currentSpan))
  }

  /// Takes the symbol, or reports that it is missing and takes nothing.
  @discardableResult
  mutating func expect(_ symbol: Symbol) -> Bool {
    if take(symbol) { return true }
    reportExpected("'\(symbol.rawValue)'")
    return false
  }

  @discardableResult
  mutating func expect(_ keyword: Keyword) -> Bool {
    if take(keyword) { return true }
    reportExpected("'\(keyword.rawValue)'")
    return false
  }

  /// Takes the closing bracket that belongs to the token at `opening`; when it is missing, skips to
  /// it if it stands near, in the same statement.
  mutating func expectClosing(_ closing: Symbol, of opening: Int) {
    if take(closing) { return }
    report(
      .unclosed(
        text(of: tokens[opening]), closing.rawValue, opened: span(of: tokens[opening]),
        found: description(of: current), at: currentSpan))
    guard closing != .rightBrace, let place = positionOf(closing) else { return }
    position = place + 1
  }

  /// Where the bracket stands that closes what is open here, no further than the end of the
  /// statement.
  private func positionOf(_ closing: Symbol) -> Int? {
    var level = 0
    for index in position..<min(position + 100, tokens.count) {
      let token = tokens[index]
      if level == 0, index > position, token.isFirstOnLine { return nil }
      guard case .symbol(let symbol) = token.kind else {
        if token.kind == .endOfFile { return nil }
        continue
      }
      if level == 0, symbol == closing { return index }
      switch symbol {
      case .leftParenthesis, .leftBracket, .leftBrace: level += 1
      case .rightParenthesis, .rightBracket, .rightBrace:
        level -= 1
        if level < 0 { return nil }
      case .semicolon: return nil
      default: break
      }
      // A block that opens ends the expression in which a bracket is missing.
      if level == 1, symbol == .leftBrace { return nil }
    }
    return nil
  }

  /// A name; nil after a report. `role` says what it names, as in "a variable's name".
  mutating func expectName(_ role: String) -> Identifier? {
    let token = current
    switch token.kind {
    case .identifier:
      return takeName()
    case .keyword:
      report(.reservedWord(text(of: token), wanted: role, at: currentSpan))
      // A word on the same line was meant as the name; one on the next line starts something else.
      return token.isFirstOnLine ? nil : takeName()
    default:
      report(.expectedToken(role, found: description(of: token), at: currentSpan))
      return nil
    }
  }

  /// The current word as a name, reserved or not.
  mutating func takeName() -> Identifier {
    let name = Identifier(text: text(of: current), span: currentSpan)
    mark(.name)
    advance()
    return name
  }

  /// A name where reserved words are names too: after a dot, and where such a name is declared.
  mutating func expectMemberName(_ role: String) -> Identifier? {
    if case .keyword = current.kind { return takeName() }
    return expectName(role)
  }

  /// After a statement or declaration: a new line, `;` or what closes the block must come.
  mutating func endOfLine(startedAt start: Int) {
    if take(.semicolon) || current.isFirstOnLine || at(.rightBrace) || isAtEnd { return }
    if lastProblemPosition < start {
      report(.missingSeparator(found: description(of: current), at: currentSpan))
      return
    }
    skipLine()
    _ = take(.semicolon)
  }

  /// Skips what is left of a broken statement: to the next line that is not inside brackets, to a
  /// `;`, or to the bracket that closes what is around it.
  mutating func skipLine() {
    var level = 0
    while !isAtEnd {
      if level == 0, current.isFirstOnLine { return }
      if startsDeclarationOnLine { return }
      if case .symbol(let symbol) = current.kind {
        switch symbol {
        case .leftParenthesis, .leftBracket, .leftBrace: level += 1
        case .rightParenthesis, .rightBracket: level = max(0, level - 1)
        case .rightBrace:
          if level == 0 { return }
          level -= 1
        case .semicolon where level == 0: return
        default: break
        }
      }
      advance()
    }
  }

  /// Skips an expression that is not parsed because it is too deep: to the end of the brackets it
  /// is in.
  mutating func skipNested() {
    var level = 0
    while !isAtEnd, !startsDeclarationOnLine {
      if case .symbol(let symbol) = current.kind {
        switch symbol {
        case .leftParenthesis, .leftBracket, .leftBrace: level += 1
        case .rightParenthesis, .rightBracket, .rightBrace:
          if level == 0 { return }
          level -= 1
        case .comma, .semicolon, .colon:
          if level == 0 { return }
        default: break
        }
      }
      advance()
    }
  }

  /// In place of an expression that is too deep.
  mutating func skipNestedExpression() -> ExpressionSyntax {
    let start = current.start
    skipNested()
    return ExpressionSyntax(kind: .invalid, span: span(from: start))
  }

  /// In place of a block that is too deep; its `}` is taken.
  mutating func skipNestedBlock(from start: Int32) -> BlockSyntax {
    skipNested()
    _ = take(.rightBrace)
    return BlockSyntax(statements: [], span: span(from: start))
  }

  /// A word at the start of a line that can only begin a declaration: brackets left open end here.
  var startsDeclarationOnLine: Bool {
    guard current.isFirstOnLine, case .keyword(let keyword) = current.kind else { return false }
    switch keyword {
    case .action, .component, .constraint, .entity, .expect, .invariant, .measure, .param, .process,
      .property, .reachable, .terminal, .test, .theorem, .transition, .enumeration, .function,
      .importFile, .on, .structure, .typeAlias, .ghost, .fair, .strong, .urgent, .privateAccess:
      // `is` and the like do not stand after these; `:` does where they are labels.
      return peek().kind != .symbol(.colon) && peek().kind != .symbol(.dot)
    default:
      return false
    }
  }

  /// The `///` lines directly above a token, without the slashes and one space.
  func documentation(before index: Int) -> String {
    let start = index == 0 ? 0 : tokens[index - 1].end
    let end = tokens[index].start
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].start < start { low = middle + 1 } else { high = middle }
    }
    var lines: [String] = []
    var lineBefore: Int?
    while low < comments.count, comments[low].start < end {
      let comment = comments[low]
      low += 1
      guard comment.kind == .documentation, comment.isFirstOnLine else {
        lines = []
        continue
      }
      // A blank line parts what is above it from what it documents.
      let line = source.lineIndex(at: comment.start)
      if let before = lineBefore, line > before + 1 { lines = [] }
      lineBefore = line
      lines.append(documentationText(comment))
    }
    return lines.joined(separator: "\n")
  }

  private func documentationText(_ comment: Comment) -> String {
    var bytes = source.utf8[Int(comment.start) + 3..<Int(comment.end)]
    if bytes.first == UInt8(ascii: " ") { bytes = bytes.dropFirst() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
