import SourceText

extension Checker {
  mutating func temporal(
    _ operation: TemporalPrefix, _ operand: ExpressionSyntax, at span: Span
  ) -> Expression? {
    guard allowsTemporal(operation.rawValue, at: span), let inner = condition(operand) else {
      return nil
    }
    let kind: TemporalOperator
    switch operation {
    case .always: kind = .always
    case .eventually: kind = .eventually
    case .next: kind = .next
    }
    return Expression(kind: .temporal(kind, [inner]), type: .bool, span: span)
  }

  mutating func temporal(
    _ operation: TemporalBinary, _ left: ExpressionSyntax, _ right: ExpressionSyntax, at span: Span
  ) -> Expression? {
    guard allowsTemporal(operation.rawValue, at: span) else { return nil }
    let first = condition(left)
    let second = condition(right)
    guard let first, let second else { return nil }
    let kind: Expression.Kind
    switch operation {
    case .until: kind = .temporal(.until, [first, second])
    case .releases: kind = .temporal(.releases, [first, second])
    case .leadsto: kind = .leadsTo(first, second, branch(.antecedent, at: first.span))
    }
    return Expression(kind: kind, type: .bool, span: span)
  }

  mutating func allowsTemporal(_ name: String, at span: Span) -> Bool {
    frame.sawTemporal = true
    if frame.permissions.temporal { return true }
    report(
      frame.permissions.isInFormula
        ? RuleMistake.temporalWithinValue(name, at: span)
        : RuleMistake.temporalNotAllowed(name, at: span))
    return false
  }

  /// `enabled(send(c))`, `fired(b.expire())`
  mutating func actionPredicate(
    _ name: String, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    guard allowsTemporal(name, at: span) else { return nil }
    guard arguments.count == 1 else {
      report(
        TypeMistake.argumentCount(name, arguments.count, wanted: 1, declared: nil, at: span))
      return nil
    }
    let reference = permitting(.reading) { $0.anyOf(arguments[0].value) }
    guard let reference else { return nil }
    let kind: Expression.Kind = name == "enabled" ? .enabled(reference) : .fired(reference)
    return Expression(kind: kind, type: .bool, span: span)
  }

  /// Whether a path is not the name of something else than an action.
  private func meansNothing(_ path: ExpressionSyntax) -> Bool {
    guard case .name(let name) = path.kind else { return true }
    return names.files[root]?.names[name] == nil
  }

  /// The action in `fired(send(c))`, or in `fired(send)`, which means any step of it; a path may
  /// leave out keys as well.
  private mutating func anyOf(_ syntax: ExpressionSyntax) -> ActionReference? {
    if case .call = syntax.kind { return actionReference(syntax) }
    if case .name("tick") = syntax.kind, !spec.tickHandlers.isEmpty {
      return ActionReference(action: .tick, arguments: [])
    }
    if let path = actionPath(syntax), let id = action(anyOf: path) {
      var keys: [Expression] = []
      for (key, local) in zip(path.keys, spec.actions[id.index].code.locals) {
        guard let value = expression(key, as: local.type, name: "key") else { return nil }
        keys.append(value)
      }
      return ActionReference(action: id, arguments: keys)
    }
    if case .name("tick") = syntax.kind {
      report(RuleMistake.noTick(at: syntax.span))
    } else if let path = actionPath(syntax), meansNothing(syntax) {
      reportUnknownAction(path.name, at: syntax.span)
    } else {
      report(RuleMistake.notAnAction(at: syntax.span))
    }
    return nil
  }
}
