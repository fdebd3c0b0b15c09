package import SourceText

/// A name as it stands in the text.
package struct Identifier: Hashable, Sendable {
  package var text: String
  package var span: Span
}

/// An expression as parsed: no names resolved, no types known.
package struct ExpressionSyntax: Sendable {
  package indirect enum Kind: Sendable {
    case integer(Int64)
    case boolean(Bool)
    case nilLiteral
    /// `x`; also a type's name where an expression may start with one, as in `Mode.open`.
    case name(String)
    /// `.closed`; with a payload it is the callee of a `call`.
    case shorthandCase(Identifier)
    /// `a.b`. Keywords may stand after the dot, as in `row.range` or `finish.ensures`.
    case member(ExpressionSyntax, Identifier)
    /// `a?.b`
    case optionalMember(ExpressionSyntax, Identifier)
    /// `f(x)`, `b.admit(c)`, `Point(x: 1, y: 2)`, `.lost(1)`, `min(a, b)`, `enabled(send(c))`.
    case call(ExpressionSyntax, [ArgumentSyntax])
    case subscripted(ExpressionSyntax, ExpressionSyntax)
    /// `e!`
    case unwrap(ExpressionSyntax)
    case prefix(PrefixOperator, ExpressionSyntax)
    case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
    /// `a...b` or `a..<b`: only as the domain of a quantifier or a loop.
    case range(ExpressionSyntax, isClosed: Bool, ExpressionSyntax)
    /// `c ? a : b`
    case conditional(ExpressionSyntax, then: ExpressionSyntax, otherwise: ExpressionSyntax)
    /// `if c { a } else { b }` where a value is wanted; `otherwise` is itself an `if` for `else
    /// if`.
    case ifExpression(ExpressionSyntax, then: ExpressionSyntax, otherwise: ExpressionSyntax)
    case switchExpression(ExpressionSyntax, [SwitchExpressionCaseSyntax])
    /// `e is .case`
    case isCase(ExpressionSyntax, Identifier)
    /// `forall x in T, y in U where q: p`
    case quantified(Quantifier, [BindingSyntax], ExpressionSyntax)
    /// `count(x in T where p)`, `sum(e for x in T where p)`, `min(e for …)`, `max(e for …)`.
    case aggregate(Aggregate, ExpressionSyntax?, BindingSyntax)
    /// `[]`, `[a, b]`: a set, a queue or a bag, by what is expected.
    case listLiteral([ExpressionSyntax])
    /// `[k: v, …]` by key, every key given or `_: v` for the others.
    case mapLiteral([MapEntrySyntax])
    /// `[x: e for x in K]`
    case mapComprehension(Identifier, ExpressionSyntax, BindingSyntax)
    /// `{ x in T where p }`
    case setComprehension(BindingSyntax)
    /// `old(e)`
    case old(ExpressionSyntax)
    /// `any T where p`: only as the whole right side of a `let`, or of a `var` declaration.
    case any(DomainSyntax, where: ExpressionSyntax?)
    case temporalPrefix(TemporalPrefix, ExpressionSyntax)
    case temporalBinary(TemporalBinary, ExpressionSyntax, ExpressionSyntax)
    /// `recovers p within n ticks after q`
    case boundedResponse(ExpressionSyntax, within: ExpressionSyntax, after: ExpressionSyntax)
    /// A place where the parser gave up; it has said why.
    case invalid
  }

  package var kind: Kind
  package var span: Span
}

package enum PrefixOperator: String, Sendable {
  case not = "!"
  case negate = "-"
}

package enum BinaryOperator: String, CaseIterable, Sendable {
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case add = "+"
  case subtract = "-"
  case coalesce = "??"
  case isIn = "in"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and = "&&"
  case or = "||"
  case implies = "implies"
}

package enum Quantifier: String, Sendable {
  case forall, exists
}

package enum Aggregate: String, Sendable {
  case count, sum, min, max
}

package enum TemporalPrefix: String, Sendable {
  case always, eventually, next
}

package enum TemporalBinary: String, Sendable {
  case until, releases, leadsto
}

package struct ArgumentSyntax: Sendable {
  package var label: Identifier?
  package var value: ExpressionSyntax
}

package struct MapEntrySyntax: Sendable {
  /// nil for `_`: every key that no other entry names.
  package var key: ExpressionSyntax?
  package var value: ExpressionSyntax
}

/// `x in T where p`
package struct BindingSyntax: Sendable {
  package var name: Identifier
  package var domain: DomainSyntax
  package var condition: ExpressionSyntax?
}

/// What a variable ranges over. A bare name may be a type or a value: the checker decides.
package enum DomainSyntax: Sendable {
  /// A name, an integer range, or a set-, bag- or queue-valued expression.
  case expression(ExpressionSyntax)
  /// What can only be a type: `Set<T>`, `[K: V]`, `T?`.
  case type(TypeSyntax)
}

/// `case .a(let x, _), .b: e`
package struct SwitchExpressionCaseSyntax: Sendable {
  package var patterns: [PatternSyntax]
  package var value: ExpressionSyntax
  package var span: Span
}

/// What a `case` of a `switch` matches.
package struct PatternSyntax: Sendable {
  package enum Kind: Sendable {
    /// `.open`, `.sent(let to, _)`: names for the payload, nil for `_`; empty when none are
    /// written.
    case enumCase(Identifier, bindings: [Identifier?])
    /// `3`, `true`, `nil`, a constant.
    case value(ExpressionSyntax)
    /// `0...2`
    case range(ExpressionSyntax, isClosed: Bool, ExpressionSyntax)
    /// `default`, also `_`
    case otherwise
  }

  package var kind: Kind
  package var span: Span
}
