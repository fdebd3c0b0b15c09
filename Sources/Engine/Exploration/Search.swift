/// One search under way.
struct Search: ~Copyable {
  let linked: LinkedProgram
  /// nil when every state is looked at.
  let symmetry: SymmetryTables?
  let limits: ExplorationLimits
  let settings: SearchSettings
  var watch: SearchWatch
  let store: StateStore
  /// The first belongs to the thread of the search, the others to those of the team.
  var workers: [Worker]
  var tiers: TierSwitch
  /// Nil until a level is large enough.
  var team: ThreadTeam?
  /// By level: the ranges of states to be expanded, which leaves out those outside a constraint.
  var levels: [[Range<Int>]] = []
  /// The states of the levels found last.
  var levelSizes: [Int] = []
  /// The last level that contains a state.
  var depth = 0
  /// The states of all levels that are closed.
  var statesBefore = 0
  var levelBytes = 0
  /// Of all workers, as they were when the last level ended.
  var findings: FindingCollector
  private var findingBytes = 0
  /// What no worker has counted: the branches of the initialisation, and all of a search that this
  /// one goes on with.
  var carried: SearchTally
  /// Nil when nothing is saved, or no more.
  var checkpointer: Checkpointer?
  /// Why nothing is saved any more.
  var savingFailure: CheckpointError?
  /// Whether folding the states may still be of use.
  var mayFold: Bool
  /// What part of their memory folded states would take; nil when that was not worked out yet.
  var foldedShare: Double?
  /// Whether moving states to a file may still be of use.
  var maySpill: Bool
  var spillFile: SpillFile?
  /// Why no state was moved to a file any more.
  var spillFailure: CheckpointError?
  var stop: ExplorationStop?
  /// Of the questions about runs.
  var livenessPeakBytes = 0

  /// Nil when the memory allowed is not even enough to begin.
  init?(
    _ linked: LinkedProgram, _ symmetry: SymmetryTables?, limits: ExplorationLimits,
    settings: SearchSettings, watch: SearchWatch, checkpointer: Checkpointer? = nil
  ) {
    let worker = Worker(
      linked, symmetry, number: 0, mayBeNative: settings.tiers != .bytecodeOnly)
    guard
      let store = StateStore(
        linked.keyShape, memoryBytesMax: limits.memoryBytesMax,
        bytesElsewhere: worker.byteCount + Self.spareBytes(of: limits.memoryBytesMax),
        workerCountMax: settings.threadCount,
        batchCapacity: Worker.batchCapacity(for: linked), isFolded: settings.folding == .always)
    else { return nil }
    // A state left out of a level may end a range, and the next one begin another.
    let isConstrained = linked.program.checks.contains { $0.role == .constraint }
    store.bytesPerStateElsewhere = isConstrained ? MemoryLayout<Range<Int>>.size : 0
    self.linked = linked
    self.symmetry = symmetry
    self.limits = limits
    self.settings = settings
    self.watch = watch
    self.store = store
    workers = [worker]
    tiers = TierSwitch(linked, settings.tiers, processorCount: settings.processorCount)
    findings = FindingCollector(
      checkCount: linked.program.checks.count, siteCount: linked.program.siteCount)
    carried = SearchTally(linked.program)
    self.checkpointer = checkpointer
    maySpill = settings.spillFolder != nil
    let isWide = linked.wordCount >= Self.foldedWordsMin
    mayFold = settings.folding == .auto && isWide && store.hasMemoryToFold
  }

  /// Waits where nothing is to be done before there is native code, and has all workers go on with
  /// what has come. Only between two rounds.
  mutating func changeTiers() {
    while stop == nil && tiers.isAwaited {
      if tiers.poll(elapsed: watch.elapsed) { continue }
      NativeBuild.pause()
      look()
    }
    if let program = tiers.takeBuilt() { hand(program) }
  }

  /// Goes on with native code that is there from the beginning.
  mutating func adopt(_ program: NativeProgram) {
    tiers.adopt(program)
    hand(program)
  }

  private func hand(_ program: NativeProgram) {
    for worker in workers { worker.adopt(program) }
  }

  mutating func run(isSettled: (([Finding.Kind]) -> Bool)?, settledStatesMin: Int) {
    changeTiers()
    // Without the native code that was asked for there is no search.
    if settings.tiers == .nativeOnly && tiers.native == nil { stop = stop ?? .cancelled }
    var frontier = begin()
    var hasSettled = false
    while stop == nil && frontier.count > 0 {
      if let isSettled, findings.takeNews() {
        let kinds = findings.found.map(\.kind)
        hasSettled = isSettled(symmetry.map { $0.orbits.closure(of: kinds) } ?? kinds)
      }
      if hasSettled && store.count >= settledStatesMin {
        stop = .settled
      } else if let depthMax = limits.depthMax, levels.count > depthMax {
        save(ifDue: false)
        stop = .depth(depthMax)
      } else {
        save(ifDue: true)
        expand(frontier)
        frontier = endLevel()
      }
    }
  }

  /// Closes the level that is being made; states outside a constraint are not part of it.
  mutating func endLevel() -> StateRanges {
    depth = store.count > statesBefore ? levels.count : depth
    levelSizes = levelSizes.suffix(7) + [store.count - statesBefore]
    statesBefore = store.count
    tiers.endLevel(sizes: levelSizes, states: store.count, elapsed: watch.elapsed)
    let level = StateRanges(joining: workers.map { $0.takeMade() })
    levels.append(level.ranges)
    noteBytes(ofLevel: level.byteCount)
    for worker in workers {
      guard let changed = worker.changedFindings() else { continue }
      findings.merge(changed)
      findingBytes = findings.byteCount * (workers.count + 1)
    }
    countMemory()
    return level
  }

  /// A list of ranges takes its elements, its header, and its place among the levels.
  mutating func noteBytes(ofLevel byteCount: Int) {
    levelBytes += byteCount + MemoryLayout<[Range<Int>]>.stride + 32
  }

  /// Tells the store what the search itself has allocated, with something to spare for what the
  /// next level will take; that comes out of the spare part even when the store fills all the rest.
  mutating func countMemory(pieceBytes: Int = 0) {
    let known = levelBytes + findingBytes + pieceBytes
    let own = workers.reduce(known) { sum, worker in sum + worker.byteCount }
    let left = limits.memoryBytesMax - (store.bytes - store.bytesElsewhere) - own
    let spare = Self.spareBytes(of: limits.memoryBytesMax)
    store.bytesElsewhere = own + min(max(left, 0), spare)
    if left < spare / 2 && stop == nil { stop = .memory(bytes: limits.memoryBytesMax) }
  }

  private static func spareBytes(of memory: Int) -> Int { 4096 + memory / 256 }

  /// Looks at the clock and the caller's wishes.
  mutating func look() {
    let (store, workers) = (self.store, self.workers)
    let level = levels.count
    let frontier = store.count - statesBefore
    // Beyond the last level that is whole; what the one under way has is no longer left.
    let remaining = RemainingStates.estimate(levelSizes: levelSizes).map { max(0, $0 - frontier) }
    let reason = watch.look { elapsed in
      let others = workers.dropFirst().reduce(0) { sum, worker in
        sum + worker.publishedTransitions
      }
      return ExplorationProgress(
        states: store.count, transitions: workers[0].transitions + others, level: level,
        frontier: frontier, bytes: store.bytes, elapsed: elapsed,
        remaining: remaining)
    }
    if stop == nil { stop = reason }
  }
}
