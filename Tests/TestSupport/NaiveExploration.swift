package import SpecLanguage
package import SpecSemantics

/// What `NaiveExplorer` found out about a spec.
package struct NaiveExploration: Sendable {
  /// Something that broke or was reached.
  package enum Finding: Hashable, Sendable {
    /// An invariant or theorem is false, or a reachable true, in a state.
    case property(PropertyInstance)
    /// A step does not meet a step property.
    case step(PropertyInstance)
    /// A rule that holds without being written down.
    case violation(Violation)
    case deadlock
  }

  package struct Extremes: Hashable, Sendable {
    package var least: Int64
    package var greatest: Int64
  }

  /// In the order in which they were found, level by level.
  package var states: [StateValue] = []
  /// The level of each state: the fewest steps from an initial one.
  package var levels: [Int] = []
  /// Completed steps, those back to known states included.
  package var transitions = 0
  /// States that a constraint kept from being expanded.
  package var constrained = 0
  /// The fewest steps after which each finding shows: of the state it is about, or of the state
  /// after a step that does not meet a property; -1 for a violation while initialising.
  package var findings: [Finding: Int] = [:]
  package var measures: [PropertyInstance: Extremes] = [:]
  /// How often each action was taken, by what it was a step of.
  package var fired: [StepLabel: Int] = [:]
  /// The properties of which the antecedent was true somewhere.
  package var antecedentsMet: Set<Int> = []

  /// The branches that completed steps went through.
  package var covered: Set<BranchID> = []

  package var depth: Int { levels.last ?? 0 }

  /// Keeps the fewest steps.
  mutating func note(_ finding: Finding, at level: Int) {
    findings[finding] = min(findings[finding] ?? level, level)
  }
}
