/// The set of all states seen: exact, append-only, each state under a dense index.
///
/// The states stand one after the other in an *arena*, reserved address space whose pages come to
/// life as they are touched, so nothing is ever copied. A table with open addressing finds them: a
/// slot of 64 bits has 24 bits of the hash, which keep nearly all unequal states from being
/// compared, and 40 bits of index + 1; 0 is empty. What is equal is decided by the words alone.
///
/// A store never needs more than `memoryBytesMax`: `makeRoom` says so before, not after.
@safe struct StateStore: ~Copyable {
  let wordCount: Int
  let memoryBytesMax: Int
  /// What else the search has allocated, counted against the limit.
  let bytesElsewhere: Int
  var count = 0
  let arena: Reservation
  var table: Reservation
  var slotCount: Int
  /// Of the load pass: kept, so that the loads are not optimised away.
  var loadSink: UInt64 = 0
  /// Bits of the hash that are used; fewer only in tests, to make collisions common.
  let hashMask: UInt64
  var arenaHasHugePages = false
  private(set) var peakBytes = 0

  static let initialSlotCount = 1 << 12
  static let indexBits: UInt64 = 40
  static let indexMask: UInt64 = (1 << indexBits) - 1
  /// An arena is at most this large: no machine that this runs on has more memory.
  static let arenaBytesMax = 1 << 40

  /// Nil when not even the smallest store fits.
  init?(wordCount: Int, memoryBytesMax: Int, bytesElsewhere: Int = 0, hashMask: UInt64 = .max) {
    precondition(wordCount > 0, "a state has at least one word")
    let tableBytes = Self.initialSlotCount * 8
    let wanted = min(memoryBytesMax, Self.arenaBytesMax)
    guard memoryBytesMax >= bytesElsewhere + tableBytes + Reservation.pageBytes,
      let arena = Reservation(upTo: wanted, least: Reservation.pageBytes),
      let table = Reservation(byteCount: tableBytes)
    else { return nil }
    self.wordCount = wordCount
    self.memoryBytesMax = memoryBytesMax
    self.bytesElsewhere = bytesElsewhere
    self.hashMask = hashMask
    self.arena = arena
    self.table = table
    slotCount = Self.initialSlotCount
    notePeak()
  }

  /// The states that the arena can hold.
  var capacity: Int { min(arena.byteCount / (8 * wordCount), Int(Self.indexMask) - 1) }

  /// Bytes of memory behind the store and what it was told of.
  var bytes: Int { bytes(states: count, slots: slotCount) }

  func bytes(states: Int, slots: Int) -> Int {
    let arenaBytes = states * wordCount * 8
    let pages = (arenaBytes + Reservation.pageBytes - 1) / Reservation.pageBytes
    return bytesElsewhere + pages * Reservation.pageBytes + slots * 8
  }

  mutating func notePeak() { peakBytes = max(peakBytes, bytes) }

  @inline(__always)
  var states: UnsafeMutablePointer<UInt64> {
    unsafe arena.base.assumingMemoryBound(to: UInt64.self)
  }

  @inline(__always)
  var slots: UnsafeMutablePointer<UInt64> {
    unsafe table.base.assumingMemoryBound(to: UInt64.self)
  }

  /// The words of a state; the pointer is good as long as the store.
  @inline(__always)
  func pointer(at index: Int) -> UnsafePointer<UInt64> {
    precondition(index >= 0 && index < count, "no state of that index")
    return unsafe UnsafePointer(states + index * wordCount)
  }

  func words(at index: Int) -> [UInt64] {
    let words = unsafe pointer(at: index)
    return unsafe Array(UnsafeBufferPointer(start: words, count: wordCount))
  }

  /// The states of a range, for expanding or checking.
  func run(_ range: Range<Int>) -> StateRun {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "no states of that range")
    return unsafe StateRun(
      words: states + range.lowerBound * wordCount, wordCount: wordCount, count: range.count)
  }
}
