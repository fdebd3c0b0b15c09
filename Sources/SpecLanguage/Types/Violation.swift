package import SourceText

/// A rule that holds without being written down as a property, broken by a step or by an
/// evaluation.
///
/// The engine's sites and the direct evaluator both speak of violations in this form, so that they
/// can be compared; two violations are the same when all three parts are.
package struct Violation: Error, Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A value outside the range of where it was to be kept: named `row.range`.
    case range
    /// An element too many for a queue or a bag: named `queue.capacity`.
    case capacity
    /// A transition called where its `when` is false: `Breaker.finish.when`.
    case precondition
    /// A transition that did not do what its `ensures` says: `Breaker.finish.ensures`.
    case postcondition
    /// An `assert` that is false: `assert`.
    case assertion
    /// A queue's place past its end: `index`.
    case index
    /// `!` on nil: `unwrap`.
    case unwrap
    /// Overflow of 64 bits, or division by zero: `arithmetic`.
    case arithmetic
    /// The least or greatest of nothing: `empty`.
    case empty
  }

  package var kind: Kind
  package var name: String
  /// The expression or statement that broke it.
  package var span: Span

  package init(kind: Kind, name: String, span: Span) {
    self.kind = kind
    self.name = name
    self.span = span
  }
}
