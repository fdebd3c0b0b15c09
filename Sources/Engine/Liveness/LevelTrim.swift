/// Finds states from which every run comes to an end, or to where nothing waits any more, or stays
/// for ever where no fair run can: they are on no cycle that counts, nor on a way to one.
///
/// One pass, from the deepest level to the first. A state can go when all its successors have gone,
/// and most steps lead one level deeper, so it is enough to know what has gone of one level: a
/// table that is small beside that of all states. Successors on other levels are taken to stay,
/// unless they wait for nothing. What has no cycles goes at once; a depth-first search would wait
/// for memory at each edge. A state goes with all its nodes, whatever the automaton is like.
/// States of a level are looked at by all threads.
///
/// Where few go, as most are on cycles, the pass is broken off.
struct LevelTrim {
  let linked: LinkedProgram
  let native: NativeProgram?
  let store: StateStore
  let levels: [[Range<Int>]]
  let nodes: LivenessNodes
  let plan: QuestionPlan
  let sharing: WorkShare
  /// As `SearchSettings.trimSampleMin`.
  let sampleMin: Int
  /// What the pass may take.
  let memoryBytesMax: Int

  /// The share of the sample that should go.
  private static let shareMin = 0.4
  /// Levels of fewer states are looked at by one thread.
  private static let sharedLevelMin = 4_000

  /// - Parameter pulse: called after each level with the bytes in use and the states looked at;
  ///   false ends the pass.
  /// - Returns: the cells of the states that can go; nil when there is no memory.
  func run(pulse: (_ bytes: Int, _ seen: Int) -> Bool) -> MarkedSet.Shared? {
    guard let gone = MarkedSet.Shared(capacity: store.cellCount) else { return nil }
    let workers = (0..<sharing.parts).map { TrimWorker(self, number: $0, gone) }
    let sizes = levels.map { $0.reduce(0) { $0 + $1.count } }
    let most = sizes.max() ?? 0
    guard var below = keySet(count: most), var own = keySet(count: most) else {
      return nil
    }
    for (level, count) in zip(levels, sizes).reversed() {
      swap(&below, &own)
      own.removeAll(placeBits: Self.placeBits(count: count))
      guard own.makeRoom(for: count), own.reserve(count) else { break }
      let pieces = CellPieces(level)
      let (known, target) = (below, own)
      if pieces.count > 1 && count >= Self.sharedLevelMin {
        sharing.run { part in workers[part].trim(pieces, below: known, into: target) }
      } else {
        workers[0].trim(pieces, below: known, into: target)
      }
      let seen = workers.reduce(0) { $0 + $1.seen }
      let goneCount = workers.reduce(0) { $0 + $1.gone }
      let ownBytes = gone.set.byteCount + workers.reduce(0) { $0 + $1.byteCount }
      if !pulse(ownBytes + own.bytes + known.bytes, seen) { break }
      if seen >= sampleMin && Double(goneCount) < Self.shareMin * Double(seen) { break }
    }
    return gone
  }

  /// A set that has room for the states of any level, nil when there is no memory for it.
  private func keySet(count: Int) -> KeySet? {
    let placeBits = Self.placeBits(count: count)
    let cellCount = count + sharing.parts * ArenaBlock.size
    let arenaBytes = cellCount * store.wordCount * 8 + 2 * Reservation.hugePageBytes
    // Blocks that are begun may take a table of twice as many slots.
    let bytes = arenaBytes + 2 * sharing.parts * Reservation.pageBytes + 16 << placeBits
    guard 2 * bytes <= memoryBytesMax,
      let set = KeySet(
        store.shape, memoryBytesMax: bytes, workerCountMax: sharing.parts, placeBits: placeBits)
    else { return nil }
    set.workerCount = sharing.parts
    return set
  }

  private static func placeBits(count: Int) -> Int {
    let slots = max(count + count / 3 + 1, 64)
    return Int.bitWidth - (slots - 1).leadingZeroBitCount
  }
}
