package import Engine
package import SourceText
package import SpecLanguage

/// Which entities of a spec may be exchanged without anything else changing, and what follows.
package struct SpecSymmetry: Sendable {
  /// Why the identities of an entity cannot be exchanged.
  package struct Obstacle: Hashable, Sendable {
    /// `a loop over them whose order matters`
    package var reason: String
    /// What is to blame; nil where it is no single place.
    package var span: Span?
  }

  package struct Sort: Sendable {
    package var entity: EntityID
    package var name: String
    package var count: Int
    /// nil when they can be exchanged.
    package var obstacle: Obstacle?
  }

  /// Entities of at least two identities that stand in the state or in an action's parameters.
  package var sorts: [Sort]
  /// nil when no sort can be exchanged.
  package var plan: SymmetryPlan?
  /// Where a failure may hide another that a renamed state would show: a finding there calls for a
  /// search without exchanges.
  package var sensitiveSpans: Set<Span>
  /// Properties whose being violated may hide such a failure.
  package var sensitiveProperties: Set<Int>
  /// Branches that a renamed state may take where the state itself does not, because evaluation
  /// ends early.
  package var uncertainBranches: Set<Int>

  /// Those that are exchanged.
  package var reduced: [Sort] { sorts.filter { $0.obstacle == nil } }
}
