internal import Synchronization

/// A set of keys of a fixed number of words: exact, append-only, each key under an index, filled by
/// several workers at a time.
///
/// The keys stand in an *arena*, reserved address space whose pages come to life as they are
/// touched, so nothing is ever copied. A table with open addressing finds them: a slot of 64 bits
/// has 24 bits of the hash, which keep nearly all unequal keys from being compared, and 40 bits
/// of index + 1; 0 is empty. What is equal is decided by the words alone.
///
/// Each worker fills the cells of a block of its own and takes another when it is full. So the
/// indices are dense but for the rest of each worker's block, and those of one worker alone are 0,
/// 1, 2 in the order of arrival.
///
/// **Between rounds** one thread alone may call everything. **In a round** many threads call
/// `reserve` and `insert`, each as another worker, and read keys whose indices they got since, or
/// that were there when the round began; nobody calls anything else. `reserve` fails rather than
/// let the table or the memory run out, and then the round has to end.
///
/// A set never needs more than `memoryBytesMax`: `makeRoom` says so before, not after.
@safe final class KeySet {
  let wordCount: Int
  var memoryBytesMax: Int
  /// Workers that there may be.
  let workerCountMax: Int
  /// Bits of the hash that are used; fewer only in tests, to make collisions common.
  let hashMask: UInt64
  /// Keys that there may be, whatever the memory.
  let countMax: Int
  let arena: Reservation
  /// By worker: the block that it fills. Each is touched by its worker alone while a round lasts.
  private let blocks: UnsafeMutablePointer<ArenaBlock>
  /// The first cell that is in no block yet.
  private let extent = Atomic(0)
  /// States, and in a round those promised by `reserve` as well.
  let used = Atomic(0)
  /// Of the load pass: kept, so that the loads are not optimised away.
  let loadSink = Atomic<UInt64>(0)

  // Changed between rounds only.
  var table: Reservation
  var slotCount: Int
  /// So many states there may be before `makeRoom` has to be asked again.
  var room = 0
  /// What else the search has allocated, counted against the limit.
  var bytesElsewhere: Int { didSet { room = min(room, statesThatFit(slots: slotCount)) } }
  /// What each new state may cost elsewhere before that is told.
  var bytesPerStateElsewhere = 0
  /// Workers that there are.
  var workerCount = 1
  var arenaHasHugePages = false
  /// The beginning of the arena that is in a file: whole pages, and no memory of ours.
  var spilledBytes = 0
  private(set) var peakBytes = 0

  static let initialSlotCount = 1 << 12
  static let indexBits: UInt64 = 40
  static let indexMask: UInt64 = (1 << indexBits) - 1
  /// An arena is at most this large: no machine that this runs on has more memory.
  static let arenaBytesMax = 1 << 40

  /// Nil when not even the smallest store fits.
  init?(
    wordCount: Int, memoryBytesMax: Int, bytesElsewhere: Int = 0, workerCountMax: Int = 1,
    hashMask: UInt64 = .max, countMax: Int = Int(indexMask) - 1,
    slotCount: Int = initialSlotCount
  ) {
    precondition(wordCount > 0, "a key has at least one word")
    precondition(workerCountMax > 0, "nobody to fill the set")
    let tableBytes = slotCount * 8
    // Address space beyond the memory, for the cells of blocks that stay empty.
    let unused = workerCountMax * ArenaBlock.size * wordCount * 8
    let wanted = min(memoryBytesMax, Self.arenaBytesMax) + unused
    guard memoryBytesMax >= bytesElsewhere + tableBytes + Reservation.pageBytes,
      let arena = Reservation(upTo: wanted, least: Reservation.pageBytes + unused),
      let table = Reservation(byteCount: tableBytes)
    else { return nil }
    self.wordCount = wordCount
    self.memoryBytesMax = memoryBytesMax
    self.bytesElsewhere = bytesElsewhere
    self.workerCountMax = workerCountMax
    self.hashMask = hashMask
    self.countMax = countMax
    self.arena = arena
    self.table = table
    self.slotCount = slotCount
    if slotCount >= Self.hugeSlotCount { self.table.adviseHugePages() }
    unsafe blocks = .allocate(capacity: workerCountMax)
    unsafe blocks.initialize(repeating: ArenaBlock(), count: workerCountMax)
    notePeak()
  }

  deinit { unsafe blocks.deallocate() }

  /// The states; exact between rounds.
  var count: Int { used.load(ordering: .relaxed) }

  /// Whether all states inserted so far, with those in a round, are within the limit.
  var bytes: Int { bytes(states: count, slots: slotCount) }

  /// The memory behind the set alone.
  var ownBytes: Int { bytes - bytesElsewhere }

  func notePeak() { peakBytes = max(peakBytes, bytes) }

  // A table of zeroed memory is one of initialised atomics: an `Atomic<UInt64>` is its 64 bits and
  // nothing else, and any bits are a value of it.
  @inline(__always)
  var slots: UnsafeMutablePointer<Atomic<UInt64>> {
    unsafe table.base.assumingMemoryBound(to: Atomic<UInt64>.self)
  }

  @inline(__always)
  var states: UnsafeMutablePointer<UInt64> {
    unsafe arena.base.assumingMemoryBound(to: UInt64.self)
  }

  var slotTable: SlotTable {
    unsafe SlotTable(base: UnsafeRawPointer(table.base), mask: slotCount - 1)
  }

  // MARK: Blocks

  @inline(__always)
  subscript(blockOf worker: Int) -> ArenaBlock {
    get {
      precondition(worker >= 0 && worker < workerCountMax, "no worker of that number")
      return unsafe blocks[worker]
    }
    set {
      precondition(worker >= 0 && worker < workerCountMax, "no worker of that number")
      unsafe blocks[worker] = newValue
    }
  }

  /// The next cells, for one worker.
  func takeBlock() -> ArenaBlock {
    let start = extent.wrappingAdd(ArenaBlock.size, ordering: .relaxed).oldValue
    precondition(
      (start + ArenaBlock.size) * wordCount * 8 <= arena.byteCount, "no room in the arena")
    return ArenaBlock(next: start, end: start + ArenaBlock.size)
  }

  /// The cells that hold states, between rounds: all but what is left of the workers' blocks.
  var filledCells: [Range<Int>] {
    let holes = (0..<workerCountMax).map { self[blockOf: $0] }.filter { $0.next < $0.end }
    var filled: [Range<Int>] = []
    var start = 0
    for hole in holes.sorted(by: { $0.next < $1.next }) {
      if start < hole.next { filled.append(start..<hole.next) }
      start = hole.end
    }
    let end = extent.load(ordering: .relaxed)
    if start < end { filled.append(start..<end) }
    return filled
  }

  /// Cells of all blocks.
  var cellCount: Int { extent.load(ordering: .relaxed) }

  /// Begins with the cells of another set, filled and not.
  func takeCells(of other: KeySet) {
    precondition(workerCountMax == other.workerCountMax && count == 0, "the set has cells already")
    for worker in 0..<workerCountMax { self[blockOf: worker] = other[blockOf: worker] }
    extent.store(other.cellCount, ordering: .relaxed)
    used.store(other.count, ordering: .relaxed)
  }

  // MARK: Keys

  func words(at index: Int) -> [UInt64] { run(index..<index + 1)[0].array }

  /// The states of a range of indices, for expanding or checking.
  func run(_ range: Range<Int>) -> StateRun {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= extent.load(ordering: .relaxed),
      "no states of that range")
    return unsafe StateRun(
      words: states + range.lowerBound * wordCount, wordCount: wordCount, count: range.count)
  }
}

// What threads share is atomic, is each worker's own, or changes only between rounds, which the
// hand-over of rounds orders.
extension KeySet: @unchecked Sendable {}
