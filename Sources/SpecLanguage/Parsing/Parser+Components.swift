import SourceText

/// Components: generics, parameters, members.
extension Parser {
  /// `component Name<T>(p: range = default) { … }`
  mutating func parseComponent() -> DeclarationSyntax.Kind {
    advance()
    let name = expectName("a component's name")
    let generics = at(.less) ? parseGenerics() : []
    let parameters = at(.leftParenthesis) ? parseComponentParameters() : []
    let opening = position
    guard expect(.leftBrace) else { return .invalid }
    let members = parseMembers()
    expectClosing(.rightBrace, of: opening)
    guard let name else { return .invalid }
    return .component(
      ComponentSyntax(name: name, generics: generics, parameters: parameters, members: members))
  }

  /// `<T, U>`
  private mutating func parseGenerics() -> [Identifier] {
    let opening = position
    mark(.genericOpening)
    advance()
    var names: [Identifier] = []
    while !isAtEnd, !at(.greater) {
      guard let name = expectName("a type parameter's name") else { break }
      names.append(name)
      guard take(.comma) else { break }
    }
    if at(.greater) { mark(.genericClosing) }
    expectClosing(.greater, of: opening)
    return names
  }

  private mutating func parseComponentParameters() -> [ParameterDeclarationSyntax] {
    let opening = position
    mark(.attachedOpening)
    advance()
    var parameters: [ParameterDeclarationSyntax] = []
    while !isAtEnd, !at(.rightParenthesis) {
      if let parameter = parseParameterDeclaration() { parameters.append(parameter) }
      guard take(.comma) else { break }
    }
    expectClosing(.rightParenthesis, of: opening)
    return parameters
  }

  private mutating func parseMembers() -> [DeclarationSyntax] {
    var members: [DeclarationSyntax] = []
    guard let outer = enter() else {
      skipNested()
      return members
    }
    defer { leave(outer) }
    while !isAtEnd, !at(.rightBrace) {
      if take(.semicolon) { continue }
      // A component does not nest, so one inside another shows that the first was never closed.
      if at(.component) || at(.importFile) { break }
      if at(.rightParenthesis) || at(.rightBracket) {
        report(.unmatchedBracket(text(of: current), at: currentSpan))
        advance()
        continue
      }
      members.append(parseDeclaration(in: .component))
    }
    return members
  }
}
