import SourceText
package import SpecLanguage
package import SpecSemantics

/// What a failing step attempted.
extension Explainer {
  /// Why the step failed: the value that did not fit, the condition that was false, and what they
  /// are made of, all as it was where the step broke off.
  package func explain(_ violation: Violation, of step: MachineStep) -> Explanation {
    let place = SourceLocation(of: violation.span, in: sources)
    let title = "\(violation.name) is violated"
    guard let context = step.failedIn else {
      let source = Node(text(of: violation.span), .remark)
      return Explanation(title: title, place: place, nodes: [source])
    }
    for code in code(of: step.label, in: context) {
      let scope = Scope(context: context, locals: code.locals)
      if let nodes = nodes(for: violation, in: code, scope) {
        return Explanation(title: title, place: place, nodes: nodes)
      }
    }
    return Explanation(title: title, place: place, nodes: [])
  }

  /// Statements, and the conditions that belong to them.
  private struct OwnedCode {
    var statements: [Statement]
    var conditions: [Expression]
    var locals: [Local]

    init(_ code: Code, conditions: [Expression?] = []) {
      statements = code.body
      locals = code.locals
      self.conditions = conditions.compactMap(\.self)
    }

    func expression(where fits: (Expression) -> Bool) -> Expression? {
      for condition in conditions {
        if let found = condition.first(where: fits) { return found }
      }
      return statements.firstExpression(where: fits)
    }

    func statement(where fits: (Statement) -> Bool) -> Statement? {
      statements.first(atAnyDepth: fits)
    }
  }

  /// The code that was running: of several handlers of `tick`, each may have been.
  private func code(of label: StepLabel, in context: EvaluationContext) -> [OwnedCode] {
    if let id = context.routine {
      let routine = spec.routines[id.index]
      guard case .transition(let precondition, let postconditions) = routine.kind else {
        return [OwnedCode(routine.code)]
      }
      return [OwnedCode(routine.code, conditions: [precondition] + postconditions)]
    }
    switch label {
    case .initial: return [OwnedCode(spec.initializer)]
    case .action(let id, _):
      let action = spec.actions[id.index]
      return [OwnedCode(action.code, conditions: [action.guardCondition])]
    case .tick: return spec.tickHandlers.map { OwnedCode($0.code) }
    case .statement: return []
    }
  }

  private func nodes(
    for violation: Violation, in code: OwnedCode, _ scope: Scope
  ) -> [Node]? {
    switch violation.kind {
    case .range: return range(violation, in: code, scope)
    case .capacity: return capacity(violation, in: code, scope)
    case .precondition: return precondition(scope)
    case .postcondition:
      let condition = code.conditions.first { $0.span == violation.span }
      return condition.map { nodes($0, false, scope) }
    case .assertion:
      let statement = code.statement { $0.span == violation.span }
      guard case .assert(let condition)? = statement?.kind else { return nil }
      return nodes(condition, false, scope)
    case .index, .unwrap, .arithmetic, .empty:
      return evaluation(violation, in: code, scope)
    }
  }

  /// `row would be 9, outside 0...8`
  private func range(_ violation: Violation, in code: OwnedCode, _ scope: Scope) -> [Node]? {
    let found = code.expression { expression in
      guard case .narrow = expression.kind, expression.span == violation.span else { return false }
      return !isReadable(expression, scope)
        || (try? machine.evaluate(expression, in: scope.context)) == nil
    }
    guard let found, case .narrow(let inner, let name) = found.kind,
      case .integer(let range) = found.type
    else { return nil }
    let bounds = "\(range.low)...\(range.high)"
    guard isReadable(inner, scope),
      case .integer(let attempted)? = try? machine.evaluate(inner, in: scope.context)
    else { return [Node("\(name) would be outside \(bounds)", .remark)] }
    let parts = values(of: [inner], scope)
    return [Node("\(name) would be \(attempted), outside \(bounds)", .remark, children: parts)]
  }

  /// `net.inbox is full: it holds at most 2`
  private func capacity(_ violation: Violation, in code: OwnedCode, _ scope: Scope) -> [Node]? {
    let place = violation.name.hasSuffix(".capacity") ? String(violation.name.dropLast(9)) : "it"
    let statement = code.statement { $0.span == violation.span }
    if case .write(_, let collection, let arguments)? = statement?.kind {
      let limit = capacity(of: collection.type)
      return [
        Node(
          "\(place) is full: it holds at most \(limit)", .remark,
          children: values(of: [collection] + arguments, scope))
      ]
    }
    let literal = code.expression { $0.span == violation.span && capacity(of: $0.type) > 0 }
    guard let literal else { return nil }
    return [Node("there are more than \(capacity(of: literal.type)) elements", .remark)]
  }

  private func capacity(of type: Type) -> Int {
    switch type {
    case .queue(_, let capacity), .bag(_, let capacity): capacity
    default: 0
    }
  }

  /// The callee's context is that of the call: its parameters are bound, nothing has run yet.
  private func precondition(_ scope: Scope) -> [Node]? {
    guard let id = scope.context.routine else { return nil }
    let routine = spec.routines[id.index]
    guard case .transition(let condition?, _) = routine.kind else { return nil }
    let arguments = zip(routine.code.locals, scope.context.locals).prefix(routine.parameterCount)
    let texts = arguments.map { local, value in
      value.map { spec.describe($0, as: local.type) } ?? local.name
    }
    let call = "\(routine.name)(\(texts.joined(separator: ", ")))"
    let place = SourceLocation(of: condition.span, in: sources)
    return [
      Node(
        "\(call) is called where its `when` is false (\(place))", .remark,
        children: nodes(condition, false, scope))
    ]
  }

  /// The parts of an expression that has no value.
  private func evaluation(_ violation: Violation, in code: OwnedCode, _ scope: Scope) -> [Node]? {
    let found = code.expression { expression in
      guard expression.span == violation.span else { return false }
      switch (expression.kind, violation.kind) {
      case (.index, .index), (.unwrap, .unwrap), (.arithmetic, .arithmetic),
        (.negate, .arithmetic), (.sum, .arithmetic), (.minimum, .empty), (.maximum, .empty):
        return true
      default: return false
      }
    }
    guard let found else { return nil }
    let remark =
      switch violation.kind {
      case .index: "there is no element at that index"
      case .unwrap: "the value is nil"
      case .arithmetic: "the result is no 64-bit integer"
      default: "it ranges over nothing"
      }
    let parts = values(of: decisiveParts(of: found), scope)
    return [Node("\(text(of: found.span)): \(remark)", .remark, children: parts)]
  }

  /// What to show of an expression without a value: its operands, and of a quantifier only what
  /// does not depend on what it binds.
  private func decisiveParts(of expression: Expression) -> [Expression] {
    switch expression.kind {
    case .minimum(_, let binding), .maximum(_, let binding), .sum(_, let binding):
      return binding.children.flatMap { places(in: $0) }.filter { place in
        place.first { expression in
          if case .local(binding.local) = expression.kind { true } else { false }
        } == nil
      }
    default: return expression.children
    }
  }
}
