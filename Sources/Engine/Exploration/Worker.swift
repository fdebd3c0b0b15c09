/// What one thread of a search has for itself.
///
/// `expand` and `check` are the only places where it matters how code is run, and `deliver` the
/// only one through which states reach the store.
final class Worker {
  private let linked: LinkedProgram
  private let orbits: OrbitCounter?
  private var bytecode: BytecodeExpander
  private var checker: StateChecker
  /// Native code, once there is some.
  private var native: NativeTier?
  private(set) var batch: SuccessorBatch
  private(set) var findings: FindingCollector
  /// States of the next level that are to be expanded.
  private var made = StateRanges()
  /// States that a constraint keeps from being expanded.
  private(set) var constrained = 0
  /// Of the run checked last: the numbers of the states outside the constraints.
  private var outside: [Int] = []

  /// Successors that are looked up together: enough to hide the cache misses, and few enough for
  /// their slots to be in the cache still.
  static func batchCapacity(for linked: LinkedProgram) -> Int {
    max(512, 2 * NativeExpander.room(for: linked))
  }

  init(_ linked: LinkedProgram, _ symmetry: SymmetryTables? = nil) {
    self.linked = linked
    orbits = symmetry.map { OrbitCounter($0) }
    bytecode = BytecodeExpander(linked)
    checker = StateChecker(linked)
    batch = SuccessorBatch(wordCount: linked.wordCount, capacity: Self.batchCapacity(for: linked))
    findings = FindingCollector(
      checkCount: linked.program.checks.count, siteCount: linked.program.siteCount)
  }

  var byteCount: Int {
    bytecode.byteCount + checker.byteCount + batch.byteCount + (orbits?.byteCount ?? 0)
  }

  // MARK: Tiers

  /// Goes on with native code, from the next state on.
  func adopt(_ program: NativeProgram) {
    native = NativeTier(program, bytecode, checker)
  }

  // MARK: Work

  /// Fills the batch with successors of the run's states, from where the last call ended.
  func expand(_ run: inout StateRun, level: Int) -> ExpansionEnd {
    if native != nil && !bytecode.isInsideState {
      return native!.expander.expand(
        &run, level: level, slots: .none, into: &batch, findings: &findings,
        explainer: &bytecode)
    }
    return bytecode.expand(&run, level: level, into: &batch, findings: &findings)
  }

  /// Puts the batch into the store, where those not seen before get indices.
  ///
  /// Here it is complete and nobody has looked at it: what makes one state stand for several
  /// changes the words and hashes of the batch before they are inserted.
  ///
  /// - Returns: false when a state was left out because there are `countMax` already.
  func deliver(to store: inout StateStore, countMax: Int) -> Bool {
    defer { batch.removeAll() }
    orbits?.canonicalize(&batch)
    return store.insert(batch, countMax: countMax)
  }

  /// Checks states of a level that are new, and takes note of those to be expanded.
  func check(_ range: Range<Int>, of store: borrowing StateStore, level: Int) {
    outside.removeAll(keepingCapacity: true)
    check(store.run(range), level: level)
    constrained += outside.count
    made.append(range, without: outside)
  }

  private func check(_ run: StateRun, level: Int) {
    orbits?.count(run)
    if native != nil {
      native!.checker.check(
        run, level: level, findings: &findings, outside: &outside, explainer: &checker)
    } else {
      checker.check(run, level: level, findings: &findings, outside: &outside)
    }
  }

  /// What was made since the last call: the next level.
  func takeMade() -> StateRanges {
    defer { made = StateRanges() }
    return made
  }

  // MARK: Initial states

  func addInitial(_ words: [UInt64]) { batch.append(words) }

  func noteInitialFailure(site: Int, choices: [Int64]) {
    findings.noteInitialFailure(site: site, choices: choices)
  }

  // MARK: Results

  /// What the states of this worker stand for; nil when they stand for themselves only.
  var represented: RepresentedStates? { orbits?.represented }
  var transitions: Int { bytecode.transitions }
  var fired: [Int] { bytecode.fired }
  var measures: [MeasureTracker?] { checker.measures }
  var casesSeen: [Set<Int>] { checker.cases() }

  func addBranches(to branches: inout [Bool]) {
    bytecode.addBranches(to: &branches)
    checker.addBranches(to: &branches)
  }

  /// Whether something of a new kind was found since the last call.
  func takeNews() -> Bool { findings.takeNews() }
}
