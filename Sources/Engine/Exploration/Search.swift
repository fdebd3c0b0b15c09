/// One search under way.
struct Search: ~Copyable {
  let linked: LinkedProgram
  let limits: ExplorationLimits
  var watch: SearchWatch
  var store: StateStore
  var worker: Worker
  /// By level: the ranges of states to be expanded, which leaves out those outside a constraint.
  var levels: [[Range<Int>]] = []
  /// The last level that contains a state.
  private(set) var depth = 0
  /// Branches that the initialisation has taken.
  var initialBranches: [Bool]
  var stop: ExplorationStop?

  /// Nil when the memory allowed is not even enough to begin.
  init?(_ linked: LinkedProgram, limits: ExplorationLimits, watch: SearchWatch) {
    let worker = Worker(linked)
    guard
      let store = StateStore(
        wordCount: linked.wordCount, memoryBytesMax: limits.memoryBytesMax,
        bytesElsewhere: worker.byteCount)
    else { return nil }
    self.linked = linked
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
      if let isSettled, worker.findings.takeNews() {
        hasSettled = isSettled(worker.findings.found.map(\.kind))
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
    let firstNew = store.count
    for range in frontier {
      var rest = range
      var end = ExpansionEnd.paused
      while end != .done && stop == nil {
        end = worker.expander.expand(
          &rest, of: store, level: level, into: &worker.batch, findings: &worker.findings)
        if end != .done { flush(level: level + 1) }
      }
      if stop != nil { break }
    }
    if stop == nil { flush(level: level + 1) }
    endLevel(from: firstNew)
  }

  /// Puts the batch into the store and checks what is new: all states of the store are checked.
  mutating func flush(level: Int) {
    let firstNew = store.count
    if store.makeRoom(for: worker.batch.count) {
      if !store.insert(worker.batch, countMax: limits.statesMax ?? .max) {
        stop = .states(limits.statesMax ?? .max)
      }
    } else {
      stop = .memory(bytes: limits.memoryBytesMax)
    }
    worker.batch.removeAll()
    worker.checker.check(
      firstNew..<store.count, of: store, level: level, findings: &worker.findings)
    look(level: level)
  }

  private mutating func look(level: Int) {
    let states = store.count
    let bytes = store.bytes
    let frontier = states - (levels.last?.first?.lowerBound ?? 0)
    let transitions = worker.expander.transitions
    let reason = watch.look { elapsed in
      ExplorationProgress(
        states: states, transitions: transitions, level: level, frontier: frontier, bytes: bytes,
        elapsed: elapsed)
    }
    if stop == nil { stop = reason }
  }

  /// Closes a level that begins with the given state; constrained states are left out of it.
  mutating func endLevel(from first: Int) {
    depth = store.count > first ? levels.count : depth
    var ranges: [Range<Int>] = []
    var start = first
    for state in worker.checker.constrained.reversed().prefix(while: { $0 >= first }).reversed() {
      if start < state { ranges.append(start..<state) }
      start = state + 1
    }
    if start < store.count { ranges.append(start..<store.count) }
    levels.append(ranges)
  }
}
