import SourceText

/// Whatever binds a name in an expression: quantifiers, aggregates, choices, and their domains.
extension Parser {
  /// `forall x in T, y in U where q: p`: the body reaches as far right as it can.
  mutating func parseQuantified() -> ExpressionSyntax {
    let start = current.start
    let quantifier: Quantifier = at(.forall) ? .forall : .exists
    advance()
    var bindings: [BindingSyntax] = []
    repeat {
      if let binding = parseBinding() { bindings.append(binding) }
    } while take(.comma)
    let kind = parseQuantifiedBody(quantifier, bindings)
    return ExpressionSyntax(kind: kind, span: span(from: start))
  }

  private mutating func parseQuantifiedBody(
    _ quantifier: Quantifier, _ bindings: [BindingSyntax]
  ) -> ExpressionSyntax.Kind {
    guard take(.colon) else {
      reportMissingBody(of: bindings.last)
      return .invalid
    }
    let body = parseExpression()
    return bindings.isEmpty ? .invalid : .quantified(quantifier, bindings, body)
  }

  private mutating func reportMissingBody(of binding: BindingSyntax?) {
    reportExpected("':' and what holds of '\(binding?.name.text ?? "x")'")
  }

  /// `x in T where p`; nil after a report when there is no name or no `in`.
  mutating func parseBinding() -> BindingSyntax? {
    let name = at(.underscore) ? takeName() : expectName("a variable's name")
    guard let name, expect(.isIn) else { return nil }
    let domain = parseDomain()
    let condition = take(.whereClause) ? parseExpression() : nil
    return BindingSyntax(name: name, domain: domain, condition: condition)
  }

  /// What a variable ranges over; a type only where it can be nothing else.
  mutating func parseDomain() -> DomainSyntax {
    startsTypeDomain
      ? .type(parseType()) : .expression(parseNested(above: .membership, allowsRange: true))
  }

  private var startsTypeDomain: Bool {
    switch current.kind {
    case .symbol(.leftBracket): return startsMapType
    case .identifier:
      let isQualified = peek(1).kind == .symbol(.dot)
      let next = peek(isQualified ? 3 : 1)
      if next.kind == .symbol(.less) { return true }
      let isOptional = next.kind == .symbol(.question) || next.kind == .symbol(.coalesce)
      return isOptional && !next.isAfterSpace
        && peek(isQualified ? 4 : 2).kind != .symbol(.dot)
    default: return false
    }
  }

  /// Whether a `:` stands in the brackets that open here, conditional values apart. A type does not
  /// run long, so no more than a hundred tokens are looked at.
  private var startsMapType: Bool {
    var level = 0
    var conditionals = 0
    for distance in 1...100 {
      switch peek(distance).kind {
      case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace): level += 1
      case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace):
        if level == 0 { return false }
        level -= 1
      case .symbol(.question) where level == 0 && peek(distance).isAfterSpace: conditionals += 1
      case .symbol(.colon) where level == 0:
        if conditionals == 0 { return true }
        conditionals -= 1
      case .endOfFile: return false
      default: break
      }
    }
    return false
  }

  // MARK: Aggregates

  /// `count(`, `sum(`, `min(` or `max(`.
  var startsAggregate: Bool {
    Aggregate(rawValue: text(of: current)) != nil && peek().kind == .symbol(.leftParenthesis)
      && !peek().isFirstOnLine
  }

  /// `count(x in T where p)`, `sum(e for x in T)`; or a call, as `min(a, b)` is.
  mutating func parseAggregateOrCall() -> ExpressionSyntax {
    let callee = parseName()
    guard case .name(let name) = callee.kind, let kind = Aggregate(rawValue: name) else {
      return callee
    }
    if kind == .count { return startsSetComprehension ? parseCount(from: callee) : callee }
    let hasArguments =
      peek().kind != .symbol(.rightParenthesis) && peek(2).kind != .symbol(.colon)
    return hasArguments ? parseFold(kind, from: callee) : callee
  }

  private mutating func parseCount(from callee: ExpressionSyntax) -> ExpressionSyntax {
    let opening = takeOpening()
    return parseAggregate(.count, of: nil, opening: opening, start: callee.span.start)
  }

  /// `(e for x in T)`, or the arguments of a call after all.
  private mutating func parseFold(
    _ kind: Aggregate, from callee: ExpressionSyntax
  ) -> ExpressionSyntax {
    let opening = takeOpening()
    let value = parseExpression()
    return take(.forLoop)
      ? parseAggregate(kind, of: value, opening: opening, start: callee.span.start)
      : parseFurtherArguments(after: value, of: callee, opening: opening)
  }

  private mutating func parseFurtherArguments(
    after first: ExpressionSyntax, of callee: ExpressionSyntax, opening: Int
  ) -> ExpressionSyntax {
    var arguments = [ArgumentSyntax(label: nil, value: first)]
    while take(.comma), !at(.rightParenthesis), !isAtEnd {
      arguments.append(ArgumentSyntax(label: nil, value: parseExpression()))
    }
    expectClosing(.rightParenthesis, of: opening)
    return ExpressionSyntax(
      kind: .call(callee, arguments), span: span(from: callee.span.start))
  }

  private mutating func takeOpening() -> Int {
    mark(.attachedOpening)
    advance()
    return position - 1
  }

  /// From the binding on.
  private mutating func parseAggregate(
    _ kind: Aggregate, of value: ExpressionSyntax?, opening: Int, start: Int32
  ) -> ExpressionSyntax {
    let binding = parseBinding()
    expectClosing(.rightParenthesis, of: opening)
    guard let binding else { return ExpressionSyntax(kind: .invalid, span: span(from: start)) }
    return ExpressionSyntax(kind: .aggregate(kind, value, binding), span: span(from: start))
  }

  // MARK: Choices

  /// What follows `=`: an expression, or `any T where p`. Bare `any` takes the declared type.
  mutating func parseValue(ofType type: TypeSyntax?) -> ExpressionSyntax {
    guard at(.any) else { return parseExpression() }
    let start = current.start
    advance()
    let domain: DomainSyntax
    if startsDomain {
      domain = parseDomain()
    } else if let type {
      domain = .type(type)
    } else {
      report(.anyWithoutDomain(at: Span(file: file, start: start, end: previousEnd)))
      return ExpressionSyntax(kind: .invalid, span: span(from: start))
    }
    let condition = take(.whereClause) ? parseExpression() : nil
    return ExpressionSyntax(kind: .any(domain, where: condition), span: span(from: start))
  }

  private var startsDomain: Bool {
    guard !current.isFirstOnLine else { return false }
    switch current.kind {
    case .identifier, .integer, .symbol(.leftBracket), .symbol(.leftParenthesis), .symbol(.minus):
      return true
    case .symbol(.leftBrace): return startsSetComprehension
    default: return false
    }
  }

  /// `any` inside an expression.
  mutating func parseMisplacedAny() -> ExpressionSyntax {
    let start = current.start
    report(.misplacedAny(at: currentSpan))
    advance()
    if startsDomain { _ = parseDomain() }
    if take(.whereClause) { _ = parseExpression() }
    return ExpressionSyntax(kind: .invalid, span: span(from: start))
  }
}
