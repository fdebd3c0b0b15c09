package import SourceText

/// A statement whose names are resolved and whose types are known.
package struct Statement: Sendable {
  package indirect enum Kind: Sendable {
    case assign(place: Expression, Expression)
    case write(WritingMethod, place: Expression, [Expression])
    /// Gives a local its value; a mutable local is a place that later statements assign to.
    case bind(LocalID, Expression)
    /// A choice: every value of the domain for which the condition holds is a step of its own.
    case choose(Binding)
    case ifElse(Expression, then: Branch, otherwise: Branch)
    case ifSome(LocalID, Expression, then: Branch, otherwise: Branch)
    case switchOver(Expression, [SwitchCase<[Statement]>])
    case forIn(Binding, [Statement])
    /// Where it does not hold, the action is not enabled after all.
    case require(Expression)
    /// Where it does not hold, an assertion violation.
    case assert(Expression)
    case returnValue(Expression?)
    /// A transition called for its effect.
    case perform(Expression)
  }

  /// One side of an `if`, counted on its own.
  package struct Branch: Sendable {
    package var id: BranchID
    package var body: [Statement]
  }

  package var kind: Kind
  package var span: Span
}
