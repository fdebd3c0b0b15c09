import SourceText

extension Checker {
  /// The type of a file-level variable; it gets its `VariableID` by being asked for.
  mutating func variableType(_ id: DeclarationID, at span: Span) -> Type? {
    if let known = variableTypes[id] { return known }
    guard case .variable(let variable) = names[id].syntax.kind,
      enter(EnvironmentKey(declaration: id, component: nil), at: span)
    else { return nil }
    let environment = Environment(file: names[id].file, declaration: nil, component: nil)
    let frame = Frame(environment: environment, permissions: .constant)
    let (syntax, isOpen) = withoutOpen(variable)
    let made = deeper(at: span) { checker in
      checker.within(frame) { checker -> Type? in
        guard let type = checker.declaredType(of: syntax) else { return nil }
        return checker.bounded(type, at: variable.span)
      }.result
    }
    inProgress.removeLast()
    variableTypes[id] = .some(made)
    guard let made else { return nil }
    variableIDs[id] = VariableID(index: spec.variables.count)
    spec.variables.append(
      Variable(
        name: variable.name.text, type: made, isGhost: variable.isGhost, isOpen: isOpen,
        span: variable.name.span))
    if isOpen && !containsComponent(made) { report(RuleMistake.openNotAllowed(at: variable.span)) }
    if variable.isGhost && containsComponent(made) {
      report(RuleMistake.ghostComponent(variable.name.text, at: variable.name.span))
    }
    return made
  }

  /// The variable with `open` taken off its type, also where it stands for the values of a map.
  private func withoutOpen(_ variable: VariableSyntax) -> (VariableSyntax, isOpen: Bool) {
    guard let type = variable.type, let closed = Self.closed(type) else { return (variable, false) }
    var copy = variable
    copy.type = closed
    return (copy, true)
  }

  private static func closed(_ type: TypeSyntax) -> TypeSyntax? {
    switch type.kind {
    case .open(let inner): return inner
    case .map(let key, let value):
      return closed(value).map { TypeSyntax(kind: .map(key, $0), span: type.span) }
    default: return nil
    }
  }

  // MARK: - Initial values

  /// Gives every variable its initial value, then runs the `init` blocks, then starts processes.
  mutating func checkInitializer() {
    var frame = rootFrame(.step)
    frame.name = "init"
    let (body, used) = within(frame) { checker -> [Statement] in
      var made: [Statement] = []
      let declarations = checker.names.order[checker.root] ?? []
      for id in declarations { checker.initialise(id, into: &made) }
      for id in declarations {
        guard case .initializer(let block) = checker.names[id].syntax.kind else { continue }
        made += checker.statements(block)
      }
      for id in declarations { checker.start(id, into: &made) }
      return made
    }
    spec.initializer = Code(locals: used.locals, body: body)
  }

  func rootFrame(_ permissions: Permissions) -> Frame {
    Frame(
      environment: Environment(file: root, declaration: nil, component: nil),
      permissions: permissions)
  }

  private mutating func initialise(_ id: DeclarationID, into made: inout [Statement]) {
    switch names[id].syntax.kind {
    case .variable(let variable):
      guard let type = variableType(id, at: variable.span), let index = variableIDs[id] else {
        return
      }
      let place = Expression(kind: .variable(index), type: type, span: variable.name.span)
      let isSet = { (checker: Checker) in checker.isSetByInit(variable.name.text) }
      made += initialValue(of: variable, place, isSet: isSet)
    case .process(let process): initialiseProcess(id, process, into: &made)
    default: break
    }
  }

  /// Does an `init` block of the file assign to the variable?
  private func isSetByInit(_ name: String) -> Bool {
    (names.order[root] ?? []).contains { id in
      guard case .initializer(let block) = names[id].syntax.kind else { return false }
      return block.assigns(name)
    }
  }

  /// What gives a place its initial value.
  mutating func initialValue(
    of variable: VariableSyntax, _ place: Expression, isSet: (Checker) -> Bool
  ) -> [Statement] {
    if containsComponent(place.type) {
      if let initial = variable.initial {
        report(RuleMistake.componentInitialValue(variable.name.text, at: initial.span))
      }
      return components(in: place, at: variable.span)
    }
    guard let initial = variable.initial else {
      if let value = defaultValue(of: place.type, at: variable.span) {
        return [Statement(kind: .assign(place: place, value), span: variable.span)]
      }
      if !isSet(self) {
        report(RuleMistake.noInitialValue(variable.name.text, at: variable.name.span))
      }
      return []
    }
    return reading(ghosts: variable.isGhost) { checker in
      if case .any(let domain, let condition) = initial.kind {
        return checker.initialChoice(variable, place, domain, condition, at: initial.span)
      }
      let value = checker.expression(
        initial, as: place.type, name: checker.placeName(place), isDefinite: true)
      return value.map { [Statement(kind: .assign(place: place, $0), span: variable.span)] } ?? []
    }
  }

  /// A struct whose fields all have defaults.
  private func defaultValue(of type: Type, at span: Span) -> Expression? {
    switch type {
    case .structure(let id):
      let defaults = structureDefaults[id.index]
      guard !defaults.contains(where: { $0 == nil }) else { return nil }
      return Expression(kind: .structure(defaults.compactMap { $0 }), type: type, span: span)
    case .map(_, let value):
      return defaultValue(of: value, at: span).map {
        Expression(kind: .fill($0), type: type, span: span)
      }
    default: return nil
    }
  }

  /// `= any T where p`: the name stands for the value within `p`.
  private mutating func initialChoice(
    _ variable: VariableSyntax, _ place: Expression, _ domain: DomainSyntax,
    _ condition: ExpressionSyntax?, at span: Span
  ) -> [Statement] {
    guard let (found, element) = readingOnly({ $0.domain(domain) }) else { return [] }
    frame.scopes.push()
    defer { frame.scopes.pop() }
    let local = bind(variable.name, element, isMutable: false, isGhost: false)
    var made: Expression?
    if let condition {
      made = pureCondition(condition)
      if made == nil { return [] }
    }
    let choice = Binding(local: local, domain: found, condition: made)
    let chosen = Expression(kind: .local(local), type: element, span: span)
    guard let value = coerce(chosen, to: place.type, name: placeName(place)) else { return [] }
    return [
      Statement(kind: .choose(choice), span: span),
      Statement(kind: .assign(place: place, value), span: variable.span),
    ]
  }

  /// The initial values of the components in a variable, key by key.
  mutating func components(in place: Expression, at span: Span) -> [Statement] {
    switch place.type {
    case .map(let key, let value):
      let local = newLocal("key", key)
      let index = Expression(kind: .local(local), type: key, span: span)
      let part = Expression(kind: .index(place, index), type: value, span: span)
      let body = components(in: part, at: span)
      if body.isEmpty { return [] }
      let binding = Binding(local: local, domain: .type(key), condition: nil)
      return [Statement(kind: .forIn(binding, body), span: span)]
    case .component(let id): return componentInitialiser(id, place)
    default: return []
    }
  }

  private mutating func componentInitialiser(
    _ id: ComponentID, _ place: Expression
  ) -> [Statement] {
    let specialisation = specialisations[id.index]
    let members = names.memberOrder[specialisation.declaration] ?? []
    let outer = frame
    frame.environment = specialisation.environment
    frame.receiver = place
    frame.scopes = LocalScopes()
    var made: [Statement] = []
    for (index, member) in specialisation.fields.enumerated() {
      guard case .variable(let variable) = names[member].syntax.kind else { continue }
      let type = spec.components[id.index].fields[index].type
      let field = Expression(kind: .field(place, index), type: type, span: variable.name.span)
      made += initialValue(of: variable, field) { checker in
        members.contains { checker.initBlock($0)?.assigns(variable.name.text) ?? false }
      }
    }
    for member in members {
      if let block = initBlock(member) { made += statements(block) }
    }
    let locals = frame.locals
    frame = outer
    frame.locals = locals
    return made
  }

  private func initBlock(_ id: DeclarationID) -> BlockSyntax? {
    if case .initializer(let block) = names[id].syntax.kind { return block }
    return nil
  }
}

extension BlockSyntax {
  /// Is there a statement, at any depth, that writes to the variable?
  func assigns(_ name: String) -> Bool {
    statements.contains { statement in
      switch statement.kind {
      case .assign(let place, _, _): return place.rootName == name
      case .expression(let call):
        if case .call(let callee, _) = call.kind { return callee.rootName == name }
        return false
      case .ifElse(_, let then, let otherwise):
        return then.assigns(name) || (otherwise?.assigns(name) ?? false)
      case .switchCase(_, let cases): return cases.contains { $0.body.assigns(name) }
      case .forIn(_, let body): return body.assigns(name)
      default: return false
      }
    }
  }
}

extension ExpressionSyntax {
  /// The variable that a place is part of.
  var rootName: String? {
    switch kind {
    case .name(let name): return name
    case .member(let base, _), .subscripted(let base, _): return base.rootName
    default: return nil
    }
  }
}
