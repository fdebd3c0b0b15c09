import SourceText

extension Checker {
  mutating func ifElse(
    _ condition: ConditionSyntax, _ then: BlockSyntax, _ otherwise: BlockSyntax?, at span: Span
  ) -> Statement? {
    switch condition {
    case .expression(let test):
      let (made, sawGhost) = notingGhosts { $0.condition(test) }
      return underGhost(sawGhost) { checker in
        let first = checker.side(.then, at: test.span) { $0.statements(then) }
        let second = checker.side(.otherwise, at: test.span) { checker in
          otherwise.map { checker.statements($0) } ?? []
        }
        guard let made else { return nil }
        checker.noteSettled(made, at: test.span, then, otherwise)
        return Statement(kind: .ifElse(made, then: first, otherwise: second), span: span)
      }
    case .binding(let name, let value):
      return ifSome(name, value, then, otherwise, at: span)
    }
  }

  /// Where parameters alone decide, the other side is not for these values: nothing to report.
  private mutating func noteSettled(
    _ condition: Expression, at span: Span, _ then: BlockSyntax, _ otherwise: BlockSyntax?
  ) {
    guard case .bool(let truth)? = constantValue(of: condition) else { return }
    spec.settledByParameters += [span] + [truth ? otherwise?.span : then.span].compactMap(\.self)
  }

  /// `if let x = e`
  private mutating func ifSome(
    _ name: Identifier, _ value: ExpressionSyntax, _ then: BlockSyntax, _ otherwise: BlockSyntax?,
    at span: Span
  ) -> Statement? {
    let (found, sawGhost) = notingGhosts { $0.expression(value) }
    var wrapped: Type?
    if let found {
      if case .optional(let type) = found.type {
        wrapped = type
      } else {
        report(TypeMistake.notOptional(describe(found.type), "'if let'", at: value.span))
      }
    }
    return underGhost(sawGhost) { checker in
      checker.frame.scopes.push()
      var local: LocalID?
      if let wrapped {
        local = checker.bind(name, wrapped, isMutable: false, isGhost: sawGhost)
      } else {
        checker.bindInvalid(name)
      }
      let first = checker.side(.then, at: value.span) { $0.statements(then) }
      checker.frame.scopes.pop()
      let second = checker.side(.otherwise, at: value.span) { checker in
        otherwise.map { checker.statements($0) } ?? []
      }
      guard let found, let local else { return nil }
      return Statement(kind: .ifSome(local, found, then: first, otherwise: second), span: span)
    }
  }

  mutating func side(
    _ kind: BranchInformation.Kind, at span: Span, _ body: (inout Checker) -> [Statement]
  ) -> Statement.Branch {
    let id = branch(kind, at: span)
    return Statement.Branch(id: id, body: body(&self))
  }

  /// What depends on a ghost may write ghosts only.
  mutating func underGhost<Result>(
    _ isGhost: Bool, _ body: (inout Checker) -> Result
  ) -> Result {
    let saved = frame.isGhostOnly
    frame.isGhostOnly = saved || isGhost
    let result = body(&self)
    frame.isGhostOnly = saved
    return result
  }

  mutating func switchCase(
    _ subject: ExpressionSyntax, _ cases: [SwitchCaseSyntax], at span: Span
  ) -> Statement? {
    let (found, sawGhost) = notingGhosts { $0.expression(subject) }
    guard let value = found else {
      for item in cases {
        bindPatternNames(item)
        frame.scopes.pop()
      }
      return nil
    }
    var coverage = SwitchCoverage()
    let arms = underGhost(sawGhost) { checker in
      cases.map { item in
        checker.arm(item.patterns, of: value.type, &coverage, at: item.span, isGhost: sawGhost) {
          $0.caseBody(item.body)
        }
      }
    }
    checkExhaustive(coverage, value.type, at: subject.span)
    let made = arms.compactMap { $0 }
    guard made.count == cases.count else { return nil }
    return Statement(kind: .switchOver(value, made), span: span)
  }

  /// Checks a case whose subject is unknown, with silent names for what it would bind.
  private mutating func bindPatternNames(_ item: SwitchCaseSyntax) {
    frame.scopes.push()
    for pattern in item.patterns {
      guard case .enumCase(_, let bindings) = pattern.kind else { continue }
      for name in bindings.compactMap({ $0 }) { bindInvalid(name) }
    }
    _ = caseBody(item.body)
  }

  /// A case ends by itself; a `break` at its end says so.
  private mutating func caseBody(_ block: BlockSyntax) -> [Statement]? {
    var block = block
    if let last = block.statements.last, case .breakSwitch = last.kind {
      block.statements.removeLast()
    }
    return statements(block)
  }

  mutating func forIn(
    _ syntax: BindingSyntax, _ body: BlockSyntax, at span: Span
  ) -> Statement? {
    let domainIsGhost = isGhostDomain(syntax)
    return underGhost(domainIsGhost) { checker in
      let made = checker.notingGhosts(when: domainIsGhost) { checker in
        checker.loop(syntax, isGhost: domainIsGhost) { $0.statements(body) }
      }
      return made.map { Statement(kind: .forIn($0.0, $0.1), span: span) }
    }
  }

  private mutating func notingGhosts<Result>(
    when isNoting: Bool, _ body: (inout Checker) -> Result
  ) -> Result {
    isNoting ? notingGhosts(body).result : body(&self)
  }

  /// A loop's binding; the body keeps the permission to write.
  private mutating func loop(
    _ syntax: BindingSyntax, isGhost: Bool, _ body: (inout Checker) -> [Statement]
  ) -> (Binding, [Statement])? {
    binding(syntax, isGhost: isGhost) { checker, _ -> [Statement]? in body(&checker) }
  }

  /// Does a loop's domain or condition read a ghost? Tried on the side.
  private mutating func isGhostDomain(_ syntax: BindingSyntax) -> Bool {
    let reported = diagnostics.count
    let saved = frame
    let (_, saw) = notingGhosts { checker in
      _ = checker.binding(syntax) { _, _ -> Bool? in true }
    }
    frame = saved
    diagnostics.removeLast(diagnostics.count - reported)
    return saw
  }
}
