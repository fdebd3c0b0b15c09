import SourceText

/// Blocks and statements.
extension Parser {
  /// `{ … }`; an empty block after a report when there is none.
  mutating func parseBlock() -> BlockSyntax {
    let opening = position
    let start = current.start
    var block = BlockSyntax(statements: [], span: currentSpan)
    guard expect(.leftBrace) else {
      block.span.end = block.span.start
      return block
    }
    guard let outer = enter() else { return skipNestedBlock(from: start) }
    block.statements = parseStatements()
    leave(outer)
    expectClosing(.rightBrace, of: opening)
    block.span = span(from: start)
    return block
  }

  /// Up to what closes the block, the next `case`, or a declaration that shows that `}` is missing.
  mutating func parseStatements() -> [StatementSyntax] {
    var statements: [StatementSyntax] = []
    while !isAtEnd, !at(.rightBrace), !at(.caseLabel), !at(.defaultLabel),
      !startsDeclarationOnLine
    {
      if take(.semicolon) { continue }
      statements.append(parseStatementAndLineEnd())
    }
    return statements
  }

  private mutating func parseStatementAndLineEnd() -> StatementSyntax {
    let begin = position
    let start = current.start
    let kind = parseStatement()
    let statement = StatementSyntax(kind: kind, span: span(from: start))
    if !at(.caseLabel), !at(.defaultLabel) { endOfLine(startedAt: begin) }
    if position == begin { advance() }
    return statement
  }

  private mutating func parseStatement() -> StatementSyntax.Kind {
    guard case .keyword(let keyword) = current.kind else { return parseSimpleStatement() }
    switch keyword {
    case .letBinding, .variable: return parseBind()
    case .ifCondition: return parseIfStatement()
    case .switchStatement: return parseSwitchStatement()
    case .forLoop: return parseFor()
    case .require, .assert: return parseCheck(keyword)
    case .returnStatement: return parseReturn()
    case .breakStatement:
      advance()
      return .breakSwitch
    case .step, .loop, .whileLoop: return parseProcessStatement(keyword)
    default:
      return keyword.startsDeclaration || keyword == .elseBranch
        ? parseNoStatement() : parseSimpleStatement()
    }
  }

  // MARK: Assignments and calls

  private mutating func parseSimpleStatement() -> StatementSyntax.Kind {
    if let advice = foreignStatement {
      report(advice)
      advance()
      skipLine()
      return .invalid
    }
    let target = parseExpression()
    let operation: BinaryOperator?
    switch current.kind {
    case .symbol(.assign): operation = nil
    case .symbol(.addAssign): operation = .add
    case .symbol(.subtractAssign): operation = .subtract
    default:
      if case .invalid = target.kind { return .invalid }
      return .expression(target)
    }
    advance()
    let value = operation == nil ? parseValue(ofType: nil) : parseExpression()
    return .assign(target, operation: operation, value)
  }

  /// A statement of another language, or a misspelt one of ours: a word followed by what no call or
  /// assignment has there.
  private var foreignStatement: Diagnostic? {
    guard current.kind == .identifier, !peek().isFirstOnLine else { return nil }
    switch peek().kind {
    case .identifier, .integer, .keyword, .symbol(.leftBrace), .symbol(.exclamation):
      break
    case .symbol(.leftParenthesis) where peek().isAfterSpace: break
    default: return nil
    }
    let word = text(of: current)
    if let foreign = ForeignWords.statements[word] {
      return .foreignWord(
        word, advice: foreign.advice, replacement: foreign.replacement, at: currentSpan)
    }
    guard let suggestion = closestMatch(to: word, among: Self.statementWords) else { return nil }
    return .expectedStatement(
      found: description(of: current), suggestion: suggestion, at: currentSpan)
  }

  private static let statementWords = [
    "assert", "else", "for", "if", "let", "loop", "require", "return", "step", "switch", "var",
    "while",
  ]

  private mutating func parseNoStatement() -> StatementSyntax.Kind {
    report(
      .expectedStatement(found: description(of: current), suggestion: nil, at: currentSpan))
    advance()
    skipLine()
    return .invalid
  }

  /// `let x: T = e`, `var x = e`
  private mutating func parseBind() -> StatementSyntax.Kind {
    let isMutable = at(.variable)
    advance()
    guard let name = expectName(isMutable ? "a variable's name" : "a constant's name") else {
      return .invalid
    }
    let type = take(.colon) ? parseType() : nil
    guard take(.assign) else {
      report(
        isMutable
          ? .localWithoutValue(name.text, at: name.span)
          : .constantWithoutValue(name.text, at: name.span))
      return .invalid
    }
    let value = parseValue(ofType: type)
    if isMutable, isBetweenSteps {
      problems.report(.misplacedLocal(name.text, at: name.span))
      return .invalid
    }
    return .bind(name, isMutable: isMutable, type, value)
  }

  // MARK: Control

  mutating func parseIfStatement() -> StatementSyntax.Kind {
    advance()
    let condition = parseCondition()
    let then = parseBlock()
    guard take(.elseBranch) else { return .ifElse(condition, then: then, otherwise: nil) }
    let otherwise = at(.ifCondition) ? parseElseIf() : parseBlock()
    return .ifElse(condition, then: then, otherwise: otherwise)
  }

  private mutating func parseElseIf() -> BlockSyntax {
    let start = current.start
    guard let outer = enter() else { return skipNestedBlock(from: start) }
    let statement = StatementSyntax(kind: parseIfStatement(), span: span(from: start))
    leave(outer)
    return BlockSyntax(statements: [statement], span: statement.span)
  }

  /// `p`, `let x = e`, or `let x` for `let x = x`.
  private mutating func parseCondition() -> ConditionSyntax {
    guard take(.letBinding) else {
      let condition = parseExpression()
      noteAssignment()
      return .expression(condition)
    }
    let start = current.start
    guard let name = expectName("a name for the value") else {
      return .expression(ExpressionSyntax(kind: .invalid, span: span(from: start)))
    }
    if at(.leftBrace) {
      return .binding(name, ExpressionSyntax(kind: .name(name.text), span: name.span))
    }
    expect(.assign)
    return .binding(name, parseExpression())
  }

  private mutating func parseFor() -> StatementSyntax.Kind {
    advance()
    let binding = parseBinding()
    let body = parseBlock()
    return binding.map { .forIn($0, body) } ?? .invalid
  }

  private mutating func parseCheck(_ keyword: Keyword) -> StatementSyntax.Kind {
    advance()
    let condition = parseExpression()
    noteAssignment()
    return keyword == .require ? .require(condition) : .assert(condition)
  }

  private mutating func parseReturn() -> StatementSyntax.Kind {
    advance()
    let isAlone =
      current.isFirstOnLine || at(.rightBrace) || at(.semicolon) || at(.caseLabel)
      || at(.defaultLabel)
    return .returnValue(isAlone ? nil : parseExpression())
  }
}
