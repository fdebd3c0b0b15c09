import SourceText

extension Checker {
  /// A value as one of another type: narrowed, wrapped in an optional, or filling a map.
  ///
  /// `name` says whose range a narrowing guards. A constant that cannot fit is refused here when it
  /// is written as a literal or certain to be needed (`isDefinite`); elsewhere it
  /// may stand where these parameters never lead.
  mutating func coerce(
    _ value: Expression, to type: Type, name: String, isDefinite: Bool = false
  ) -> Expression? {
    if value.type == type { return value }
    switch (value.type, type) {
    case (.integer(let from), .integer(let to)):
      return narrow(value, from, to, name: name, isDefinite: isDefinite)
    case (.optional(let from), .optional(let to)):
      return rewrap(value, from, to, name: name)
    case (_, .optional(let wrapped)):
      guard let inner = coerce(value, to: wrapped, name: name, isDefinite: isDefinite) else {
        return nil
      }
      return Expression(kind: .some(inner), type: type, span: value.span)
    case (.map, .map): break
    case (_, .map(_, let element)):
      guard let inner = coerce(value, to: element, name: name, isDefinite: isDefinite) else {
        return nil
      }
      return Expression(kind: .fill(inner), type: type, span: value.span)
    default: break
    }
    report(TypeMistake.mismatch(phrase(value.type), wanted: phrase(type), at: value.span))
    return nil
  }

  private mutating func narrow(
    _ value: Expression, _ from: IntegerRange, _ to: IntegerRange, name: String, isDefinite: Bool
  ) -> Expression? {
    if to.contains(from) { return value }
    if case .integer(let number) = value.kind, isDefinite || isWrittenOut(value) {
      report(TypeMistake.outOfRange(number, name: name, describe(.integer(to)), at: value.span))
      return nil
    }
    return Expression(kind: .narrow(value, name: name), type: .integer(to), span: value.span)
  }

  /// Is the number there for the reader to see, not worked out from parameters?
  private func isWrittenOut(_ value: Expression) -> Bool {
    sources.text(of: value.span).utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
    }
  }

  /// An optional integer as an optional of another range.
  private mutating func rewrap(
    _ value: Expression, _ from: Type, _ to: Type, name: String
  ) -> Expression? {
    if case .none = value.kind {
      return Expression(kind: .none, type: .optional(to), span: value.span)
    }
    if case .some(let inner) = value.kind {
      guard let inner = coerce(inner, to: to, name: name) else { return nil }
      return Expression(kind: .some(inner), type: .optional(to), span: value.span)
    }
    guard join(from, to) != nil else {
      report(
        TypeMistake.mismatch(
          phrase(value.type), wanted: phrase(.optional(to)), at: value.span))
      return nil
    }
    let local = newLocal("wrapped", from)
    let inner = Expression(kind: .local(local), type: from, span: value.span)
    guard let fitted = coerce(inner, to: to, name: name) else { return nil }
    return Expression(
      kind: .ifSome(value, local, value: fitted, flatten: false), type: .optional(to),
      span: value.span)
  }
}
