import SourceText

extension Checker {
  /// A script names identities and counts steps of the model as its defaults make it, so under
  /// other parameters there are no tests.
  mutating func checkTests() {
    if hasChangedParameters { return }
    var first: [String: Span] = [:]
    for id in names.order[root] ?? [] {
      let syntax = names[id].syntax
      guard case .test(let name, let block) = syntax.kind else { continue }
      if let earlier = first[name] {
        report(NameMistake.duplicate(name, first: earlier, at: syntax.span))
      }
      first[name] = syntax.span
      let steps = block.statements.compactMap { step($0) }
      spec.tests.append(TestScript(name: name, steps: steps, span: syntax.span))
    }
  }

  private mutating func step(_ statement: StatementSyntax) -> TestScript.Step? {
    if case .expression(let call) = statement.kind, let made = actionStep(call) {
      return made.map { TestScript.Step(kind: $0, span: statement.span) }
    }
    if case .bind = statement.kind {
      report(RuleMistake.localInTest(at: statement.span))
      return nil
    }
    var body: [Statement] = []
    let used = within(rootFrame(.test)) { $0.statement(statement, into: &body) }.frame
    guard !body.isEmpty else { return nil }
    return TestScript.Step(
      kind: .statement(Code(locals: used.locals, body: body)), span: statement.span)
  }

  /// A call of an action; nil when it is none, nil within when it is a wrong one.
  private mutating func actionStep(_ call: ExpressionSyntax) -> TestScript.Step.Kind?? {
    guard case .call(let callee, let arguments) = call.kind else { return .none }
    if case .name("tick") = callee.kind, declaration(named: "tick") == nil {
      guard arguments.isEmpty else {
        report(
          TypeMistake.argumentCount(
            "tick", arguments.count, wanted: 0, declared: nil, at: call.span))
        return .some(nil)
      }
      guard !spec.tickHandlers.isEmpty else {
        report(NameMistake.unknownAction("tick", near: nil, at: call.span))
        return .some(nil)
      }
      return .some(.tick)
    }
    let path = within(rootFrame(.test)) { $0.actionPath(callee) }.result
    guard let path, action(named: path.name) != nil else { return .none }
    var frame = rootFrame(.constant)
    frame.permissions.identities = true
    guard let reference = within(frame, { $0.actionReference(call) }).result else {
      return .some(nil)
    }
    for argument in reference.arguments where constantValue(of: argument) == nil {
      report(TypeMistake.notComputable(at: argument.span))
      return .some(nil)
    }
    return .some(.action(reference.action, reference.arguments))
  }
}
