/// What random walks came across.
package struct Simulation: Sendable {
  /// Completed runs of the initialisation that walks may begin with.
  package var initialStates = 0
  /// Walks that went to their ends.
  package var walks = 0
  /// Steps taken, those of walks that were cut short included.
  package var steps = 0
  /// The most steps of one walk.
  package var deepest = 0
  /// Walks that ended because they had their number of steps.
  package var walksToTheLimit = 0
  /// Walks that ended in a state outside a constraint.
  package var walksOutsideConstraint = 0
  /// Why not all walks were taken; nil when they were.
  package var stop: ExplorationStop?
  /// In the order of the kinds, then of checks and sites.
  package var findings: [WalkFinding] = []
  /// By check index; nil for checks that are no measures, or when no state was seen.
  package var measures: [ClosedRange<Int64>?]
  /// How often each ground action was taken.
  package var taken: [Int]
  /// Whether each ground action had a step in some state on the way.
  package var offered: [Bool]
  package var branchesTaken: [Bool]
  /// By enumeration: the case indices seen in some state on the way.
  package var casesSeen: [Set<Int>]
  package var elapsed: Duration = .zero
  /// Where the walks began.
  let start: WalkStart

  init(_ program: Program, start: WalkStart) {
    self.start = start
    measures = Array(repeating: nil, count: program.checks.count)
    taken = Array(repeating: 0, count: program.actions.count)
    offered = Array(repeating: false, count: program.actions.count)
    branchesTaken = Array(repeating: false, count: program.branchCount)
    casesSeen = Array(repeating: [], count: program.enumerationCount)
  }
}

/// Something that walks came across, and the walk that did so after the fewest steps; of several
/// such the one with the smallest number.
package struct WalkFinding: Hashable, Sendable {
  /// As with a search, but for the action and the choices of a failing one, which only a recorded
  /// walk tells.
  package enum Kind: Hashable, Sendable {
    case check(Int)
    case checkFailed(Int, site: Int)
    case actionFailed(site: Int)
    /// While initialising, with these choices.
    case initializationFailed(site: Int, choices: [Int64])
    case step(site: Int)
    case deadlock
  }

  package var kind: Kind
  /// The walk's number; 0 for the initialisation.
  package var walk: Int
  /// Steps of that walk before the state in which it was found.
  package var depth: Int
  /// In how many walks it was found.
  package var walks: Int
}

/// A look at walks that are under way.
package struct SimulationProgress: Sendable {
  package var walks: Int
  package var steps: Int
  package var elapsed: Duration
}
