import SourceText

extension Checker {
  /// At most this many values may a loop, a quantifier or a choice go through.
  static let domainMax = 1 << 24

  /// Quantifiers, aggregates and comprehensions.
  mutating func bindingExpression(
    _ syntax: ExpressionSyntax, _ expected: Type?
  ) -> Expression? {
    readingOnly { checker in
      switch syntax.kind {
      case .quantified(let quantifier, let bindings, let body):
        return checker.quantified(quantifier, bindings[...], body, at: syntax.span)
      case .aggregate(let aggregate, let value, let binding):
        return checker.withoutTemporal { $0.aggregate(aggregate, value, binding, at: syntax.span) }
      case .mapComprehension(let name, let value, let binding):
        return checker.withoutTemporal {
          $0.mapComprehension(name, value, binding, expected, at: syntax.span)
        }
      case .setComprehension(let binding):
        return checker.withoutTemporal { $0.setComprehension(binding, expected, at: syntax.span) }
      default: return nil
      }
    }
  }

  private mutating func quantified(
    _ quantifier: Quantifier, _ bindings: ArraySlice<BindingSyntax>, _ body: ExpressionSyntax,
    at span: Span
  ) -> Expression? {
    guard let first = bindings.first else { return condition(body) }
    let made = deeper(at: span) { checker in
      checker.binding(first) { checker, _ in
        checker.quantified(quantifier, bindings.dropFirst(), body, at: span)
      }
    }
    guard let (binding, inner) = made else { return nil }
    if frame.permissions.temporal && inner.speaksOfRuns {
      switch binding.domain {
      case .type: break
      case .range(let low, let high):
        guard low.constantNumber != nil && high.constantNumber != nil else {
          report(RuleMistake.temporalOverRange(at: span))
          return nil
        }
      case .elements:
        report(RuleMistake.temporalOverState(at: span))
        return nil
      }
    }
    let kind: Expression.Kind =
      quantifier == .forall ? .forAll(binding, inner) : .exists(binding, inner)
    return Expression(kind: kind, type: .bool, span: span)
  }

  private mutating func aggregate(
    _ aggregate: Aggregate, _ value: ExpressionSyntax?, _ syntax: BindingSyntax, at span: Span
  ) -> Expression? {
    guard let value else {
      let made = binding(syntax) { checker, type in checker.domainCount(type) }
      return made.map { binding, count in
        let type = Type.integer(IntegerRange(low: 0, high: count))
        return Expression(kind: .count(binding), type: type, span: span)
      }
    }
    guard let (binding, inner) = binding(syntax, body: { checker, _ in checker.integer(value) })
    else { return nil }
    switch aggregate {
    case .sum, .count:
      return Expression(
        kind: .sum(inner.expression, binding), type: .integer(.everything), span: span)
    case .min:
      return Expression(
        kind: .minimum(inner.expression, binding), type: inner.expression.type, span: span)
    case .max:
      return Expression(
        kind: .maximum(inner.expression, binding), type: inner.expression.type, span: span)
    }
  }

  /// A bound on how many values a domain of this element type yields; a queue may repeat some.
  private func domainCount(_ type: Type) -> Int64 {
    Int64(max(spec.cardinality(of: type) ?? Int.max, Self.scalarsMax))
  }

  private mutating func mapComprehension(
    _ name: Identifier, _ value: ExpressionSyntax, _ syntax: BindingSyntax, _ expected: Type?,
    at span: Span
  ) -> Expression? {
    var element: Type?
    if case .map(_, let wanted)? = expected { element = wanted }
    let made = binding(syntax) { checker, _ -> Expression? in
      if let element { return checker.expression(value, as: element, name: "value") }
      return checker.expression(value)
    }
    guard let (binding, inner) = made else { return nil }
    guard case .type(let key) = binding.domain, binding.condition == nil,
      name.text == syntax.name.text, let count = spec.cardinality(of: key), count <= Self.keysMax
    else {
      report(TypeMistake.mapDomain(at: syntax.name.span))
      return nil
    }
    return Expression(
      kind: .mapComprehension(binding.local, value: inner),
      type: .map(key: key, value: element ?? inner.type), span: span)
  }

  private mutating func setComprehension(
    _ syntax: BindingSyntax, _ expected: Type?, at span: Span
  ) -> Expression? {
    guard let (binding, element) = binding(syntax, body: { _, type in type }) else { return nil }
    var type = element
    if case .set(let wanted)? = expected, case .integer(let to) = wanted,
      case .integer(let from) = element, to.contains(from)
    {
      type = wanted
    }
    guard let count = spec.cardinality(of: type), count <= Self.keysMax else {
      report(
        TypeMistake.tooManyElements(
          describe(type), spec.cardinality(of: type), max: Self.keysMax, at: syntax.name.span))
      return nil
    }
    return Expression(kind: .setComprehension(binding), type: .set(type), span: span)
  }

  /// A bound variable with its domain and condition, around what it is bound for.
  mutating func binding<Result>(
    _ syntax: BindingSyntax, isGhost: Bool = false,
    body: (inout Checker, Type) -> Result?
  ) -> (Binding, Result)? {
    let found = readingOnly { $0.withoutTemporal { $0.domain(syntax.domain) } }
    frame.scopes.push()
    defer { frame.scopes.pop() }
    guard let (domain, type) = found else {
      bindInvalid(syntax.name)
      if let condition = syntax.condition { _ = pureCondition(condition) }
      _ = body(&self, .nothing)
      return nil
    }
    let local = bind(syntax.name, type, isMutable: false, isGhost: isGhost)
    var condition: Expression?
    if let written = syntax.condition {
      condition = withoutTemporal { $0.pureCondition(written) }
      if condition == nil {
        _ = body(&self, type)
        return nil
      }
    }
    guard let result = body(&self, type) else { return nil }
    return (Binding(local: local, domain: domain, condition: condition), result)
  }

  /// A new local in the innermost scope.
  @discardableResult
  mutating func bind(_ name: Identifier, _ type: Type, isMutable: Bool, isGhost: Bool) -> LocalID {
    if let first = frame.scopes.inInnermost(name.text) {
      report(NameMistake.duplicate(name.text, first: first.span, at: name.span))
    }
    let local = newLocal(name.text, type)
    frame.scopes.bind(
      name.text,
      to: LocalName(
        meaning: .local(local), type: type, isMutable: isMutable, isGhost: isGhost, span: name.span)
    )
    return local
  }

  /// A name whose value is in doubt: its uses are silent.
  mutating func bindInvalid(_ name: Identifier) {
    frame.scopes.bind(
      name.text,
      to: LocalName(
        meaning: .local(LocalID(index: 0)), type: .nothing, isMutable: true, isGhost: false,
        span: name.span, isInvalid: true))
  }

  /// What a variable ranges over, and the type of its values.
  mutating func domain(_ syntax: DomainSyntax) -> (Domain, Type)? {
    switch syntax {
    case .type(let type):
      guard let made = plainType(type, for: "be gone through") else { return nil }
      return domain(of: made, at: type.span)
    case .expression(let expression):
      if case .range(let low, let isClosed, let high) = expression.kind {
        return rangeDomain(low, isClosed: isClosed, high, at: expression.span)
      }
      if let type = typeWritten(as: expression) {
        return type.flatMap { domain(of: $0, at: expression.span) }
      }
      return elements(of: expression)
    }
  }

  private mutating func domain(of type: Type, at span: Span) -> (Domain, Type)? {
    guard let count = spec.cardinality(of: type), count <= Self.domainMax else {
      report(
        TypeMistake.domainTooLarge(
          describe(type), spec.cardinality(of: type), max: Self.domainMax, at: span))
      return nil
    }
    return (.type(type), type)
  }

  private mutating func rangeDomain(
    _ low: ExpressionSyntax, isClosed: Bool, _ high: ExpressionSyntax, at span: Span
  ) -> (Domain, Type)? {
    guard let first = integer(low), let written = integer(high) else { return nil }
    var last = written.expression
    if !isClosed { last = arithmetic(.subtract, last, number(1, at: high.span), at: high.span) }
    guard case .integer(let end) = last.type else { return nil }
    if case .integer(let a) = first.expression.kind, case .integer(let b) = last.kind, a <= b {
      return domain(of: .integer(IntegerRange(low: a, high: b)), at: span)
    }
    let type = Type.integer(
      IntegerRange(low: first.range.low, high: max(first.range.low, end.high)))
    return (.range(first.expression, last), type)
  }

  private mutating func elements(of syntax: ExpressionSyntax) -> (Domain, Type)? {
    guard let whole = expression(syntax) else { return nil }
    guard let element = elementType(of: whole.type) else {
      report(TypeMistake.notDomain(describe(whole.type), at: syntax.span))
      return nil
    }
    return (.elements(whole), element)
  }
}
