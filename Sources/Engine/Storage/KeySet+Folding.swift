internal import Synchronization

// What the folding of states needs of sets, those of one word mostly.

extension KeySet {
  /// The index of a key of one word, which gets one when it is new.
  ///
  /// - Precondition: `reserve` promised it.
  @inline(__always)
  func enter(_ key: UInt64, worker: Int) -> (index: Int, isNew: Bool) {
    let slots = unsafe self.slots
    let states = unsafe self.states
    let mask = UInt64(slotCount - 1)
    let hash = StateHash.hash(word: key) & hashMask
    let tag = hash & ~Self.indexMask
    var place = hash & mask
    // In bounds and ends, as in `insert`: so does the order of memory.
    var slot = unsafe slots[Int(truncatingIfNeeded: place)].load(ordering: .acquiring)
    while true {
      if slot == 0 {
        let cell = nextCell(of: worker)
        unsafe states[cell] = key
        let entry = tag | UInt64(truncatingIfNeeded: cell + 1)
        let (isMine, found) = unsafe slots[Int(truncatingIfNeeded: place)].compareExchange(
          expected: 0, desired: entry, successOrdering: .releasing, failureOrdering: .acquiring)
        if isMine {
          self[blockOf: worker].next += 1
          return (cell, true)
        }
        slot = found
      }
      if slot & ~Self.indexMask == tag {
        let cell = Int(truncatingIfNeeded: (slot & Self.indexMask) &- 1)
        if unsafe states[cell] == key { return (cell, false) }
      }
      place = (place &+ 1) & mask
      slot = unsafe slots[Int(truncatingIfNeeded: place)].load(ordering: .acquiring)
    }
  }

  /// The cell that the worker would fill next.
  @inline(__always)
  private func nextCell(of worker: Int) -> Int {
    if self[blockOf: worker].next == self[blockOf: worker].end {
      self[blockOf: worker] = takeBlock()
    }
    return self[blockOf: worker].next
  }

  /// Takes back what `reserve` promised and nobody used.
  func release(_ unused: Int) { used.wrappingSubtract(unused, ordering: .relaxed) }

  /// A key of one word.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    assert(wordCount == 1)
    // In bounds: only indices that the set gave away are asked for.
    return unsafe states[index]
  }

  /// A set of one-word keys with the cells and the table size of another: `fill` gives the cells
  /// their keys, and `refillTable` then makes them known.
  convenience init?(cellsOf other: KeySet) {
    self.init(
      wordCount: 1, memoryBytesMax: other.memoryBytesMax, bytesElsewhere: other.bytesElsewhere,
      workerCountMax: other.workerCountMax, hashMask: other.hashMask, countMax: other.countMax,
      slotCount: other.slotCount)
    takeCells(of: other)
    workerCount = other.workerCount
    bytesPerStateElsewhere = other.bytesPerStateElsewhere
  }

  func fill(_ cell: Int, with key: UInt64) {
    precondition(wordCount == 1 && cell < cellCount, "no cell for a key of one word")
    unsafe states[cell] = key
  }

  /// Gives the table's memory back; keys can only be read from then on.
  func dropTable() {
    guard let least = Reservation(byteCount: Reservation.pageBytes) else { return }
    table = least
    slotCount = Reservation.pageBytes / 8
  }

  /// Gives the memory of some cells back; nobody may read them any more, nor those that share a
  /// page with them and come before them.
  func giveBack(_ cells: Range<Int>) {
    arena.giveBack(cells.lowerBound * wordCount * 8..<cells.upperBound * wordCount * 8)
  }
}
