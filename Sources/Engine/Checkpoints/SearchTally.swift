/// What a search has counted and found besides the states themselves.
struct SearchTally: Codable {
  var transitions = 0
  /// How often each ground action was taken.
  var fired: [Int]
  var branchesTaken: [Bool]
  /// By enumeration: the cases seen.
  var casesSeen: [Set<Int>]
  /// By check.
  var measures: [MeasureTracker?]
  /// States that a constraint keeps from being expanded.
  var constrained = 0
  /// What the states stand for, when they stand for others too.
  var represented: RepresentedStates?

  init(_ program: Program) {
    fired = Array(repeating: 0, count: program.actions.count)
    branchesTaken = Array(repeating: false, count: program.branchCount)
    casesSeen = Array(repeating: [], count: program.enumerationCount)
    measures = Array(repeating: nil, count: program.checks.count)
  }

  /// Adds what one worker has counted.
  mutating func add(_ worker: Worker) {
    transitions += worker.transitions
    fired = zip(fired, worker.fired).map { $0 + $1 }
    worker.addBranches(to: &branchesTaken)
    casesSeen = zip(casesSeen, worker.casesSeen).map { $0.union($1) }
    constrained += worker.constrained
    for (check, measure) in worker.measures.enumerated() {
      guard let measure else { continue }
      if measures[check] == nil { measures[check] = measure }
      measures[check]?.merge(measure)
    }
    if let more = worker.represented { represented = represented?.joined(with: more) ?? more }
  }

  /// Whether it can be one of this program's.
  func fits(_ program: Program) -> Bool {
    fired.count == program.actions.count && branchesTaken.count == program.branchCount
      && casesSeen.count == program.enumerationCount && measures.count == program.checks.count
  }
}
