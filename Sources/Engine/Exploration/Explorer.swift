/// Searches all states that a program can reach, breadth first, in whole levels.
///
///     let explorer = Explorer(program: program, limits: .init(memoryBytesMax: 1 << 30))
///     let exploration = explorer.explore()
///
/// What it finds and how it counts does not depend on the order in which states are found: a level
/// is finished before anything on it is chosen.
package struct Explorer: Sendable {
  let linked: LinkedProgram
  let limits: ExplorationLimits
  let symmetry: SymmetryPlan?
  /// Native code to run from the beginning.
  let native: NativeProgram?
  let settings: SearchSettings

  /// - Parameter symmetry: makes one state stand for all that differ from it in names only.
  ///
  /// Traps when the program is unsound (`Program.firstFlaw`).
  package init(
    program: Program, limits: ExplorationLimits, symmetry: SymmetryPlan? = nil,
    settings: SearchSettings = SearchSettings()
  ) {
    linked = LinkedProgram(program)
    self.limits = limits
    self.symmetry = symmetry
    self.settings = settings
    native = nil
  }

  /// Explores with native code alone.
  package init(
    native: NativeProgram, limits: ExplorationLimits, symmetry: SymmetryPlan? = nil,
    settings: SearchSettings = SearchSettings()
  ) {
    linked = native.linked
    self.limits = limits
    self.symmetry = symmetry
    self.settings = settings
    self.native = native
  }

  /// What tells this search from others: checkpoints of one are of no use to another.
  package var fingerprint: String {
    ProgramFingerprint(linked.program, isSymmetric: symmetry != nil).text
  }

  /// - Parameters:
  ///   - isSettled: asked at the end of each level on which something new was found, with all that
  ///     was found so far in a fixed order; the last answer stands. Once it is true, the search
  ///     ends with `.settled` at the end of a level.
  ///   - settledStatesMin: a settled search goes on until it has seen so many states, because
  ///     complete counts of a small model are worth more than the moment that they take.
  ///   - countsTransitions: also counts the steps of all states that those seen stand for, which
  ///     takes them once more.
  ///   - liveness: what is to be found out about runs, once all states are there. There must be no
  ///     symmetry then: names matter along a run.
  ///   - progress: called about every 100 ms.
  ///   - checkpointer: saves the search now and then, and has what is to be taken up.
  ///   - shouldStop: asked about every 10 ms; true ends the search with `.cancelled`.
  /// - Complexity: O(transitions) time, and memory for each state of its packed words and 5 to 21
  ///   bytes.
  package func explore(
    isSettled: (([Finding.Kind]) -> Bool)? = nil,
    settledStatesMin: Int = 0,
    countsTransitions: Bool = false,
    liveness: LivenessTask? = nil,
    checkpointer: Checkpointer? = nil,
    progress: ((ExplorationProgress) -> Void)? = nil,
    shouldStop: (() -> Bool)? = nil
  ) -> Exploration {
    let watch = SearchWatch(limits: limits, progress: progress, shouldStop: shouldStop)
    guard
      var search = Search(
        linked, symmetry.map { SymmetryTables($0, linked.program.layout) }, limits: limits,
        settings: settings, watch: watch,
        checkpointer: checkpointer)
    else {
      return .empty(linked.program, stop: .memory(bytes: limits.memoryBytesMax))
    }
    if let native { search.adopt(native) }
    search.run(isSettled: isSettled, settledStatesMin: settledStatesMin)
    search.tiers.end()
    search.store.checkInvariants()
    if search.stop == nil || search.stop == .settled { checkpointer?.clear() }
    let answers = liveness.map { search.answer($0) } ?? []
    var exploration = search.exploration(countsTransitions: countsTransitions)
    exploration.liveness = answers
    return exploration
  }
}

extension Exploration {
  /// A search that did not begin.
  static func empty(_ program: Program, stop: ExplorationStop?) -> Exploration {
    Exploration(
      states: 0, transitions: 0, depth: 0, stop: stop, constrained: 0, findings: [],
      measures: Array(repeating: nil, count: program.checks.count),
      fired: Array(repeating: 0, count: program.actions.count),
      branchesTaken: Array(repeating: false, count: program.branchCount),
      casesSeen: Array(repeating: [], count: program.enumerationCount), peakBytes: 0,
      elapsed: .zero)
  }
}
