internal import Synchronization

/// What one thread of a search has for itself.
///
/// `expand` and `check` are the only places where it matters how code is run, and `deliver` the
/// only one through which states reach the store.
final class Worker {
  /// Its number in the store; 0 is the one of the search's own thread.
  private let number: Int
  private let linked: LinkedProgram
  private let orbits: OrbitCounter?
  private var bytecode: BytecodeExpander
  private var checker: StateChecker
  /// Native code, once there is some.
  private var native: NativeTier?
  /// What it takes or, as long as there may be some, will take for the most part.
  private var nativeBytes: Int
  private(set) var batch: SuccessorBatch
  private var findings: FindingCollector
  /// The piece under way.
  private var piece = 0..<0
  /// Its states, as far as they are not expanded; nil when all are.
  private var run: StateRun?
  /// States of the next level that are to be expanded.
  private var made = StateRanges()
  /// States that a constraint keeps from being expanded.
  private(set) var constrained = 0
  /// Of the batch delivered last: what was new.
  private var fresh = StateRanges()
  /// Of the run checked last: the numbers of the states outside the constraints.
  private var outside: [Int] = []
  private var flushes = 0
  private let published = Atomic(0)

  /// Successors that are looked up together: enough to hide the cache misses, and few enough for
  /// their slots to be in the cache still.
  static func batchCapacity(for linked: LinkedProgram) -> Int {
    max(512, 2 * NativeExpander.room(for: linked))
  }

  /// - Parameter mayBeNative: whether native code may come: memory for it is counted from the
  ///   beginning, since it comes in the middle of a level.
  init(
    _ linked: LinkedProgram, _ symmetry: SymmetryTables?, number: Int, mayBeNative: Bool
  ) {
    self.number = number
    nativeBytes = mayBeNative ? RecentKeys(linked.keyShape).byteCount : 0
    self.linked = linked
    orbits = symmetry.map { OrbitCounter($0) }
    bytecode = BytecodeExpander(linked)
    checker = StateChecker(linked)
    batch = SuccessorBatch(linked.keyShape, capacity: Self.batchCapacity(for: linked))
    findings = FindingCollector(
      checkCount: linked.program.checks.count, siteCount: linked.program.siteCount)
  }

  var byteCount: Int {
    bytecode.byteCount + checker.byteCount + batch.byteCount + made.byteCount + fresh.byteCount
      + outside.capacity * 8 + (orbits?.byteCount ?? 0) + nativeBytes
  }

  // MARK: Rounds

  /// How work on a round ended.
  enum End {
    /// There is nothing left to take.
    case done
    /// The round is over before its work is done; another round goes on from here.
    case interrupted
    /// The store takes no more: there is no memory for it.
    case outOfMemory
    /// The store takes no more: there are as many states as there may be.
    case countReached
  }

  /// Whether something is left of an interrupted round.
  var isBusy: Bool { run != nil || batch.count > 0 }

  /// Takes piece after piece of a round and does it.
  ///
  /// - Parameter pulse: called after every batch, and when there was none for a while.
  func work(on round: Round, pulse: () -> Void = {}) -> End {
    while !round.isOver {
      if run == nil, let next = round.nextPiece(for: number) {
        piece = next
        run = round.store.run(piece, worker: number, for: .expanding)
      }
      let hasRun = run != nil
      if hasRun && expandRun(of: round) == .done { continue }
      let end = flush(to: round.store, level: round.level + 1, as: round.access)
      guard end == .done else {
        round.end()
        return end
      }
      pulse()
      if !hasRun { return .done }
    }
    return .interrupted
  }

  /// Gets the states of the piece under way anew: the store has them elsewhere.
  func reload(from store: StateStore) {
    guard let position = run?.position else { return }
    run = store.run(piece, worker: number, for: .expanding)
    run?.position = position
  }

  private func expandRun(of round: Round) -> ExpansionEnd {
    guard var rest = run else { return .done }
    // Where states are renamed before they are looked up, nobody knows their slots yet.
    let slots = orbits == nil ? round.store.slotPlaces : .none
    let end = expand(&rest, level: round.level, slots: slots)
    run = end == .done ? nil : rest
    return end
  }

  /// Puts the batch into the store, and checks what is new there: all its states are checked.
  func flush(to store: StateStore, level: Int, as access: Round.Access) -> End {
    var countMax = Int.max
    switch access {
    case .shared: guard store.reserve(batch.count) else { return .interrupted }
    case .alone(let most):
      countMax = most
      guard store.reserve(batch.count) || hasMadeRoom(in: store) else { return .outOfMemory }
    }
    let isComplete = deliver(to: store, countMax: countMax)
    for range in fresh.ranges { check(range, of: store, level: level) }
    publishTransitions()
    return isComplete ? .done : .countReached
  }

  private func hasMadeRoom(in store: StateStore) -> Bool {
    store.makeRoom(for: batch.count) && store.reserve(batch.count)
  }

  // MARK: Tiers

  /// Goes on with native code, from the next state on.
  func adopt(_ program: NativeProgram) {
    let tier = NativeTier(program, bytecode, checker)
    nativeBytes = tier.byteCount
    native = consume tier
  }

  // MARK: Work

  /// Fills the batch with successors of the run's states, from where the last call ended.
  private func expand(_ run: inout StateRun, level: Int, slots: SlotPlaces) -> ExpansionEnd {
    if native != nil && !bytecode.isInsideState {
      return native!.expander.expand(
        &run, level: level, slots: slots, into: &batch, findings: &findings,
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
  private func deliver(to store: StateStore, countMax: Int) -> Bool {
    fresh.removeAll()
    defer { batch.removeAll() }
    orbits?.canonicalize(&batch)
    return store.insert(batch, worker: number, countMax: countMax, fresh: &fresh)
  }

  /// Checks states of a level that are new, and takes note of those to be expanded.
  private func check(_ range: Range<Int>, of store: StateStore, level: Int) {
    var rest = range
    while !rest.isEmpty {
      let part = rest.prefix(store.runMax)
      rest = part.endIndex..<rest.upperBound
      outside.removeAll(keepingCapacity: true)
      check(store.run(part.startIndex..<part.endIndex, worker: number), level: level)
      constrained += outside.count
      made.append(part.startIndex..<part.endIndex, without: outside)
    }
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

  /// What was made since the last call, which is part of the next level.
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
  /// Steps taken, for other threads to look at while a round lasts; a little late.
  var publishedTransitions: Int { published.load(ordering: .relaxed) }

  private func publishTransitions() {
    // Counting goes through all actions.
    flushes &+= 1
    if flushes % 16 == 0 { published.store(transitions, ordering: .relaxed) }
  }

  var transitions: Int { bytecode.transitions }
  var fired: [Int] { bytecode.fired }
  var measures: [MeasureTracker?] { checker.measures }
  var casesSeen: [Set<Int>] { checker.cases() }

  /// What was found so far; nil when nothing has changed since the last call.
  func changedFindings() -> FindingCollector? { findings.takeChanges() ? findings : nil }

  func addBranches(to branches: inout [Bool]) {
    bytecode.addBranches(to: &branches)
    checker.addBranches(to: &branches)
  }
}

// In a round it is used by one thread alone, and between rounds by the search's own; the hand-over
// of rounds orders that. What others see in a round is atomic.
extension Worker: @unchecked Sendable {}
