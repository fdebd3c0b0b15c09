import SourceText

/// Functions, transitions, actions, and the clauses before their bodies.
extension Parser {
  /// The clauses between a signature and its body.
  private struct Clauses {
    var when: ExpressionSyntax?
    var whenSpan: Span?
    var ensures: [ExpressionSyntax] = []
  }

  /// `func` or `transition`.
  mutating func parseRoutine(_ modifiers: Modifiers) -> DeclarationSyntax.Kind {
    let isTransition = at(.transition)
    advance()
    let name = expectName(isTransition ? "a transition's name" : "a function's name")
    let parameters = parseFormalParameters()
    let result = take(.arrow) ? parseType() : nil
    let clauses = parseClauses(
      allowing: isTransition ? [.when, .ensures] : [],
      of: isTransition ? "a transition" : "a function")
    let body = parseBlock()
    guard let name else { return .invalid }
    let routine = RoutineSyntax(
      name: name, parameters: parameters, result: result, precondition: clauses.when,
      postconditions: clauses.ensures, body: body, isPrivate: modifiers.isPrivate)
    return isTransition ? .transition(routine) : .function(routine)
  }

  mutating func parseAction(_ modifiers: Modifiers) -> DeclarationSyntax.Kind {
    advance()
    let name = expectName("an action's name")
    let parameters = parseFormalParameters()
    let clauses = parseClauses(allowing: [.when], of: "an action")
    let body = parseBlock()
    guard let name else { return .invalid }
    return .action(
      ActionSyntax(
        name: name, parameters: parameters, fairness: modifiers.fairness,
        isUrgent: modifiers.isUrgent, guardCondition: clauses.when, body: body))
  }

  /// `when p`, `ensures q`, in any order; the wrong ones are parsed and reported.
  private mutating func parseClauses(
    allowing allowed: [Keyword], of subject: String
  ) -> Clauses {
    var clauses = Clauses()
    while at(.when) || at(.ensures) {
      let keyword: Keyword = at(.when) ? .when : .ensures
      let place = currentSpan
      if !allowed.contains(keyword) {
        problems.report(.misplacedClause(keyword.rawValue, subject, at: place))
      } else if keyword == .when, let first = clauses.whenSpan {
        problems.report(.repeatedClause("when", at: place, first: first))
      }
      advance()
      let condition = parseExpression()
      noteAssignment()
      if keyword == .ensures {
        clauses.ensures.append(condition)
      } else if clauses.when == nil {
        clauses.when = condition
        clauses.whenSpan = place
      }
    }
    return clauses
  }

  /// `(x: T, y: U)`
  mutating func parseFormalParameters() -> [FormalParameterSyntax] {
    let opening = position
    if at(.leftParenthesis) { mark(.attachedOpening) }
    guard expect(.leftParenthesis) else { return [] }
    var parameters: [FormalParameterSyntax] = []
    while !isAtEnd, !at(.rightParenthesis) {
      if let parameter = parseFormalParameter() { parameters.append(parameter) }
      guard take(.comma) else { break }
    }
    expectClosing(.rightParenthesis, of: opening)
    return parameters
  }

  private mutating func parseFormalParameter() -> FormalParameterSyntax? {
    if at(.underscore), peek().kind == .identifier {
      report(
        .foreignWord(
          "_", advice: "arguments have no labels, so leave it out", replacement: nil,
          at: currentSpan))
      advance()
    }
    guard let name = expectName("a parameter's name") else { return nil }
    guard take(.colon) else {
      reportExpected("':' and the type of '\(name.text)'")
      return nil
    }
    return FormalParameterSyntax(name: name, type: parseType())
  }
}
