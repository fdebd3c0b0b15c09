import SourceText

/// Functions that name a formula over time, as `func settles() -> Bool { eventually always … }`.
///
/// A formula has no value in a single state, so such a function is never called: wherever it is
/// used, its body stands in its place, with the arguments for its parameters.
extension Checker {
  mutating func namedFormula(
    _ id: DeclarationID, receiver: Expression?, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    guard case .function(let function) = names[id].syntax.kind else { return nil }
    guard allowsTemporal(function.name.text, at: span) else { return nil }
    if let first = formulasInProgress.firstIndex(of: id) {
      reportRecursion(Array(formulasInProgress[first...]), at: span)
      return nil
    }
    guard let signature = formulaSignature(function, componentOf(receiver), of: id) else {
      return nil
    }
    let declared = names[id].syntax.span
    let values = withoutTemporal {
      $0.arguments(
        arguments, signature.parameters, of: function.name.text, declared: declared, at: span)
    }
    guard let values else { return nil }
    for value in values where value.dependsOnState {
      report(RuleMistake.changingArgument(function.name.text, at: value.span))
      return nil
    }
    var scopes = LocalScopes()
    for (parameter, value) in zip(function.parameters, values) {
      scopes.bind(
        parameter.name.text,
        to: LocalName(
          meaning: .place(value), type: value.type, isMutable: false, isGhost: false,
          span: parameter.name.span))
    }
    spec.namedFormulas.append(declared)
    return formula(of: id, signature, scopes, receiver: receiver, at: span)
  }

  /// Checks the body of a named formula, whoever uses it, with its parameters as locals.
  mutating func checkNamedFormula(_ id: DeclarationID, in frame: Frame) {
    guard case .function(let function) = names[id].syntax.kind,
      let signature = formulaSignature(function, componentOf(frame.receiver), of: id)
    else { return }
    _ = within(frame) { checker in
      checker.bindParameters(function.parameters, signature.parameters)
      let (scopes, receiver) = (checker.frame.scopes, checker.frame.receiver)
      return checker.formula(
        of: id, signature, scopes, receiver: receiver, at: function.name.span)
    }
  }

  private mutating func reportRecursion(_ cycle: [DeclarationID], at span: Span) {
    if recursiveFormulas.isDisjoint(with: cycle) {
      report(RuleMistake.recursion(cycle.map { names[$0].name?.text ?? "" }, at: span))
    }
    recursiveFormulas.formUnion(cycle)
  }

  private struct FormulaSignature {
    var environment: Environment
    var parameters: [Local]
    var body: ExpressionSyntax
  }

  private mutating func formulaSignature(
    _ function: RoutineSyntax, _ component: ComponentID?, of id: DeclarationID
  ) -> FormulaSignature? {
    guard let body = function.body.loneValue else {
      report(RuleMistake.formulaWithStatements(function.name.text, at: function.name.span))
      return nil
    }
    let environment =
      component.map { specialisations[$0.index].environment }
      ?? Environment(file: names[id].file, declaration: nil, component: nil)
    let own = Frame(environment: environment, permissions: .constant)
    let parameters = within(own) { checker -> [Local]? in
      let parameters = checker.parameters(function.parameters)
      guard let result = function.result else {
        checker.report(
          TypeMistake.functionWithoutResult(function.name.text, at: function.name.span))
        return nil
      }
      guard let type = checker.plainType(result, for: "be a result") else { return nil }
      guard type == .bool else {
        checker.report(RuleMistake.formulaWithResult(function.name.text, at: result.span))
        return nil
      }
      return parameters
    }.result
    return parameters.map {
      FormulaSignature(environment: environment, parameters: $0, body: body)
    }
  }

  /// The body, where nothing is known but the function's own names; locals are numbered with those
  /// of the property that it becomes a part of.
  private mutating func formula(
    of id: DeclarationID, _ signature: FormulaSignature, _ scopes: LocalScopes,
    receiver: Expression?, at span: Span
  ) -> Expression? {
    let outer = frame
    frame.environment = signature.environment
    frame.scopes = scopes
    frame.receiver = receiver
    if let receiver, !receiver.kind.isReceiver(outer.receiver) { frame.place = nil }
    formulasInProgress.append(id)
    let made = deeper(at: span) { $0.condition(signature.body) }
    formulasInProgress.removeLast()
    frame.environment = outer.environment
    frame.scopes = outer.scopes
    frame.receiver = outer.receiver
    frame.place = outer.place
    return made
  }
}

extension BlockSyntax {
  /// The expression that the block is, or returns.
  fileprivate var loneValue: ExpressionSyntax? {
    guard statements.count == 1 else { return nil }
    switch statements[0].kind {
    case .expression(let value), .returnValue(let value?): return value
    default: return nil
    }
  }
}

extension Expression {
  /// May its value differ from one state to another?
  fileprivate var dependsOnState: Bool {
    switch kind {
    case .variable, .receiver, .old, .result: true
    // What is called may read.
    case .call, .popFirst, .temporal, .enabled, .fired: true
    default: children.contains(where: \.dependsOnState)
    }
  }
}
