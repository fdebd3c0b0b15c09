import SourceText

/// Control between the steps of a process, evaluated at the end of the step before.
extension Checker {
  /// At most this many ways may lead from one step to the next ones.
  static let waysMax = 1_000

  /// The statements that decide which step is next and put its label into `at`.
  mutating func control(after context: ProcessStepContext) -> [Statement] {
    guard let process = processes[context.process] ?? nil else { return [] }
    var walk = ControlWalk(process: process)
    let saved = (frame.processStep, frame.scopes)
    frame.processStep = nil
    // The names of the step's body mean nothing to the control around it.
    frame.scopes = LocalScopes()
    bindCurrentNames(of: process)
    let made = permitting(.guardCondition) { $0.control(from: context.next, &walk) }
    (frame.processStep, frame.scopes) = saved
    return made
  }

  private struct ControlWalk {
    var process: ProcessInformation
    /// The loops whose heads were passed on this way, by place.
    var passed: [Span] = []
    var ways = 0
  }

  private mutating func control(
    from position: ProcessPosition, _ walk: inout ControlWalk
  ) -> [Statement] {
    let found = deeper(at: walk.process.syntax.name.span) { checker -> [Statement]? in
      switch position {
      case .end: return checker.arrive(at: nil, &walk)
      case .loop(let loop, let after): return checker.control(loop: loop, after, &walk)
      case .statements(let statements, let after):
        guard let first = statements.first else { return checker.control(from: after, &walk) }
        let rest = ProcessPosition.statements(statements.dropFirst(), then: after)
        return checker.control(at: first, rest, &walk)
      }
    }
    return found ?? []
  }

  private mutating func control(
    at statement: StatementSyntax, _ rest: ProcessPosition, _ walk: inout ControlWalk
  ) -> [Statement] {
    switch statement.kind {
    case .invalid: return []
    case .step(let step): return arrive(at: step, &walk)
    case .loop, .whileLoop: return control(loop: statement, rest, &walk)
    case .returnValue(nil): return arrive(at: nil, &walk)
    case .breakSwitch: return control(from: rest.afterLoop, &walk)
    case .ifElse(.expression(let test), let then, let otherwise):
      return decide(
        test, .statements(then.statements[...], then: rest),
        .statements((otherwise?.statements ?? [])[...], then: rest), at: statement.span, &walk)
    default:
      report(RuleMistake.notBetweenSteps(at: statement.span))
      return []
    }
  }

  private mutating func control(
    loop: StatementSyntax, _ after: ProcessPosition, _ walk: inout ControlWalk
  ) -> [Statement] {
    guard !walk.passed.contains(loop.span) else {
      report(RuleMistake.loopWithoutStep(at: loop.span))
      return []
    }
    walk.passed.append(loop.span)
    defer { walk.passed.removeLast() }
    switch loop.kind {
    case .loop(let body):
      return control(
        from: .statements(body.statements[...], then: .loop(loop, then: after)), &walk)
    case .whileLoop(let test, let body):
      return decide(
        test, .statements(body.statements[...], then: .loop(loop, then: after)), after,
        at: loop.span, &walk)
    default: return []
    }
  }

  private mutating func decide(
    _ test: ExpressionSyntax, _ then: ProcessPosition, _ otherwise: ProcessPosition, at span: Span,
    _ walk: inout ControlWalk
  ) -> [Statement] {
    if walk.ways > Self.waysMax { return [] }
    let condition = self.condition(test)
    let first = control(from: then, &walk)
    let second = control(from: otherwise, &walk)
    guard let condition else { return [] }
    let kind = Statement.Kind.ifElse(
      condition, then: Statement.Branch(id: branch(.then, at: test.span), body: first),
      otherwise: Statement.Branch(id: branch(.otherwise, at: test.span), body: second))
    return [Statement(kind: kind, span: span)]
  }

  /// `at = label`, or `done` for nil.
  private mutating func arrive(at step: StepSyntax?, _ walk: inout ControlWalk) -> [Statement] {
    walk.ways += 1
    if walk.ways == Self.waysMax {
      report(RuleMistake.tooManyWays(max: Self.waysMax, at: walk.process.syntax.name.span))
    }
    let process = walk.process
    let cases = spec.enumerations[process.labels.index].cases
    let span = step?.label.span ?? process.syntax.name.span
    let wanted = step?.label.text ?? "done"
    guard let index = cases.firstIndex(where: { $0.name == wanted }) else { return [] }
    let type = Type.enumeration(process.labels)
    let place = Expression(
      kind: .field(currentRecord(process, at: span), 0), type: type, span: span)
    let value = Expression(kind: .enumCase(index, []), type: type, span: span)
    return [Statement(kind: .assign(place: place, value), span: span)]
  }
}

extension ProcessPosition {
  /// What comes after the innermost loop, for `break`.
  var afterLoop: ProcessPosition {
    switch self {
    case .end: return .end
    case .statements(_, let after): return after.afterLoop
    case .loop(_, let after): return after
    }
  }
}
