import SourceText

extension Checker {
  /// What a bare name stands for: locals, then members of the component, then the file's.
  mutating func value(named name: String, at span: Span) -> Expression? {
    if let local = frame.scopes.find(name) { return value(of: local, name, at: span) }
    if name == "result", let type = frame.resultType {
      return Expression(kind: .result, type: type, span: span)
    }
    if let value = componentParameter(named: name) { return number(value, at: span) }
    if generic(named: name) != nil {
      report(NameMistake.isNotAValue(name, noun: "a type", at: span))
      return nil
    }
    if reportIfUnspecialised(name, at: span) { return nil }
    if let id = declaration(named: name) { return value(of: id, name, at: span) }
    if let id = invariant(named: name) {
      return invariantValue(id, receiver: frame.receiver, at: span)
    }
    if let identity = identity(named: name, at: span) { return identity }
    reportUnknown(name, at: span)
    return nil
  }

  private mutating func value(
    of local: LocalName, _ name: String, at span: Span
  ) -> Expression? {
    if local.isInvalid { return nil }
    if local.isGhost { readGhost(name, at: span) }
    switch local.meaning {
    case .local(let id): return Expression(kind: .local(id), type: local.type, span: span)
    case .place(var place):
      place.span = span
      return place
    }
  }

  private func componentParameter(named name: String) -> Int64? {
    guard let component = frame.environment.component else { return nil }
    return specialisations[component.index].parameters[name]?.value
  }

  func isLocal(_ name: String) -> Bool { frame.scopes.find(name) != nil }

  /// The value of a declaration; what has none is reported.
  private mutating func value(of id: DeclarationID, _ name: String, at span: Span) -> Expression? {
    switch names[id].syntax.kind {
    case .constant:
      return constant(id, at: span).map { Expression(kind: $0.kind, type: $0.type, span: span) }
    case .parameter: return parameter(id, at: span).map { number($0.value, at: span) }
    case .variable(let variable): return variableValue(id, variable, at: span)
    case .process: return processValue(id, name, at: span)
    default:
      report(NameMistake.isNotAValue(name, noun: names[id].syntax.noun, at: span))
      return nil
    }
  }

  private mutating func variableValue(
    _ id: DeclarationID, _ variable: VariableSyntax, at span: Span
  ) -> Expression? {
    guard frame.permissions.state else {
      report(NameMistake.notConstant(variable.name.text, noun: "a variable", at: span))
      return nil
    }
    if names[id].component != nil { return ownField(id, variable, at: span) }
    guard isReachable(id, variable.name, at: span) else { return nil }
    guard let type = variableType(id, at: span), let index = variableIDs[id] else { return nil }
    if variable.isGhost { readGhost(variable.name.text, at: span) }
    return Expression(kind: .variable(index), type: type, span: span)
  }

  /// File-level variables belong to the root file and to code outside components.
  mutating func isReachable(_ id: DeclarationID, _ name: Identifier, at span: Span) -> Bool {
    if frame.environment.declaration != nil {
      report(NameMistake.variableInComponent(name.text, declared: names[id].name?.span, at: span))
      return false
    }
    if names[id].file != root {
      report(NameMistake.importedVariable(name.text, declared: names[id].name?.span, at: span))
      return false
    }
    return true
  }

  /// A variable of the component whose code this is.
  private mutating func ownField(
    _ id: DeclarationID, _ variable: VariableSyntax, at span: Span
  ) -> Expression? {
    guard let component = frame.environment.component, let receiver = frame.receiver else {
      report(NameMistake.notConstant(variable.name.text, noun: "a variable", at: span))
      return nil
    }
    guard let index = specialisations[component.index].fieldIndices[variable.name.text] else {
      return nil
    }
    if variable.isGhost { readGhost(variable.name.text, at: span) }
    let type = spec.components[component.index].fields[index].type
    return Expression(kind: .field(receiver, index), type: type, span: span)
  }

  // MARK: - Ghosts

  /// A ghost is read: refused where that could change what the model does.
  mutating func readGhost(_ name: String, byCalling isCall: Bool = false, at span: Span) {
    if frame.permissions.ghosts { return }
    frame.sawGhost = true
    if frame.notesGhosts { return }
    report(
      isCall ? RuleMistake.ghostReader(name, at: span) : RuleMistake.ghostRead(name, at: span))
  }

  /// Runs `body` where ghosts may be read, and tells whether one was.
  mutating func notingGhosts<Result>(
    _ body: (inout Checker) -> Result
  ) -> (result: Result, sawGhost: Bool) {
    let saved = (frame.notesGhosts, frame.sawGhost)
    frame.notesGhosts = true
    frame.sawGhost = false
    let result = body(&self)
    let saw = frame.sawGhost
    frame.notesGhosts = saved.0
    frame.sawGhost = saved.1 || saw
    return (result, saw)
  }

  // MARK: - Invariants as Booleans

  func invariant(named name: String) -> DeclarationID? {
    if let owner = frame.environment.declaration {
      return names.members[owner]?.properties[name].flatMap(onlyInvariant)
    }
    return names.files[frame.environment.file]?.properties[name].flatMap(onlyInvariant)
  }

  private func onlyInvariant(_ id: DeclarationID) -> DeclarationID? {
    if case .invariant = names[id].syntax.kind { return id }
    return nil
  }

  /// An invariant as a function without arguments.
  mutating func invariantValue(
    _ id: DeclarationID, receiver: Expression?, at span: Span
  ) -> Expression? {
    guard frame.permissions.state else {
      report(NameMistake.notConstant(names[id].name?.text ?? "", noun: "an invariant", at: span))
      return nil
    }
    if ghostReaders.contains(id) {
      readGhost(names[id].name?.text ?? "", byCalling: true, at: span)
    }
    guard let routine = routine(id, component: componentOf(receiver), at: span) else { return nil }
    note(call: routine, at: span)
    return Expression(kind: .call(routine, receiver: receiver, []), type: .bool, span: span)
  }

  func componentOf(_ receiver: Expression?) -> ComponentID? {
    if case .component(let id)? = receiver?.type { return id }
    return nil
  }

  // MARK: - Identities

  /// `client1`: in tests only, since elsewhere all identities of an entity are alike.
  private mutating func identity(named name: String, at span: Span) -> Expression?? {
    for (_, id) in entityDeclarations() {
      guard case .entity(let entity, _) = names[id].syntax.kind else { continue }
      let stem = entity.text.prefix(1).lowercased() + entity.text.dropFirst()
      guard name.hasPrefix(stem), let number = Int(name.dropFirst(stem.count)), number >= 1,
        name == stem + "\(number)", case .entity(let type)? = type(of: id, at: span),
        number <= spec.entities[type.index].count
      else { continue }
      guard frame.permissions.identities else {
        report(NameMistake.identityOutsideTest(name, entity: entity.text, at: span))
        return .some(nil)
      }
      return .some(Expression(kind: .identity(number - 1), type: .entity(type), span: span))
    }
    return .none
  }

  private func entityDeclarations() -> [(String, DeclarationID)] {
    let visible = names.files[frame.environment.file]?.names ?? [:]
    return visible.sorted { $0.key < $1.key }.filter {
      if case .entity = names[$0.value].syntax.kind { return true }
      return false
    }
  }

  // MARK: - Suggestions

  mutating func reportUnknown(_ name: String, at span: Span) {
    var near = closestMatch(to: name, among: valueNames + ["true", "false", "nil"])
    if name == "tick", frame.permissions.isInFormula { near = "fired(tick)" }
    report(NameMistake.unknown(name, near: near, at: span))
  }

  /// All names that mean something as a value or a call here.
  var valueNames: [String] {
    var found = frame.scopes.names
    if let component = frame.environment.component {
      found += specialisations[component.index].parameters.keys
    }
    if let owner = frame.environment.declaration {
      found += names.members[owner]?.names.keys.map { $0 } ?? []
    }
    found += names.files[frame.environment.file]?.names.keys.map { $0 } ?? []
    return found.sorted()
  }
}
