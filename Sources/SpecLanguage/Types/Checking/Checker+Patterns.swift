import SourceText

extension Checker {
  mutating func switchExpression(
    _ subject: ExpressionSyntax, _ cases: [SwitchExpressionCaseSyntax], _ expected: Type?,
    at span: Span
  ) -> Expression? {
    guard let value = withoutTemporal({ $0.expression(subject) }) else { return nil }
    var coverage = SwitchCoverage()
    var made: [SwitchCase<Expression>?] = []
    var hint = expected
    for item in cases {
      let arm = arm(item.patterns, of: value.type, &coverage, at: item.span) { checker in
        checker.expression(item.value, expecting: hint)
      }
      if hint == nil { hint = arm?.body.type }
      made.append(arm)
    }
    checkExhaustive(coverage, value.type, at: subject.span)
    let arms = made.compactMap { $0 }
    guard arms.count == cases.count, !arms.isEmpty, let (values, type) = unify(arms.map(\.body))
    else { return nil }
    let unified = zip(arms, values).map {
      SwitchCase(patterns: $0.patterns, branch: $0.branch, body: $1)
    }
    return Expression(kind: .switchOver(value, unified), type: type, span: span)
  }

  /// The patterns of one case, and what it does with what they bind.
  mutating func arm<Body: Sendable>(
    _ patterns: [PatternSyntax], of type: Type, _ coverage: inout SwitchCoverage, at span: Span,
    isGhost: Bool = false, body: (inout Checker) -> Body?
  ) -> SwitchCase<Body>? {
    frame.scopes.push()
    defer { frame.scopes.pop() }
    var made: [Pattern] = []
    for pattern in patterns {
      guard let found = self.pattern(pattern, of: type, isAlone: patterns.count == 1, isGhost)
      else {
        coverage.isUncertain = true
        continue
      }
      if !coverage.add(found) { report(TypeMistake.caseUnreachable(at: pattern.span)) }
      made.append(found)
    }
    let result = body(&self)
    guard let result, made.count == patterns.count, let first = patterns.first else { return nil }
    let place = patterns.dropFirst().reduce(first.span) { $0.joined(with: $1.span) }
    return SwitchCase(patterns: made, branch: branch(.switchCase, at: place), body: result)
  }

  mutating func checkExhaustive(_ coverage: SwitchCoverage, _ type: Type, at span: Span) {
    let missing = coverage.missing(of: type, in: spec)
    if !missing.isEmpty { report(TypeMistake.notExhaustive(missing, at: span)) }
  }

  private mutating func pattern(
    _ syntax: PatternSyntax, of type: Type, isAlone: Bool, _ isGhost: Bool
  ) -> Pattern? {
    switch syntax.kind {
    case .otherwise: return .otherwise
    case .enumCase(let name, let bindings):
      if !isAlone, let bound = bindings.compactMap({ $0 }).first {
        report(TypeMistake.bindingInList(at: bound.span))
        for name in bindings.compactMap({ $0 }) { bindInvalid(name) }
        return nil
      }
      let made = casePattern(name, bindings, of: type, isGhost, at: syntax.span)
      if made == nil { for name in bindings.compactMap({ $0 }) { bindInvalid(name) } }
      return made
    case .range(let low, let isClosed, let high):
      guard case .integer? = Optional(type),
        case .integer(let range)? =
          rangeType(low, isClosed: isClosed, high, at: syntax.span)
      else {
        if case .integer = type { return nil }
        report(TypeMistake.mismatch("a range", wanted: phrase(type), at: syntax.span))
        return nil
      }
      return .integers(range)
    case .value(let value): return valuePattern(value, of: type)
    }
  }

  private mutating func casePattern(
    _ name: Identifier, _ bindings: [Identifier?], of type: Type, _ isGhost: Bool, at span: Span
  ) -> Pattern? {
    switch type {
    case .enumeration(let id):
      guard let index = caseIndex(name, of: id) else { return nil }
      let payload = spec.enumerations[id.index].cases[index].payload
      guard bindings.isEmpty || bindings.count == payload.count else {
        report(
          TypeMistake.argumentCount(
            "." + name.text, bindings.count, wanted: payload.count, declared: nil, at: span))
        return nil
      }
      let locals = zip(bindings, payload).map { bound, type -> LocalID? in
        bound.map { bind($0, type, isMutable: false, isGhost: isGhost) }
      }
      return .enumCase(index, bindings: bindings.isEmpty ? payload.map { _ in nil } : locals)
    case .optional(let wrapped) where name.text == "some" && bindings.count <= 1:
      let local = bindings.first?.map { bind($0, wrapped, isMutable: false, isGhost: isGhost) }
      return .some(local)
    default:
      report(TypeMistake.mismatch("'.\(name.text)'", wanted: phrase(type), at: span))
      return nil
    }
  }

  private mutating func valuePattern(_ syntax: ExpressionSyntax, of type: Type) -> Pattern? {
    let made = permitting(.constant) { $0.expression(syntax, expecting: type) }
    guard let made else { return nil }
    guard join(made.type, type) != nil, let value = constantValue(of: made) else {
      if join(made.type, type) == nil {
        report(TypeMistake.mismatch(phrase(made.type), wanted: phrase(type), at: syntax.span))
      } else {
        report(TypeMistake.notComputable(at: syntax.span))
      }
      return nil
    }
    switch value {
    case .integer(let number):
      guard case .integer = type else { break }
      return .integers(IntegerRange(low: number, high: number))
    case .bool(let truth):
      guard type == .bool else { break }
      return .boolean(truth)
    case .none: return Pattern.none
    case .enumCase(let index, let payload) where payload.isEmpty:
      guard case .enumeration = type else { break }
      return .enumCase(index, bindings: [])
    default: break
    }
    report(TypeMistake.patternNotAllowed(describe(type), at: syntax.span))
    return nil
  }
}
