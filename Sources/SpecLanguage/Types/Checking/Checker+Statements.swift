import SourceText

extension Checker {
  /// The statements of a block, in a scope of their own.
  mutating func statements(_ block: BlockSyntax) -> [Statement] {
    frame.scopes.push()
    defer { frame.scopes.pop() }
    var made: [Statement] = []
    for statement in block.statements { self.statement(statement, into: &made) }
    return made
  }

  mutating func statement(_ syntax: StatementSyntax, into made: inout [Statement]) {
    let found = deeper(at: syntax.span) { checker -> [Statement]? in
      checker.statement(syntax)
    }
    made += found ?? []
  }

  /// The statement; empty when it is wrong, or does nothing as `break` does.
  private mutating func statement(_ syntax: StatementSyntax) -> [Statement] {
    let span = syntax.span
    let made: Statement?
    switch syntax.kind {
    case .invalid: made = nil
    case .assign(let place, let operation, let value):
      made = assignment(place, operation, value, at: span)
    case .bind(let name, let isMutable, let type, let value):
      made = bind(name, isMutable, type, value, at: span)
    case .ifElse(let condition, let then, let otherwise):
      made = ifElse(condition, then, otherwise, at: span)
    case .switchCase(let subject, let cases): made = switchCase(subject, cases, at: span)
    case .forIn(let binding, let body): made = forIn(binding, body, at: span)
    case .require(let condition): made = require(condition, at: span)
    case .assert(let condition):
      made = reading(ghosts: true) { $0.condition(condition) }
        .map { Statement(kind: .assert($0), span: span) }
    case .returnValue(let value): return returnValue(value, at: span)
    case .breakSwitch:
      report(RuleMistake.breakNotAllowed(at: span))
      made = nil
    case .expression(let expression): made = perform(expression, at: span)
    // The parser has said that these stand only around the steps of a process.
    case .step, .loop, .whileLoop: made = nil
    }
    return made.map { [$0] } ?? []
  }

  // MARK: - Writing

  private mutating func assignment(
    _ target: ExpressionSyntax, _ operation: BinaryOperator?, _ value: ExpressionSyntax,
    at span: Span
  ) -> Statement? {
    guard let place = place(target) else {
      if !needsExpectation(value) { _ = expression(value) }
      return nil
    }
    let type = place.expression.type
    if containsComponent(type) {
      report(TypeMistake.componentNotAllowed(describe(type), "be assigned", at: target.span))
      return nil
    }
    let isLocal = isLocalPlace(place.expression)
    if frame.isGhostOnly && !place.isGhost && !isLocal {
      report(RuleMistake.writeUnderGhost(at: span))
    }
    let (made, sawGhost) = notingGhosts(when: isLocal && !place.isGhost) { checker in
      checker.reading(ghosts: place.isGhost) { checker -> Expression? in
        guard let operation else { return checker.expression(value, expecting: type) }
        guard let (operand, _) = checker.integer(value) else { return nil }
        guard case .integer = type else {
          checker.report(
            TypeMistake.mismatch(checker.phrase(type), wanted: "an integer", at: target.span))
          return nil
        }
        return checker.arithmetic(
          operation == .add ? .add : .subtract, place.expression, operand, at: span)
      }
    }
    if sawGhost || frame.isGhostOnly, isLocal { markGhost(rootOf: target) }
    guard let made,
      let fitted = coerce(made, to: type, name: placeName(place.expression))
    else { return nil }
    return Statement(kind: .assign(place: place.expression, fitted), span: span)
  }

  private func isLocalPlace(_ place: Expression) -> Bool {
    switch place.kind {
    case .local: return true
    case .field(let base, _), .index(let base, _): return isLocalPlace(base)
    default: return false
    }
  }

  /// From here on, the local holds history.
  private mutating func markGhost(rootOf target: ExpressionSyntax) {
    switch target.kind {
    case .name(let name): frame.scopes.markGhost(name)
    case .member(let base, _), .subscripted(let base, _): markGhost(rootOf: base)
    default: break
    }
  }

  private mutating func notingGhosts<Result>(
    when isNoting: Bool, _ body: (inout Checker) -> Result
  ) -> (result: Result, sawGhost: Bool) {
    guard isNoting else { return (body(&self), false) }
    return notingGhosts(body)
  }

  // MARK: - Binding

  private mutating func bind(
    _ name: Identifier, _ isMutable: Bool, _ type: TypeSyntax?, _ value: ExpressionSyntax,
    at span: Span
  ) -> Statement? {
    if case .any(let domain, let condition) = value.kind {
      return choose(name, isMutable, type, domain, condition, at: span)
    }
    var expected: Type?
    if let type {
      guard let found = plainType(type, for: "be a local") else {
        bindInvalid(name)
        return nil
      }
      expected = found
    }
    let (found, sawGhost) = notingGhosts { checker -> Expression? in
      guard let made = checker.expression(value, expecting: expected) else { return nil }
      guard let expected else { return made }
      return checker.coerce(made, to: expected, name: name.text)
    }
    guard let made = found, made.type != .nothing, !containsComponent(made.type) else {
      if let made = found {
        report(
          made.type == .nothing
            ? TypeMistake.noValue(at: value.span)
            : TypeMistake.componentNotAllowed(describe(made.type), "be a local", at: value.span))
      }
      bindInvalid(name)
      return nil
    }
    var local = expected ?? made.type
    if expected == nil, case .integer = local { local = .integer(.everything) }
    let id = bind(name, local, isMutable: isMutable, isGhost: sawGhost || frame.isGhostOnly)
    return Statement(kind: .bind(id, made), span: span)
  }

  /// `let x = any T where p`
  private mutating func choose(
    _ name: Identifier, _ isMutable: Bool, _ type: TypeSyntax?, _ domain: DomainSyntax,
    _ condition: ExpressionSyntax?, at span: Span
  ) -> Statement? {
    guard frame.permissions.choices else {
      report(RuleMistake.choiceNotAllowed(at: span))
      bindInvalid(name)
      return nil
    }
    noteBlocking()
    if frame.isGhostOnly { report(RuleMistake.writeUnderGhost(at: span)) }
    guard let (found, element) = readingOnly({ $0.domain(domain) }) else {
      bindInvalid(name)
      return nil
    }
    if let type, let wanted = plainType(type, for: "be a local"), wanted != element,
      !fits(element, in: wanted)
    {
      report(TypeMistake.mismatch(phrase(element), wanted: phrase(wanted), at: type.span))
    }
    let local = bind(name, element, isMutable: isMutable, isGhost: false)
    var made: Expression?
    if let condition {
      made = pureCondition(condition)
      if made == nil { return nil }
    }
    return Statement(
      kind: .choose(Binding(local: local, domain: found, condition: made)), span: span)
  }

  private func fits(_ type: Type, in wanted: Type) -> Bool {
    guard case .integer(let from) = type, case .integer(let to) = wanted else { return false }
    return to.contains(from)
  }

  /// What may choose or be refused cannot stand in a tick.
  mutating func noteBlocking() {
    if let routine = frame.routine { blockingRoutines.insert(routine) }
  }

  // MARK: - The rest

  private mutating func require(_ condition: ExpressionSyntax, at span: Span) -> Statement? {
    guard frame.permissions.requires else {
      report(RuleMistake.requireNotAllowed(at: span))
      return nil
    }
    noteBlocking()
    if frame.isGhostOnly { report(RuleMistake.writeUnderGhost(at: span)) }
    return self.condition(condition).map { Statement(kind: .require($0), span: span) }
  }

  private mutating func returnValue(_ value: ExpressionSyntax?, at span: Span) -> [Statement] {
    if frame.isGhostOnly { report(RuleMistake.writeUnderGhost(at: span)) }
    if let step = frame.processStep {
      if let value { report(TypeMistake.returnsNothing(at: value.span)) }
      return control(after: step) + [Statement(kind: .returnValue(nil), span: span)]
    }
    switch (frame.returnType, value) {
    case (nil, nil): return [Statement(kind: .returnValue(nil), span: span)]
    case (nil, let value?):
      report(TypeMistake.returnsNothing(at: value.span))
      return []
    case (let type?, nil):
      report(TypeMistake.returnsSomething(describe(type), at: span))
      return []
    case (let type?, let value?):
      let made = expression(value, as: type, name: frame.name + ".result")
      return made.map { [Statement(kind: .returnValue($0), span: span)] } ?? []
    }
  }

  /// A call for its effect; in a function's body, its value.
  private mutating func perform(_ syntax: ExpressionSyntax, at span: Span) -> Statement? {
    if case .call(let callee, let arguments) = syntax.kind,
      case .member(let base, let name) = callee.kind, Self.isWritingMethod(name.text),
      !isComponentValue(base)
    {
      return write(base, name, arguments, at: span)
    }
    if case .member(let base, let name) = syntax.kind, Self.isWritingMethod(name.text),
      !isComponentValue(base)
    {
      return write(base, name, [], at: span)
    }
    guard frame.permissions.writes else {
      if !needsExpectation(syntax) { _ = expression(syntax) }
      report(RuleMistake.noEffect(at: span))
      return nil
    }
    guard let made = expression(syntax) else { return nil }
    guard case .call(let routine, _, _) = made.kind,
      case .transition = spec.routines[routine.index].kind
    else {
      report(RuleMistake.noEffect(at: span))
      return nil
    }
    if frame.isGhostOnly { report(RuleMistake.writeUnderGhost(at: span)) }
    return Statement(kind: .perform(made), span: span)
  }

  /// A component may have a transition called `insert`: then it is no collection's method.
  private mutating func isComponentValue(_ syntax: ExpressionSyntax) -> Bool {
    let reported = diagnostics.count
    let saved = frame
    let value = reading(ghosts: true) { $0.expression(syntax) }
    frame = saved
    diagnostics.removeLast(diagnostics.count - reported)
    if case .component? = value?.type { return true }
    return false
  }
}
