import SourceText

extension Checker {
  /// The routine of a function, a transition or an invariant, in a component or outside; its
  /// signature is known from now on, its body is checked later.
  mutating func routine(
    _ id: DeclarationID, component: ComponentID?, at span: Span
  ) -> RoutineID? {
    let key = EnvironmentKey(declaration: id, component: component)
    if let known = routineIDs[key] { return known }
    let environment =
      component.map { specialisations[$0.index].environment }
      ?? Environment(file: names[id].file, declaration: nil, component: nil)
    let frame = Frame(environment: environment, permissions: .constant)
    let made = deeper(at: span) { checker in
      checker.within(frame) { $0.signature(of: id, component) }.result
    }
    guard let made else {
      routineIDs[key] = .some(nil)
      return nil
    }
    let routine = RoutineID(index: spec.routines.count)
    spec.routines.append(made)
    routineIDs[key] = routine
    pendingRoutines.append(PendingRoutine(id: routine, declaration: id, environment: environment))
    return routine
  }

  private mutating func signature(of id: DeclarationID, _ component: ComponentID?) -> Routine? {
    let declaration = names[id]
    let empty = Routine(
      name: declaration.name?.text ?? "", kind: .function, component: component, parameterCount: 0,
      result: .bool, code: Code(), documentation: declaration.syntax.documentation,
      span: declaration.syntax.span)
    guard let syntax = routineSyntax(of: id) else { return empty }
    var made = empty
    if let transition = declaration.syntax.transition {
      _ = transition
      made.kind = .transition(precondition: nil, postconditions: [])
    }
    guard let parameters = parameters(syntax.parameters) else { return nil }
    made.code.locals = parameters
    made.parameterCount = parameters.count
    made.result = .nothing
    if let written = syntax.result {
      guard let type = plainType(written, for: "be a result") else { return nil }
      made.result = type
    } else if declaration.syntax.transition == nil {
      report(TypeMistake.functionWithoutResult(syntax.name.text, at: syntax.name.span))
      return nil
    }
    return made
  }

  private func routineSyntax(of id: DeclarationID) -> RoutineSyntax? {
    switch names[id].syntax.kind {
    case .function(let routine), .transition(let routine): return routine
    default: return nil
    }
  }

  /// The parameters of a routine or an action as its first locals.
  mutating func parameters(_ syntax: [FormalParameterSyntax]) -> [Local]? {
    var locals: [Local] = []
    for (index, parameter) in syntax.enumerated() {
      if let first = syntax.prefix(index).first(where: { $0.name.text == parameter.name.text }) {
        report(
          NameMistake.duplicate(
            parameter.name.text, first: first.name.span, at: parameter.name.span))
      }
      if let type = plainType(parameter.type, for: "be a parameter") {
        locals.append(Local(name: parameter.name.text, type: type))
      }
    }
    return locals.count == syntax.count ? locals : nil
  }

  /// Makes the first locals of the frame known by name.
  mutating func bindParameters(_ syntax: [FormalParameterSyntax], _ locals: [Local]) {
    for (parameter, local) in zip(syntax, locals) {
      let id = newLocal(local.name, local.type)
      frame.scopes.bind(
        local.name,
        to: LocalName(
          meaning: .local(id), type: local.type, isMutable: false, isGhost: false,
          span: parameter.name.span))
    }
  }

  // MARK: - Bodies

  /// Checks the bodies of all routines that something calls, and of those that these call.
  mutating func checkPendingRoutines() {
    var next = 0
    while next < pendingRoutines.count {
      checkBody(of: pendingRoutines[next])
      next += 1
    }
    pendingRoutines.removeAll()
  }

  private mutating func checkBody(of pending: PendingRoutine) {
    var frame = Frame(environment: pending.environment, permissions: .function)
    frame.routine = pending.id
    frame.name = spec.name(of: pending.id)
    let routine = spec.routines[pending.id.index]
    if let component = routine.component {
      frame.receiver = Expression(
        kind: .receiver, type: .component(component), span: routine.span)
    }
    if routine.result != .nothing { frame.returnType = routine.result }
    let (made, used) = within(frame) { checker -> (Routine.Kind, [Statement]) in
      guard let syntax = checker.routineSyntax(of: pending.declaration) else {
        return (.function, checker.invariantBody(pending.declaration))
      }
      checker.bindParameters(syntax.parameters, routine.code.locals)
      guard case .transition = routine.kind else {
        return (.function, checker.body(syntax, routine.result))
      }
      return checker.transition(syntax, routine.result)
    }
    spec.routines[pending.id.index].kind = made.0
    spec.routines[pending.id.index].code = Code(locals: used.locals, body: made.1)
  }

  private mutating func invariantBody(_ id: DeclarationID) -> [Statement] {
    guard case .invariant(_, let syntax) = names[id].syntax.kind else { return [] }
    let made = permitting(.reading) { $0.condition(syntax) }
    return made.map { [Statement(kind: .returnValue($0), span: syntax.span)] } ?? []
  }

  private mutating func transition(
    _ syntax: RoutineSyntax, _ result: Type
  ) -> (Routine.Kind, [Statement]) {
    let precondition = syntax.precondition.flatMap { condition in
      permitting(.guardCondition) { $0.condition(condition) }
    }
    let body = permitting(.step) { $0.body(syntax, result) }
    frame.resultType = result == .nothing ? nil : result
    var permissions = Permissions.reading
    permissions.old = true
    let postconditions = syntax.postconditions.compactMap { condition in
      permitting(permissions) { $0.condition(condition) }
    }
    return (.transition(precondition: precondition, postconditions: postconditions), body)
  }

  /// The statements of a routine; a lone expression is what it returns, and so is that of each
  /// branch when a function is one `if` or `switch`.
  private mutating func body(_ syntax: RoutineSyntax, _ result: Type) -> [Statement] {
    if result != .nothing, syntax.body.statements.count == 1,
      case .expression(let value) = syntax.body.statements[0].kind
    {
      let made = expression(value, as: result, name: frame.name + ".result")
      return made.map { [Statement(kind: .returnValue($0), span: value.span)] } ?? []
    }
    let reported = diagnostics.count
    // A transition's branches act; what they return they say.
    let isFunction = result != .nothing && !frame.permissions.calls
    let made = statements(isFunction ? syntax.body.returningLoneValues : syntax.body)
    // Where a statement is wrong, it may be the one that returns.
    if result != .nothing, diagnostics.count == reported, !made.alwaysReturn {
      let end = Span(
        file: syntax.body.span.file, start: max(syntax.body.span.end - 1, syntax.body.span.start),
        end: syntax.body.span.end)
      report(TypeMistake.missingReturn(syntax.name.text, describe(result), at: end))
    }
    return made
  }
}

extension BlockSyntax {
  /// A block that is one expression returns it; one that is one `if` or `switch` does so in each
  /// branch.
  fileprivate var returningLoneValues: BlockSyntax {
    guard statements.count == 1 else { return self }
    var made = self
    switch statements[0].kind {
    case .expression(let value): made.statements[0].kind = .returnValue(value)
    case .ifElse(let condition, let then, let otherwise?):
      made.statements[0].kind = .ifElse(
        condition, then: then.returningLoneValues, otherwise: otherwise.returningLoneValues)
    case .switchCase(let value, var cases):
      for index in cases.indices { cases[index].body = cases[index].body.returningLoneValues }
      made.statements[0].kind = .switchCase(value, cases)
    default: break
    }
    return made
  }
}

extension DeclarationSyntax {
  var transition: RoutineSyntax? {
    if case .transition(let routine) = kind { return routine }
    return nil
  }
}

extension [Statement] {
  /// Does every way through these statements come to a `return`?
  var alwaysReturn: Bool {
    contains { statement in
      switch statement.kind {
      case .returnValue: return true
      case .ifElse(_, let then, let otherwise), .ifSome(_, _, let then, let otherwise):
        return then.body.alwaysReturn && otherwise.body.alwaysReturn
      case .switchOver(_, let cases): return cases.allSatisfy { $0.body.alwaysReturn }
      default: return false
      }
    }
  }
}
