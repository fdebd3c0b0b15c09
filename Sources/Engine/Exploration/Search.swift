/// One search under way.
struct Search: ~Copyable {
  let linked: LinkedProgram
  /// nil when every state is looked at.
  let symmetry: SymmetryTables?
  let limits: ExplorationLimits
  var watch: SearchWatch
  var store: StateStore
  let worker: Worker
  /// By level: the ranges of states to be expanded, which leaves out those outside a constraint.
  var levels: [[Range<Int>]] = []
  /// The last level that contains a state.
  private(set) var depth = 0
  /// The states of all levels that are closed.
  private var statesBefore = 0
  /// Branches that the initialisation has taken.
  var initialBranches: [Bool]
  var stop: ExplorationStop?

  /// Nil when the memory allowed is not even enough to begin.
  init?(
    _ linked: LinkedProgram, _ symmetry: SymmetryTables?, limits: ExplorationLimits,
    watch: SearchWatch
  ) {
    let worker = Worker(linked, symmetry)
    guard
      let store = StateStore(
        wordCount: linked.wordCount, memoryBytesMax: limits.memoryBytesMax,
        bytesElsewhere: worker.byteCount)
    else { return nil }
    self.linked = linked
    self.symmetry = symmetry
    self.limits = limits
    self.watch = watch
    self.store = store
    self.worker = worker
    initialBranches = Array(repeating: false, count: linked.program.branchCount)
  }

  mutating func run(isSettled: (([Finding.Kind]) -> Bool)?, settledStatesMin: Int) {
    enterInitialStates()
    var hasSettled = false
    while stop == nil {
      guard let frontier = levels.last, !frontier.isEmpty else { return }
      if let isSettled, worker.takeNews() {
        let kinds = worker.findings.found.map(\.kind)
        hasSettled = isSettled(symmetry.map { $0.orbits.closure(of: kinds) } ?? kinds)
      }
      if hasSettled && store.count >= settledStatesMin {
        stop = .settled
        return
      }
      if let depthMax = limits.depthMax, levels.count > depthMax {
        stop = .depth(depthMax)
        return
      }
      expand(frontier)
    }
  }

  /// Expands all states of a level; what is new becomes the next level.
  private mutating func expand(_ frontier: [Range<Int>]) {
    let level = levels.count - 1
    for range in frontier {
      var run = store.run(range)
      var end = ExpansionEnd.paused
      while end != .done && stop == nil {
        end = worker.expand(&run, level: level)
        if end != .done { flush(level: level + 1) }
      }
      if stop != nil { break }
    }
    if stop == nil { flush(level: level + 1) }
    endLevel()
  }

  /// Puts the batch into the store and checks what is new: all states of the store are checked.
  mutating func flush(level: Int) {
    let firstNew = store.count
    if store.makeRoom(for: worker.batch.count) {
      if !worker.deliver(to: &store, countMax: limits.statesMax ?? .max) {
        stop = .states(limits.statesMax ?? .max)
      }
    } else {
      stop = .memory(bytes: limits.memoryBytesMax)
    }
    worker.check(firstNew..<store.count, of: store, level: level)
    look(level: level)
  }

  private mutating func look(level: Int) {
    let states = store.count
    let bytes = store.bytes
    let frontier = states - (levels.last?.first?.lowerBound ?? 0)
    let transitions = worker.transitions
    let reason = watch.look { elapsed in
      ExplorationProgress(
        states: states, transitions: transitions, level: level, frontier: frontier, bytes: bytes,
        elapsed: elapsed)
    }
    if stop == nil { stop = reason }
  }

  /// Closes the level that is being made; states outside a constraint are not part of it.
  mutating func endLevel() {
    depth = store.count > statesBefore ? levels.count : depth
    statesBefore = store.count
    levels.append(worker.takeMade().ranges)
  }
}
