internal import Synchronization

// What the folding of states needs of sets, those of one word mostly.

extension KeySet {
  /// Loads what the look-ups of keys of one word with these hashes will ask for first: the slots,
  /// and then the keys to which they lead. Nothing else is done meanwhile, so that as many cache
  /// misses overlap as the processor can have.
  func fetch(_ hashes: UnsafePointer<UInt64>, count: Int) {
    unsafe table.format.isWide
      ? fetch(UInt64.self, hashes, count: count) : fetch(UInt32.self, hashes, count: count)
  }

  @inline(__always)
  private func fetch<Slot: SlotWord>(
    _: Slot.Type, _ hashes: UnsafePointer<UInt64>, count: Int
  ) {
    let (slots, states) = unsafe (table.slots(Slot.self), self.states)
    let mask = hashMask & UInt64(slotCount - 1)
    let key = SlotCode<Slot>(table.format)
    var sink: UInt64 = 0
    // In bounds: places are masked, and a slot near its home has the index of a cell.
    for number in 0..<count {
      let place = unsafe Int(truncatingIfNeeded: hashes[number] & mask)
      unsafe sink |= UInt64(truncatingIfNeeded: Slot.load(slots + place))
    }
    for number in 0..<count {
      let hash = unsafe hashes[number]
      let slot = unsafe Slot.load(slots + Int(truncatingIfNeeded: hash & mask))
      if slot & key.nearMask == key.atHome(hash & hashMask) {
        unsafe sink |= states[key.cell(ofNear: slot)]
      }
    }
    loadSink.store(sink, ordering: .relaxed)
  }

  /// The index of a key of one word with its hash, which gets one when it is new.
  ///
  /// - Precondition: `reserve` promised it, and the set gives indices.
  @inline(__always)
  func enter(_ word: UInt64, hash: UInt64, worker: Int) -> (index: Int, isNew: Bool) {
    table.format.isWide
      ? enter(UInt64.self, word, hash & hashMask, worker: worker)
      : enter(UInt32.self, word, hash & hashMask, worker: worker)
  }

  @inline(__always)
  private func enter<Slot: SlotWord>(
    _: Slot.Type, _ word: UInt64, _ hash: UInt64, worker: Int
  ) -> (index: Int, isNew: Bool) {
    let slots = unsafe table.slots(Slot.self)
    let key = SlotCode<Slot>(table.format)
    let atHome = key.atHome(hash)
    var place = Int(truncatingIfNeeded: hash) & (slotCount - 1)
    var distance = 0
    // In bounds and ends, as in `insert`: so does the order of memory.
    while true {
      var slot = unsafe Slot.load(slots + place)
      let isNear = distance < SlotFormat.farDistance
      if slot == 0 {
        let cell = nextCell(of: worker)
        unsafe states[cell] = word
        let entry =
          isNear
          ? key.near(atHome &+ Slot(distance), cell, isExact: false) : SlotCode<Slot>.far(cell)
        slot = unsafe fill(slots + place, with: entry, isAlone: workerCount == 1)
        if slot == 0 {
          self[blockOf: worker].next += 1
          return (cell, true)
        }
      }
      if isNear ? slot & key.nearMask == atHome &+ Slot(distance) : SlotCode<Slot>.isFar(slot) {
        let cell = isNear ? key.cell(ofNear: slot) : SlotCode<Slot>.cell(ofFar: slot)
        if unsafe states[cell] == word { return (cell, false) }
      }
      place = (place &+ 1) & (slotCount - 1)
      distance &+= 1
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

  /// A key of one word.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    assert(wordCount == 1)
    // In bounds: only indices that the set gave away are asked for.
    return unsafe states[index]
  }

  /// A set of one-word keys with the cells of another and as many slots: `fill` gives the cells
  /// their keys, and `refill` then makes them known.
  convenience init?(cellsOf other: KeySet) {
    self.init(
      KeyShape(wordCount: 1), memoryBytesMax: other.memoryBytesMax,
      bytesElsewhere: other.bytesElsewhere, workerCountMax: other.workerCountMax,
      countMax: other.countMax, placeBits: other.table.format.placeBits)
    takeCells(of: other)
    workerCount = other.workerCount
    bytesPerStateElsewhere = other.bytesPerStateElsewhere
  }

  func fill(_ cell: Int, with key: UInt64) {
    precondition(wordCount == 1 && cell < cellCount, "no cell for a key of one word")
    unsafe states[cell] = key
  }

  /// Gives the table's memory back; keys can only be read from then on.
  func dropTable() { table.empty(format(placeBits: Self.initialPlaceBits)) }

  /// Gives the memory of some cells back; nobody may read them any more, nor those that share a
  /// page with them and come before them.
  func giveBack(_ cells: Range<Int>) {
    arena.giveBack(cells.lowerBound * wordCount * 8..<cells.upperBound * wordCount * 8)
  }
}
