import SourceText

/// Processes: locals, then steps with control around them.
extension Parser {
  /// `process Name(p: E) { … }`, with or without parameters.
  mutating func parseProcess(_ modifiers: Modifiers) -> DeclarationSyntax.Kind {
    advance()
    let name = expectName("a process's name")
    let parameters = at(.leftParenthesis) ? parseFormalParameters() : []
    let opening = position
    let start = current.start
    guard expect(.leftBrace) else { return .invalid }
    isBetweenSteps = true
    defer { isBetweenSteps = false }
    let locals = parseLocals()
    let statements = parseStatements()
    expectClosing(.rightBrace, of: opening)
    guard let name else { return .invalid }
    return .process(
      ProcessSyntax(
        name: name, parameters: parameters, fairness: modifiers.fairness, locals: locals,
        body: BlockSyntax(statements: statements, span: span(from: start))))
  }

  private mutating func parseLocals() -> [VariableSyntax] {
    var locals: [VariableSyntax] = []
    while at(.variable) {
      let begin = position
      let documentation = documentation(before: position)
      let local = parseVariable(
        isGhost: false, documentation: documentation, start: current.start)
      if let local { locals.append(local) }
      endOfLine(startedAt: begin)
    }
    return locals
  }

  /// `step`, `loop` or `while`.
  mutating func parseProcessStatement(_ keyword: Keyword) -> StatementSyntax.Kind {
    let isAllowed = isBetweenSteps
    if !isAllowed {
      problems.report(.misplacedStatement(keyword.rawValue, at: currentSpan))
    }
    let documentation = documentation(before: position)
    advance()
    let kind: StatementSyntax.Kind
    switch keyword {
    case .loop:
      kind = .loop(parseBlock())
    case .whileLoop:
      let condition = parseExpression()
      noteAssignment()
      kind = .whileLoop(condition, parseBlock())
    default:
      kind = parseStep(documentation)
    }
    return isAllowed ? kind : .invalid
  }

  /// `label when g { … }`
  private mutating func parseStep(_ documentation: String) -> StatementSyntax.Kind {
    let label = expectMemberName("a step's label")
    var guardCondition: ExpressionSyntax?
    if take(.when) {
      guardCondition = parseExpression()
      noteAssignment()
    }
    let wasBetweenSteps = isBetweenSteps
    isBetweenSteps = false
    let body = parseBlock()
    isBetweenSteps = wasBetweenSteps
    guard let label else { return .invalid }
    return .step(
      StepSyntax(
        documentation: documentation, label: label, guardCondition: guardCondition, body: body))
  }
}
