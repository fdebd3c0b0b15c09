/// A transition-based generalised Büchi automaton.
///
/// It reads a run position by position. A run is accepted when some path of transitions takes, for
/// each acceptance set, infinitely many transitions that belong to it; with no acceptance set, when
/// there is an infinite path.
package struct BuchiAutomaton: Hashable, Sendable {
  package struct Transition: Hashable, Sendable {
    /// The propositions that must be true at the position that is read, a bit for each.
    package var required: UInt64
    /// Those that must be false.
    package var forbidden: UInt64
    package var target: Int
    /// The acceptance sets that it belongs to, a bit for each.
    package var acceptance: UInt64

    package init(required: UInt64, forbidden: UInt64, target: Int, acceptance: UInt64) {
      self.required = required
      self.forbidden = forbidden
      self.target = target
      self.acceptance = acceptance
    }
  }

  /// The transitions that leave each state.
  package var transitions: [[Transition]]
  package var initialState: Int
  package var acceptanceSetCount: Int

  init(transitions: [[Transition]], acceptanceSetCount: Int) {
    self.transitions = transitions
    initialState = 0
    self.acceptanceSetCount = acceptanceSetCount
  }

  /// The automaton that accepts exactly the runs that satisfy the formula: the same one whenever
  /// the formula is the same.
  ///
  /// Nil where it would need more than `statesMax` states or 64 acceptance sets, or where it could
  /// not be told without a tableau that is far larger.
  package init?(_ formula: TemporalFormula, statesMax: Int) {
    if let counting = Self.counting(formula) {
      guard counting.transitions.count <= statesMax else { return nil }
      self = counting
      return
    }
    var formulas = NormalFormulas()
    let normal = formulas.normalized(formula)
    var tableau = Tableau(formulas, statesMax: statesMax)
    guard var automaton = tableau.automaton(of: normal) else { return nil }
    automaton.reduce()
    guard automaton.transitions.count <= statesMax else { return nil }
    self = automaton
  }
}

extension BuchiAutomaton {
  /// All acceptance sets.
  var allSets: UInt64 {
    acceptanceSetCount == 64 ? UInt64.max : (1 << UInt64(acceptanceSetCount)) - 1
  }

  var transitionCount: Int { transitions.reduce(0) { $0 + $1.count } }
}

extension BuchiAutomaton.Transition {
  /// Can it be taken wherever the other can?
  func fits(whereverFits other: Self) -> Bool {
    required & ~other.required == 0 && forbidden & ~other.forbidden == 0
  }

  /// Can it be taken wherever the other can, and does it belong to the other's acceptance sets?
  func covers(_ other: Self) -> Bool {
    fits(whereverFits: other) && other.acceptance & ~acceptance == 0
  }

  static func precedes(_ a: Self, _ b: Self) -> Bool {
    (a.target, a.required, a.forbidden, a.acceptance)
      < (b.target, b.required, b.forbidden, b.acceptance)
  }
}
