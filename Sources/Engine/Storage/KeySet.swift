internal import Synchronization

/// A set of keys of a fixed number of words: exact, append-only, each key under an index, filled by
/// several workers at a time.
///
/// The keys stand in an *arena*, reserved address space whose pages come to life as they are
/// touched, so nothing is ever copied. A table with open addressing finds them, whose slots have 32
/// bits as long as that will do: `SlotFormat` says what is in them. Of keys of one word, unless
/// they have more than some fifty bits, a slot has all that tells them apart, and the arena is only
/// for whoever wants the keys; of others the words decide what is equal.
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
  let shape: KeyShape
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
  /// Whether slots have to tell the index of their key, for `enter`.
  private let givesIndices: Bool
  private let narrowPlaceBitsMax: Int

  // Changed between rounds only.
  var table: KeyTable
  /// So many states there may be before `makeRoom` has to be asked again.
  var room = 0
  /// What else the search has allocated, counted against the limit.
  var bytesElsewhere: Int {
    didSet { room = min(room, statesThatFit(tableBytes: table.format.byteCount)) }
  }
  /// What each new state may cost elsewhere before that is told.
  var bytesPerStateElsewhere = 0
  /// Workers that there are. Each begins a block, so there may be room for fewer states then.
  var workerCount = 1 { didSet { room = 0 } }
  var arenaHasHugePages = false
  /// The beginning of the arena that is in a file: whole pages, and no memory of ours.
  var spilledBytes = 0
  private(set) var peakBytes = 0

  static let initialPlaceBits = 12
  /// An arena is at most this large: no machine that this runs on has more memory.
  static let arenaBytesMax = 1 << 40

  /// Nil when not even the smallest set fits.
  ///
  /// - Parameters:
  ///   - givesIndices: whether `enter` is to be called, which says what index a key has.
  ///   - placeBits: the table has two to the power of so many slots to begin with.
  ///   - narrowPlaceBitsMax: as `SlotFormat` takes it.
  init?(
    _ shape: KeyShape, memoryBytesMax: Int, bytesElsewhere: Int = 0, workerCountMax: Int = 1,
    givesIndices: Bool = false, hashMask: UInt64 = .max, countMax: Int = arenaBytesMax / 8,
    placeBits: Int = initialPlaceBits,
    narrowPlaceBitsMax: Int = SlotFormat.narrowPlaceBitsMax
  ) {
    precondition(workerCountMax > 0, "nobody to fill the set")
    // The largest narrow table can be full but for a sixteenth, and its cells have 27 bits.
    precondition(workerCountMax <= 1 << 13, "more workers than cells have numbers for")
    self.shape = shape
    self.givesIndices = givesIndices
    self.hashMask = hashMask
    self.narrowPlaceBitsMax = narrowPlaceBitsMax
    let format = Self.format(shape, placeBits, givesIndices, hashMask, narrowPlaceBitsMax)
    let begunCells = workerCountMax * ArenaBlock.size
    // Address space beyond the memory, for the cells of blocks that stay empty.
    let unused = begunCells * shape.wordCount * 8
    let wanted = min(memoryBytesMax, Self.arenaBytesMax) + unused
    guard memoryBytesMax >= bytesElsewhere + format.byteCount + Reservation.pageBytes,
      let arena = Reservation(upTo: wanted, least: Reservation.pageBytes + unused),
      let table = KeyTable(format, byteCountMax: min(memoryBytesMax, Self.arenaBytesMax))
    else { return nil }
    self.memoryBytesMax = memoryBytesMax
    self.bytesElsewhere = bytesElsewhere
    self.workerCountMax = workerCountMax
    self.countMax = countMax
    self.arena = arena
    self.table = table
    unsafe blocks = .allocate(capacity: workerCountMax)
    unsafe blocks.initialize(repeating: ArenaBlock(), count: workerCountMax)
    notePeak()
  }

  private static func format(
    _ shape: KeyShape, _ placeBits: Int, _ givesIndices: Bool, _ hashMask: UInt64,
    _ narrowPlaceBitsMax: Int
  ) -> SlotFormat {
    let isPermuted = shape.wordCount == 1 && hashMask == .max
    return SlotFormat(
      placeBits: placeBits, keyBits: isPermuted && !givesIndices ? shape.bitCount : nil,
      narrowPlaceBitsMax: narrowPlaceBitsMax)
  }

  /// The format of a table of so many slots.
  func format(placeBits: Int) -> SlotFormat {
    Self.format(shape, placeBits, givesIndices, hashMask, narrowPlaceBitsMax)
  }

  deinit { unsafe blocks.deallocate() }

  /// The states; exact between rounds.
  var count: Int { used.load(ordering: .relaxed) }

  /// The memory behind the set, and what it was told of.
  var bytes: Int { bytes(states: count, tableBytes: table.format.byteCount) }

  /// The memory behind the table.
  var tableBytes: Int { table.format.byteCount }

  /// The memory behind the set alone.
  var ownBytes: Int { bytes - bytesElsewhere }

  func notePeak() { peakBytes = max(peakBytes, bytes) }

  @inline(__always)
  var states: UnsafeMutablePointer<UInt64> {
    unsafe arena.base.assumingMemoryBound(to: UInt64.self)
  }

  var wordCount: Int { shape.wordCount }
  var slotCount: Int { table.format.slotCount }
  var slotPlaces: SlotPlaces { table.places }

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

  /// Forgets all keys, and keeps their memory for others. Between rounds only.
  ///
  /// - Parameter placeBits: as for a new set.
  func removeAll(placeBits: Int) {
    precondition(spilledBytes == 0, "keys that are in a file cannot be forgotten")
    for worker in 0..<workerCountMax { self[blockOf: worker] = ArenaBlock() }
    extent.store(0, ordering: .relaxed)
    used.store(0, ordering: .relaxed)
    room = 0
    table.clear(to: format(placeBits: placeBits))
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
