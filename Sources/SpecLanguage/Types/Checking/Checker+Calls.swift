import SourceText

extension Checker {
  mutating func call(
    _ callee: ExpressionSyntax, _ arguments: [ArgumentSyntax], _ expected: Type?, at span: Span
  ) -> Expression? {
    switch callee.kind {
    case .shorthandCase(let name): return enumCase(name, arguments, expected, at: span)
    case .name(let name): return call(named: name, callee, arguments, at: span)
    case .member(let base, let name):
      return call(member: name, of: base, callee, arguments, at: span)
    case .optionalMember(let base, let name):
      return withoutTemporal { $0.optionalMember(base, name, arguments, at: span) }
    case .invalid: return nil
    default:
      report(TypeMistake.notCallable(sources.text(of: callee.span), at: callee.span))
      return nil
    }
  }

  private mutating func call(
    named name: String, _ callee: ExpressionSyntax, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    if isLocal(name) {
      report(TypeMistake.notCallable(name, at: callee.span))
      return nil
    }
    if let type = typeWritten(as: callee) {
      guard let type else { return nil }
      return initializer(of: type, arguments, at: span)
    }
    guard let id = declaration(named: name) else {
      return builtIn(name, arguments, at: span)
    }
    switch names[id].syntax.kind {
    case .function, .transition:
      let receiver = names[id].component != nil ? frame.receiver : nil
      if namedFormulas.contains(id) {
        return namedFormula(id, receiver: receiver, arguments, at: span)
      }
      return withoutTemporal {
        $0.call(routine: id, receiver: receiver, arguments, at: span)
      }
    case .action:
      report(RuleMistake.actionCalled(name, at: span))
      return nil
    default:
      report(TypeMistake.notCallable(name, at: callee.span))
      return nil
    }
  }

  private mutating func builtIn(
    _ name: String, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    switch name {
    case "min", "max": return extreme(name, arguments, at: span)
    case "enabled", "fired": return actionPredicate(name, arguments, at: span)
    case "tick":
      report(RuleMistake.actionCalled(name, at: span))
      return nil
    default:
      for argument in arguments where !needsExpectation(argument.value) {
        _ = expression(argument.value)
      }
      reportUnknown(
        name, at: Span(file: span.file, start: span.start, end: span.start + Int32(name.utf8.count))
      )
      return nil
    }
  }

  private mutating func initializer(
    of type: Type, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    guard case .structure(let id) = type else {
      report(TypeMistake.notCallable(describe(type), at: span))
      return nil
    }
    return withoutTemporal { $0.structureLiteral(id, arguments, at: span) }
  }

  private mutating func call(
    member name: Identifier, of base: ExpressionSyntax, _ callee: ExpressionSyntax,
    _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    if let type = typeWritten(as: callee) {
      guard let type else { return nil }
      return initializer(of: type, arguments, at: span)
    }
    if let type = typeWritten(as: base) {
      guard let type else { return nil }
      return withoutTemporal { $0.enumCase(name, arguments, type, at: span) }
    }
    if name.text == "popFirst" {
      return withoutTemporal { $0.popFirst(base, arguments, at: span) }
    }
    guard let value = withoutTemporal({ $0.expression(base) }) else { return nil }
    if let formula = namedFormula(name.text, of: value.type) {
      return namedFormula(formula, receiver: value, arguments, at: span)
    }
    return withoutTemporal { $0.method(name, of: value, arguments, at: span) }
  }

  /// The named formula of a component.
  private func namedFormula(_ name: String, of type: Type) -> DeclarationID? {
    guard case .component(let component) = type else { return nil }
    let owner = specialisations[component.index].declaration
    let member = names.members[owner]?.names[name]
    return member.flatMap { namedFormulas.contains($0) ? $0 : nil }
  }

  /// `v.m(x)`: a routine of a component, or what a collection answers.
  mutating func method(
    _ name: Identifier, of value: Expression, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    guard case .component(let component) = value.type else {
      return collectionMethod(name, of: value, arguments, at: span)
    }
    let scope = names.members[specialisations[component.index].declaration]
    guard let id = scope?.names[name.text] else {
      if let property = scope?.properties[name.text], case .invariant = names[property].syntax.kind,
        arguments.isEmpty
      {
        return invariantValue(property, receiver: value, at: span)
      }
      reportUnknownMember(name, of: value.type, among: scope?.names.keys.sorted() ?? [])
      return nil
    }
    switch names[id].syntax.kind {
    case .function, .transition: return call(routine: id, receiver: value, arguments, at: span)
    case .action:
      report(RuleMistake.actionCalled(name.text, at: span))
      return nil
    default:
      report(TypeMistake.notCallable(name.text, at: name.span))
      return nil
    }
  }

  /// A function or transition with its arguments, each fitted to its parameter.
  mutating func call(
    routine id: DeclarationID, receiver: Expression?, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    let name = names[id].name?.text ?? ""
    guard frame.permissions.state else {
      report(NameMistake.notConstant(name, noun: names[id].syntax.noun, at: span))
      return nil
    }
    guard let routine = routine(id, component: componentOf(receiver), at: span) else {
      for argument in arguments where !needsExpectation(argument.value) {
        _ = expression(argument.value)
      }
      return nil
    }
    let called = spec.routines[routine.index]
    let parameters = Array(called.code.locals.prefix(called.parameterCount))
    // Whatever is passed to a transition may be written somewhere.
    let notes = frame.notesGhosts
    if case .transition = called.kind { frame.notesGhosts = false }
    let values = self.arguments(
      arguments, parameters, of: spec.name(of: routine), declared: called.span, at: span)
    frame.notesGhosts = notes
    if ghostReaders.contains(id) { readGhost(name, byCalling: true, at: span) }
    if case .transition = called.kind {
      guard !isPrivate(id, to: receiver) else {
        report(RuleMistake.privateTransition(name, at: span))
        return nil
      }
      guard frame.permissions.calls, receiver.map(isPlace) ?? true else {
        report(RuleMistake.callNotAllowed(name, at: span))
        return nil
      }
      frame.callCount += 1
    }
    note(call: routine, at: span)
    guard let values else { return nil }
    return Expression(
      kind: .call(routine, receiver: receiver, values), type: called.result, span: span)
  }

  /// Is the transition kept for its component's own code, and this is other code?
  private func isPrivate(_ id: DeclarationID, to receiver: Expression?) -> Bool {
    guard case .transition(let routine) = names[id].syntax.kind, routine.isPrivate else {
      return false
    }
    guard let receiver else { return false }
    return frame.environment.declaration != names[id].component
      || !receiver.kind.isReceiver(frame.receiver)
  }

  /// Is the component that is called one that the model keeps?
  private func isPlace(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .variable, .receiver: return true
    case .field(let base, _), .index(let base, _): return isPlace(base)
    default: return false
    }
  }

  mutating func arguments(
    _ arguments: [ArgumentSyntax], _ parameters: [Local], of name: String, declared: Span?,
    at span: Span
  ) -> [Expression]? {
    guard arguments.count == parameters.count else {
      report(
        TypeMistake.argumentCount(
          name, arguments.count, wanted: parameters.count, declared: declared, at: span))
      return nil
    }
    var values: [Expression] = []
    for (argument, parameter) in zip(arguments, parameters) {
      if let label = argument.label, label.text != parameter.name {
        report(TypeMistake.wrongLabel(label.text, wanted: parameter.name, at: label.span))
      }
      let value = expression(
        argument.value, as: parameter.type, name: name + "." + parameter.name)
      if let value { values.append(value) }
    }
    return values.count == parameters.count ? values : nil
  }

  /// Remembers who calls whom: for recursion, and for what may not stand in a tick.
  mutating func note(call routine: RoutineID, at span: Span) {
    if let caller = frame.routine {
      if !(calls[caller] ?? []).contains(where: { $0.callee == routine }) {
        calls[caller, default: []].append((routine, span))
      }
    } else if frame.permissions.changesState && !frame.permissions.requires
      && !frame.permissions.identities
    {
      tickCalls.append((routine, span))
    }
  }

  /// `min(a, b)`, `max(a, b, c)`
  private mutating func extreme(
    _ name: String, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    var values: [Expression] = []
    for argument in arguments {
      if let value = withoutTemporal({ $0.integer(argument.value) }) {
        values.append(value.expression)
      }
    }
    guard values.count == arguments.count else { return nil }
    guard values.count >= 2 else {
      report(TypeMistake.argumentCount(name, values.count, wanted: 2, declared: nil, at: span))
      return nil
    }
    return values.dropFirst().reduce(values[0]) { smaller, value in
      extreme(name == "min", smaller, value, at: span)
    }
  }

  private func extreme(
    _ isLeast: Bool, _ a: Expression, _ b: Expression, at span: Span
  ) -> Expression {
    var range = IntegerRange.everything
    if case .integer(let x) = a.type, case .integer(let y) = b.type {
      range =
        isLeast
        ? IntegerRange(low: min(x.low, y.low), high: min(x.high, y.high))
        : IntegerRange(low: max(x.low, y.low), high: max(x.high, y.high))
    }
    if range.low == range.high, case .integer = a.kind, case .integer = b.kind {
      return number(range.low, at: span)
    }
    return Expression(kind: isLeast ? .min(a, b) : .max(a, b), type: .integer(range), span: span)
  }
}
