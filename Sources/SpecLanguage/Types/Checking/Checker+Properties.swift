import SourceText

extension Checker {
  /// The properties of the file and of every component that it keeps, in the order of the file.
  mutating func checkProperties() {
    var next = componentPlaces[...]
    for id in names.order[root] ?? [] {
      let syntax = names[id].syntax
      switch syntax.kind {
      case .variable(let variable):
        while let place = next.first, place.isPart(of: variable.name.text) {
          checkProperties(at: place)
          next = next.dropFirst()
        }
      case .constraint(let condition):
        if let made = predicate(condition) { spec.constraints.append(made) }
      case .terminal(let condition):
        if let made = predicate(condition) { spec.terminals.append(made) }
      default:
        if syntax.isProperty { checkProperty(syntax, at: nil) }
      }
    }
  }

  mutating func checkProperties(at place: ComponentPlace) {
    let owner = specialisations[place.component.index].declaration
    for member in names.memberOrder[owner] ?? [] where names[member].syntax.isProperty {
      checkProperty(names[member].syntax, at: place)
    }
  }

  private mutating func predicate(_ condition: ExpressionSyntax) -> Predicate? {
    let (made, used) = within(rootFrame(.reading)) { $0.condition(condition) }
    return made.map { Predicate(locals: used.locals, expression: $0) }
  }

  private mutating func checkProperty(_ syntax: DeclarationSyntax, at place: ComponentPlace?) {
    var made: (kind: Property.Kind, expression: Expression)?
    let frame = place.map { self.frame(at: $0, .reading) } ?? rootFrame(.reading)
    let used = within(frame) { checker in
      switch syntax.kind {
      case .invariant(_, let condition):
        made = checker.condition(condition).map { (.invariant, $0) }
      case .reachable(_, let condition):
        made = checker.condition(condition).map { (.reachable, $0) }
      case .stepProperty(_, let pattern, let condition):
        var permissions = Permissions.reading
        permissions.old = true
        made = checker.permitting(permissions) { $0.stepProperty(pattern, condition) }
      case .property(_, let formula):
        made = checker.permitting(.formula) { $0.condition(formula) }.map { (.temporal, $0) }
      case .theorem(let number, _, let formula):
        made = checker.permitting(.formula) { $0.theorem(number, formula) }
      case .measure(_, let value): made = checker.measure(value)
      default: break
      }
    }.frame
    guard let made, let name = syntax.name else { return }
    var conjuncts: [BranchID] = []
    if case .reachable = made.kind {
      conjuncts = made.expression.conjuncts.map { branch(.conjunct, at: $0.span) }
    }
    spec.properties.append(
      Property(
        name: qualified(name.text, place), kind: made.kind, locals: used.locals,
        keyCount: place?.keys.count ?? 0, receiver: place?.expression,
        expression: made.expression, conjuncts: conjuncts, documentation: syntax.documentation,
        span: syntax.span))
  }

  private mutating func measure(
    _ syntax: ExpressionSyntax
  ) -> (kind: Property.Kind, expression: Expression)? {
    integer(syntax).map { (.measure, $0.expression) }
  }

  // MARK: - Theorems

  private mutating func theorem(
    _ number: String?, _ syntax: ExpressionSyntax
  ) -> (kind: Property.Kind, expression: Expression)? {
    guard let formula = condition(syntax) else { return nil }
    let isTemporal = formula.speaksOfRuns
    if !isTemporal, let old = formula.firstOld {
      report(RuleMistake.oldWithoutTime(at: old.span))
      return nil
    }
    let kind = Property.Kind.theorem(
      id: number, antecedent: antecedent(of: formula), isTemporal: isTemporal)
    return (kind, formula)
  }

  /// The branch of `A implies B`, or of what is said in its place, under leading `forall`s and
  /// `always`: what must happen for the theorem to say anything.
  private func antecedent(of formula: Expression) -> BranchID? {
    switch formula.kind {
    case .forAll(_, let inner): return antecedent(of: inner)
    case .temporal(.always, let operands): return antecedent(of: operands[0])
    case .implies(_, _, let branch), .leadsTo(_, _, let branch): return branch
    case .recovers(let response): return response.branch
    default: return nil
    }
  }

  // MARK: - Step properties

  private mutating func stepProperty(
    _ pattern: ActionPatternSyntax?, _ condition: ExpressionSyntax
  ) -> (kind: Property.Kind, expression: Expression)? {
    guard let pattern else {
      return self.condition(condition).map { (.step(on: nil), $0) }
    }
    guard let action = stepAction(pattern) else {
      for name in pattern.parameters { bindInvalid(name) }
      _ = self.condition(condition)
      return nil
    }
    return self.condition(condition).map { (.step(on: action), $0) }
  }

  /// The action that a step property is about, with its arguments bound to the pattern's names.
  private mutating func stepAction(_ pattern: ActionPatternSyntax) -> ActionID? {
    if case .name("tick") = pattern.action.kind {
      guard pattern.parameters.isEmpty else {
        report(
          TypeMistake.argumentCount(
            "tick", pattern.parameters.count, wanted: 0, declared: nil, at: pattern.span))
        return nil
      }
      guard !spec.tickHandlers.isEmpty else {
        report(NameMistake.unknownAction("tick", near: nil, at: pattern.action.span))
        return nil
      }
      return .tick
    }
    if case .invalid = pattern.action.kind { return nil }
    guard let path = actionPath(pattern.action) else {
      report(RuleMistake.notAnAction(at: pattern.action.span))
      return nil
    }
    guard let id = action(named: path.name) else {
      reportUnknownAction(path.name, at: pattern.action.span)
      return nil
    }
    let action = spec.actions[id.index]
    let own = path.isOwn ? frame.place?.keys.count ?? 0 : 0
    let keys = Array(action.code.locals[own..<action.keyCount])
    let parameters = Array(action.code.locals[action.keyCount..<action.parameterCount])
    guard pattern.parameters.isEmpty || pattern.parameters.count == parameters.count else {
      report(
        TypeMistake.argumentCount(
          action.name, pattern.parameters.count, wanted: parameters.count, declared: action.span,
          at: pattern.span))
      return nil
    }
    for (key, local) in zip(path.keys, keys) { bindKey(key, local) }
    for (index, local) in parameters.enumerated() {
      guard index < pattern.parameters.count else {
        _ = newLocal(local.name, local.type)
        continue
      }
      bind(pattern.parameters[index], local.type, isMutable: false, isGhost: false)
    }
    return id
  }

  /// `step N on b[k].admit(c)`: the key is a name, too.
  private mutating func bindKey(_ key: ExpressionSyntax, _ local: Local) {
    guard case .name(let name) = key.kind else {
      report(RuleMistake.keyNotAName(at: key.span))
      _ = newLocal(local.name, local.type)
      return
    }
    bind(Identifier(text: name, span: key.span), local.type, isMutable: false, isGhost: false)
  }
}

extension ComponentPlace {
  /// Does the place lie in the variable?
  func isPart(of variable: String) -> Bool {
    name == variable || name.hasPrefix(variable + ".") || name.hasPrefix(variable + "[")
  }
}
