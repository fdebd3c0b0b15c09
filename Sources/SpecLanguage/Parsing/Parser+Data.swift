import SourceText

/// Declarations of data: parameters, constants, types, variables.
extension Parser {
  /// `param name: range = default`
  mutating func parseParameter() -> DeclarationSyntax.Kind {
    advance()
    return parseParameterDeclaration().map { .parameter($0) } ?? .invalid
  }

  /// `name: range = default`, of a file or a component.
  mutating func parseParameterDeclaration() -> ParameterDeclarationSyntax? {
    guard let name = expectName("a parameter's name") else { return nil }
    guard take(.colon) else {
      reportExpected("':' and the range of '\(name.text)'")
      return nil
    }
    let type = parseType()
    let value = take(.assign) ? parseExpression() : nil
    return ParameterDeclarationSyntax(name: name, type: type, defaultValue: value)
  }

  /// `let name: T = value`
  mutating func parseConstant() -> DeclarationSyntax.Kind {
    advance()
    guard let name = expectName("a constant's name") else { return .invalid }
    let type = take(.colon) ? parseType() : nil
    guard take(.assign) else {
      report(.constantWithoutValue(name.text, at: name.span))
      return .invalid
    }
    return .constant(name, type, parseExpression())
  }

  /// `type A = T`
  mutating func parseTypeAlias() -> DeclarationSyntax.Kind {
    advance()
    guard let name = expectName("a type's name"), expect(.assign) else { return .invalid }
    return .typeAlias(name, parseType())
  }

  /// `entity Client(clients)`
  mutating func parseEntity() -> DeclarationSyntax.Kind {
    advance()
    guard let name = expectName("an entity's name") else { return .invalid }
    let opening = position
    guard at(.leftParenthesis) else {
      reportExpected("'(' and the number of '\(name.text)' identities")
      return .invalid
    }
    mark(.attachedOpening)
    advance()
    let count = parseExpression()
    expectClosing(.rightParenthesis, of: opening)
    return .entity(name, count: count)
  }

  // MARK: Enumerations and structures

  /// `enum E { a, b(T), c(T, U) }`, also with `case` before the names, also one to a line.
  mutating func parseEnumeration() -> DeclarationSyntax.Kind {
    advance()
    let name = expectName("an enumeration's name")
    let opening = position
    guard expect(.leftBrace) else { return .invalid }
    var cases: [EnumCaseSyntax] = []
    while !isAtEnd, !at(.rightBrace), !startsDeclarationOnLine {
      if at(.comma) { mark(.enumComma) }
      if take(.caseLabel) || take(.comma) || take(.semicolon) { continue }
      let begin = position
      if let enumCase = parseEnumCase() { cases.append(enumCase) }
      let isSeparated =
        current.isFirstOnLine || at(.comma) || at(.rightBrace) || at(.semicolon)
        || at(.caseLabel) || isAtEnd
      if !isSeparated {
        reportExpected("',' or '}'")
        skipLine()
      }
      if position == begin { advance() }
    }
    expectClosing(.rightBrace, of: opening)
    return name.map { .enumeration($0, cases) } ?? .invalid
  }

  /// `name(T, label: U)`
  private mutating func parseEnumCase() -> EnumCaseSyntax? {
    guard let name = expectMemberName("a case's name") else { return nil }
    guard at(.leftParenthesis), !current.isFirstOnLine else {
      return EnumCaseSyntax(name: name, payload: [])
    }
    let opening = position
    mark(.attachedOpening)
    advance()
    var payload: [TypeSyntax] = []
    while !isAtEnd, !at(.rightParenthesis) {
      if peek().kind == .symbol(.colon) {
        advance()
        advance()
      }
      payload.append(parseType())
      guard take(.comma) else { break }
    }
    expectClosing(.rightParenthesis, of: opening)
    return EnumCaseSyntax(name: name, payload: payload)
  }

  /// `struct S { var x: T = v … }`
  mutating func parseStructure() -> DeclarationSyntax.Kind {
    advance()
    let name = expectName("a structure's name")
    let opening = position
    guard expect(.leftBrace) else { return .invalid }
    var fields: [VariableSyntax] = []
    while !isAtEnd, !at(.rightBrace), !startsDeclarationOnLine {
      if take(.semicolon) { continue }
      let begin = position
      let documentation = documentation(before: position)
      if at(.variable) {
        let field = parseVariable(
          isGhost: false, isField: true, documentation: documentation, start: current.start)
        if let field { fields.append(field) }
      } else {
        reportExpected("a field, as in 'var x: T'")
        skipLine()
      }
      endOfLine(startedAt: begin)
      if position == begin { advance() }
    }
    expectClosing(.rightBrace, of: opening)
    return name.map { .structure($0, fields) } ?? .invalid
  }

  // MARK: Variables

  /// `var x: T = e`; nil after a report. A field's name always follows a dot or a label's place, so
  /// it may be a reserved word.
  mutating func parseVariable(
    isGhost: Bool, isField: Bool = false, documentation: String, start: Int32
  ) -> VariableSyntax? {
    advance()
    let name =
      isField ? expectMemberName("a field's name") : expectName("a variable's name")
    guard let name else { return nil }
    let type = take(.colon) ? parseType() : nil
    let initial = take(.assign) ? parseValue(ofType: type) : nil
    if type == nil, initial == nil {
      report(.variableWithoutType(name.text, at: name.span))
      return nil
    }
    return VariableSyntax(
      name: name, type: type, initial: initial, isGhost: isGhost, documentation: documentation,
      span: span(from: start))
  }
}
