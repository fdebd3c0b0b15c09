internal import Glibc

/// The set of all states seen: exact, append-only, each state under an index, filled by several
/// workers at a time.
///
/// States stand as they are in a `KeySet`, or, folded by a `StateTree`, as keys of one word: then a
/// state of any width takes 13 to 19 bytes, if its parts come again in others, and more time. The
/// indices are the same, and folding all states that are there does not change them.
///
/// What may be called when, and what memory it takes, is as `KeySet` says.
@safe final class StateStore {
  /// What a run of states is wanted for: a worker may have one for each at a time.
  enum Purpose {
    case expanding
    case checking
  }

  let shape: KeyShape
  let memoryBytesMax: Int
  private let workerCountMax: Int
  private let batchCapacity: Int
  /// The states, or their keys.
  private(set) var keys: KeySet
  /// Nil as long as states stand as they are.
  private(set) var tree: StateTree?
  private(set) var peakBytes = 0
  /// What else the search has allocated, counted against the limit.
  var bytesElsewhere: Int { didSet { shareMemory() } }

  /// Nil when not even the smallest store fits.
  init?(
    _ shape: KeyShape, memoryBytesMax: Int, bytesElsewhere: Int = 0, workerCountMax: Int = 1,
    batchCapacity: Int = StateTree.runMax, isFolded: Bool = false
  ) {
    self.shape = shape
    self.memoryBytesMax = memoryBytesMax
    self.bytesElsewhere = bytesElsewhere
    self.workerCountMax = workerCountMax
    self.batchCapacity = batchCapacity
    var scratchBytes = 0
    if isFolded && shape.wordCount > 1 {
      guard
        let tree = StateTree(
          wordCount: shape.wordCount, memoryBytesMax: memoryBytesMax,
          workerCountMax: workerCountMax,
          batchCapacity: batchCapacity)
      else { return nil }
      scratchBytes = tree.scratchBytes
      self.tree = tree
    }
    guard
      let keys = KeySet(
        tree == nil ? shape : KeyShape(wordCount: 1), memoryBytesMax: memoryBytesMax,
        bytesElsewhere: bytesElsewhere + scratchBytes, workerCountMax: workerCountMax)
    else { return nil }
    self.keys = keys
    shareMemory()
    notePeak()
  }

  var wordCount: Int { shape.wordCount }
  var count: Int { keys.count }
  var isFolded: Bool { tree != nil }
  /// Where the slots of whole states are; where states are folded nobody knows before.
  var slotPlaces: SlotPlaces { isFolded ? .none : keys.slotPlaces }
  var filledCells: [Range<Int>] { keys.filledCells }

  /// So many states there may be before `makeRoom` has to be asked again.
  var room: Int {
    get { keys.room }
    set { keys.room = newValue }
  }

  /// What each new state may cost elsewhere before that is told.
  var bytesPerStateElsewhere: Int {
    get { keys.bytesPerStateElsewhere }
    set { keys.bytesPerStateElsewhere = newValue }
  }

  /// Workers that there are.
  var workerCount: Int {
    get { keys.workerCount }
    set {
      keys.workerCount = newValue
      tree?.parts.workerCount = newValue
    }
  }

  // MARK: Inserting

  /// Promises cells and slots for so many more states; false when the round has to end first.
  func reserve(_ more: Int) -> Bool {
    guard let tree else { return keys.reserve(more) }
    guard tree.parts.reserve(more * tree.partsOfState) else { return false }
    if keys.reserve(more) { return true }
    tree.parts.release(more * tree.partsOfState)
    return false
  }

  /// Inserts the states of a batch; those not seen before get indices of the worker's, in order.
  ///
  /// - Precondition: `reserve(batch.count)` was true.
  /// - Parameters:
  ///   - countMax: states that there may be; less than `Int.max` only where no other thread
  ///     inserts.
  ///   - fresh: gets the ranges of the new states.
  /// - Returns: false when a state was left out because there are `countMax` already.
  func insert(
    _ batch: borrowing SuccessorBatch, worker: Int = 0, countMax: Int = .max,
    fresh: inout StateRanges
  ) -> Bool {
    precondition(batch.shape == shape, "a batch of states of another shape")
    guard let tree else {
      return keys.insert(batch, worker: worker, countMax: countMax, fresh: &fresh)
    }
    let folded = tree.fold(batch.run, worker: worker)
    return keys.insert(folded.keys, worker: worker, countMax: countMax, fresh: &fresh)
  }

  // MARK: Reading

  /// States that a run has at most.
  var runMax: Int { isFolded ? StateTree.runMax : .max }

  /// The states of a range of at most `runMax` indices, good until the worker's next call for the
  /// same purpose.
  func run(_ range: Range<Int>, worker: Int = 0, for purpose: Purpose = .checking) -> StateRun {
    guard let tree else { return keys.run(range) }
    return tree.unfold(keys.run(range), worker: worker, for: purpose)
  }

  /// All states of a range, as runs one after the other. Between rounds only.
  func forEachRun<Failure>(
    of range: Range<Int>, _ body: (StateRun) throws(Failure) -> Void
  ) throws(Failure) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = start + min(runMax, range.upperBound - start)
      try body(run(start..<end))
      start = end
    }
  }

  func words(at index: Int) -> [UInt64] { run(index..<index + 1)[0].array }

  // MARK: Memory

  /// Bytes of memory behind the store and what it was told of.
  var bytes: Int {
    guard let tree else { return keys.bytes }
    return bytesElsewhere + tree.scratchBytes + keys.ownBytes + tree.parts.ownBytes
  }

  func notePeak() { peakBytes = max(peakBytes, bytes) }

  /// Sees to it that so many more states can be reserved. Between rounds only.
  ///
  /// - Parameter isCramped: whether tables may be filled more than is good for them.
  /// - Returns: false when that takes more memory than allowed, or than the machine gives.
  func makeRoom(for more: Int, isCramped: Bool = true, sharing: WorkShare = .alone) -> Bool {
    defer { notePeak() }
    guard let tree else {
      return keys.makeRoom(for: more, isCramped: isCramped, sharing: sharing)
    }
    shareMemory()
    let partCount = more * tree.partsOfState
    guard tree.parts.makeRoom(for: partCount, isCramped: isCramped, sharing: sharing) else {
      return false
    }
    return keys.makeRoom(for: more, isCramped: isCramped, sharing: sharing)
  }

  /// Tells keys and parts how much of the memory is not theirs: what is left is divided, two thirds
  /// for keys, so that both can grow in a round and the sum keeps to the limit.
  private func shareMemory() {
    guard let tree else {
      keys.bytesElsewhere = bytesElsewhere
      return
    }
    let known = bytesElsewhere + tree.scratchBytes
    let left = max(0, memoryBytesMax - known - keys.ownBytes - tree.parts.ownBytes)
    let forKeys = left / 3 * 2
    let (keyBytes, partBytes) = (keys.ownBytes, tree.parts.ownBytes)
    keys.bytesElsewhere = known + partBytes + (left - forKeys)
    tree.parts.bytesElsewhere = known + keyBytes + forKeys
  }

  /// Moves the states before an index to a file. Between rounds only.
  ///
  /// - Returns: the bytes of memory that this saves.
  func spill(before index: Int, to file: SpillFile) throws(CheckpointError) -> Int {
    try keys.spill(before: index, to: file)
  }

  /// Bytes of states that are in a file.
  var spilledBytes: Int { keys.spilledBytes }

  // MARK: Folding all that is there

  /// Folds all states, which keep their indices. Between rounds only; runs are no longer good.
  ///
  /// The table goes first, then the states go part by part as their keys come, so it takes no more
  /// memory than there was, as long as folded states are smaller: `foldedShare` says beforehand.
  ///
  /// - Returns: false, and nothing is changed, when there is no memory for the beginning.
  func fold() -> Bool {
    precondition(tree == nil && wordCount > 1, "states that cannot be folded")
    guard
      let tree = StateTree(
        wordCount: wordCount, memoryBytesMax: .max / 2, workerCountMax: workerCountMax,
        batchCapacity: batchCapacity),
      let folded = KeySet(cellsOf: keys)
    else { return false }
    tree.parts.workerCount = keys.workerCount
    keys.dropTable()
    // Few enough that the room for all their parts, were they all new, is no large table.
    let runMax = min(batchCapacity, max(1, Self.partsAtOnce / tree.partsOfState))
    for cells in keys.filledCells {
      for start in stride(from: cells.lowerBound, to: cells.upperBound, by: runMax) {
        let end = min(start + runMax, cells.upperBound)
        let run = keys.run(start..<end)
        let partCount = run.count * tree.partsOfState
        guard tree.parts.makeRoom(for: partCount), tree.parts.reserve(partCount) else {
          preconditionFailure("the machine has no memory for what it had memory for")
        }
        let own = tree.fold(run, worker: 0).keys.run
        for index in 0..<run.count { unsafe folded.fill(start + index, with: own.words[index]) }
        keys.giveBack(start..<end)
      }
    }
    folded.refill()
    tree.parts.memoryBytesMax = memoryBytesMax
    keys = folded
    self.tree = tree
    shareMemory()
    notePeak()
    return true
  }

  private static let partsAtOnce = 4096

  /// Whether folding can be thought of with this memory: what it takes beside states and parts,
  /// scratch space and room for the parts of a batch, were they all new, is small beside it.
  var hasMemoryToFold: Bool {
    guard wordCount > 1 else { return false }
    let shape = TreeShape(wordCount: wordCount)
    let roomBytes = batchCapacity * shape.positionCount * 16
    let scratchBytes = TreeScratch.byteCount(shape, batchCapacity: batchCapacity)
    return workerCountMax * (roomBytes + scratchBytes) <= memoryBytesMax / 4
  }

  /// About which part of their memory the states would take when they are folded, from a sample.
  ///
  /// Parts come again: with every doubling of the states there are fewer new ones. How many fewer,
  /// one half of the sample after the other tells, and so on to all states. It takes memory for the
  /// parts of an eighth of the states while it lasts.
  func foldedShare() -> Double {
    precondition(tree == nil && wordCount > 1, "states that cannot be folded")
    guard
      let tree = StateTree(
        wordCount: wordCount, memoryBytesMax: .max / 2, workerCountMax: 1,
        batchCapacity: Self.sampleRun)
    else { return 1 }
    var sampled = 0
    var partCounts: [Int] = []
    for half in 0..<2 {
      for run in sampleRuns(half) {
        let most = run.count * tree.partsOfState
        guard tree.parts.makeRoom(for: most), tree.parts.reserve(most) else { return 1 }
        _ = tree.fold(run, worker: 0)
        sampled += run.count
      }
      partCounts.append(tree.parts.count)
    }
    let growth = min(2, Double(partCounts[1]) / Double(max(partCounts[0], 1)))
    let doublings = log2(max(1, Double(count) / Double(max(sampled, 1))))
    let parts = Double(partCounts[1]) * pow(growth, doublings)
    // Keys and parts have an arena of a word each and a table that is half full.
    return (16 + 16 * parts / Double(max(count, 1))) / Double(8 * wordCount + 8)
  }

  /// Every second of some runs that stand equally far apart among all states.
  private func sampleRuns(_ half: Int) -> [StateRun] {
    let step = Self.sampledShare * 2 * Self.sampleRun
    return keys.filledCells.flatMap { cells in
      stride(from: cells.lowerBound + half * step / 2, to: cells.upperBound, by: step).map {
        keys.run($0..<min($0 + Self.sampleRun, cells.upperBound))
      }
    }
  }

  /// States that stand together in a sample; one run in eight is part of one.
  private static let sampleRun = 256
  private static let sampledShare = 8

  // MARK: Invariants

  /// Everything that must be true of a store between two rounds; for tests and debug builds.
  ///
  /// - Complexity: O(slots + states).
  /// - Returns: the first thing that is wrong.
  func firstFlaw() -> String? {
    guard let tree else { return keys.firstFlaw() }
    return keys.firstFlaw() ?? tree.parts.firstFlaw().map { "among the parts: \($0)" }
  }

  /// Traps when something is wrong; nothing in a release build.
  func checkInvariants() {
    assert(firstFlaw() == nil, "the store is corrupt: \(firstFlaw() ?? "")")
  }
}

// What threads share is shared by the sets and the scratch spaces, which see to it themselves.
extension StateStore: @unchecked Sendable {}
