import SourceText

/// Types. A range such as `a + 1...b` begins like an expression, and a name may be a type or the
/// beginning of a range, so what may be either is parsed as an operand first.
extension Parser {
  /// What a place holds where a type or a constant may stand.
  enum TypeOrConstant {
    case type(TypeSyntax)
    case constant(ExpressionSyntax)
  }

  mutating func parseType() -> TypeSyntax {
    guard let outer = enter() else { return skipNestedType() }
    defer { leave(outer) }
    switch parseTypeOrConstant() {
    case .type(let type): return type
    case .constant(let value): return refuseConstant(value)
    }
  }

  private mutating func skipNestedType() -> TypeSyntax {
    TypeSyntax(kind: .invalid, span: skipNestedExpression().span)
  }

  private mutating func refuseConstant(_ value: ExpressionSyntax) -> TypeSyntax {
    if case .invalid = value.kind {
      // The expression has said what is wrong.
    } else {
      reportExpected("'...' or '..<' of a range")
    }
    return TypeSyntax(kind: .invalid, span: value.span)
  }

  /// `Set<T>`, `0...3`, `T?`, or, as the capacity of a queue, `n + 1`.
  private mutating func parseTypeOrConstant() -> TypeOrConstant {
    let start = current.start
    let first = parseBareTypeOrConstant()
    guard case .type(let type) = first, at(.question) || at(.coalesce) else { return first }
    return .type(parseOptionalMarks(after: type, start: start))
  }

  /// Without `?` after it.
  private mutating func parseBareTypeOrConstant() -> TypeOrConstant {
    if at(.leftBracket) { return .type(parseMapType()) }
    if current.kind == .identifier {
      return at(word: "open") && startsNameAfterOpen
        ? .type(parseOpenType()) : parseNamedTypeOrRange()
    }
    if current.kind == .integer || at(.minus) || at(.leftParenthesis) {
      let start = current.start
      return parseRangeType(parseRangeBound(), start: start)
    }
    return .type(reportMissingType())
  }

  private mutating func parseOpenType() -> TypeSyntax {
    let start = current.start
    advance()
    let opened = parseType()
    return TypeSyntax(kind: .open(opened), span: span(from: start))
  }

  private mutating func reportMissingType() -> TypeSyntax {
    report(.expectedType(found: description(of: current), at: currentSpan))
    return TypeSyntax(kind: .invalid, span: currentSpan)
  }

  private var startsNameAfterOpen: Bool {
    let next = peek()
    return !next.isFirstOnLine && next.kind == .identifier
  }

  /// `?` and `??` after a type.
  private mutating func parseOptionalMarks(after type: TypeSyntax, start: Int32) -> TypeSyntax {
    var type = type
    while (at(.question) || at(.coalesce)) && !current.isFirstOnLine {
      let count = at(.question) ? 1 : 2
      mark(.postfixOperator)
      advance()
      for _ in 0..<count {
        guard wrap() else {
          type = TypeSyntax(kind: .invalid, span: span(from: start))
          continue
        }
        type = TypeSyntax(kind: .optional(type), span: span(from: start))
      }
    }
    return type
  }

  /// `[K: V]`
  private mutating func parseMapType() -> TypeSyntax {
    let opening = position
    let start = current.start
    advance()
    let key = parseType()
    guard take(.colon) else {
      reportExpected("':' and the type of the values")
      expectClosing(.rightBracket, of: opening)
      return TypeSyntax(kind: .invalid, span: span(from: start))
    }
    let value = parseType()
    expectClosing(.rightBracket, of: opening)
    return TypeSyntax(kind: .map(key, value), span: span(from: start))
  }

  /// `Name`, `Name.Member`, `Name<…>(…)`, or a range that begins with a name or a call.
  private mutating func parseNamedTypeOrRange() -> TypeOrConstant {
    let start = current.start
    let name = takeName()
    var member: Identifier?
    if at(.dot), !current.isFirstOnLine {
      mark(.memberDot)
      advance()
      member = expectMemberName("a type's name")
    }
    let hasGenerics = at(.less) && !current.isFirstOnLine
    let generics = hasGenerics ? parseTypeArguments() : []
    let hasArguments = at(.leftParenthesis) && !current.isFirstOnLine
    let arguments = hasArguments ? parseArguments() : nil
    if !hasGenerics, continuesRangeBound {
      let left = expression(name, member, arguments, start: start)
      return parseRangeType(parseRangeBound(after: left), start: start)
    }
    return .type(
      TypeSyntax(
        kind: .named(name, member: member, generics: generics, arguments: arguments ?? []),
        span: span(from: start)))
  }

  /// An operator follows that belongs to a range's bound or makes the range.
  private var continuesRangeBound: Bool {
    switch current.kind {
    case .symbol(.closedRange), .symbol(.halfOpenRange), .symbol(.plus), .symbol(.minus),
      .symbol(.star), .symbol(.slash), .symbol(.percent):
      true
    default: false
    }
  }

  /// What was read as a type's name, read as an operand.
  private func expression(
    _ name: Identifier, _ member: Identifier?, _ arguments: [ArgumentSyntax]?, start: Int32
  ) -> ExpressionSyntax {
    var result = ExpressionSyntax(kind: .name(name.text), span: name.span)
    if let member {
      result = ExpressionSyntax(
        kind: .member(result, member), span: name.span.joined(with: member.span))
    }
    if let arguments {
      result = ExpressionSyntax(kind: .call(result, arguments), span: span(from: start))
    }
    return result
  }

  private mutating func parseRangeBound(after left: ExpressionSyntax? = nil) -> ExpressionSyntax {
    let outer = allowsRange
    allowsRange = true
    defer { allowsRange = outer }
    return parseBinary(above: .range, after: left)
  }

  /// The rest of a range whose lower bound has been parsed; a constant when none follows.
  private mutating func parseRangeType(
    _ lower: ExpressionSyntax, start: Int32
  ) -> TypeOrConstant {
    if case .range(let low, let isClosed, let high) = lower.kind {
      // In parentheses: `(0...3)?`.
      return .type(
        TypeSyntax(kind: .range(low, isClosed: isClosed, high), span: span(from: start)))
    }
    guard at(.closedRange) || at(.halfOpenRange) else { return .constant(lower) }
    let isClosed = at(.closedRange)
    advance()
    let upper = parseRangeBound()
    return .type(
      TypeSyntax(kind: .range(lower, isClosed: isClosed, upper), span: span(from: start)))
  }

  /// `<T, 4>`
  private mutating func parseTypeArguments() -> [TypeArgumentSyntax] {
    let opening = position
    mark(.genericOpening)
    advance()
    var arguments: [TypeArgumentSyntax] = []
    while !isAtEnd, !at(.greater) {
      arguments.append(parseTypeArgument())
      guard take(.comma) else { break }
    }
    if at(.greater) { mark(.genericClosing) }
    expectClosing(.greater, of: opening)
    return arguments
  }

  private mutating func parseTypeArgument() -> TypeArgumentSyntax {
    guard let outer = enter() else { return .type(skipNestedType()) }
    defer { leave(outer) }
    switch parseTypeOrConstant() {
    case .type(let type): return .type(type)
    case .constant(let value): return .constant(value)
    }
  }
}
