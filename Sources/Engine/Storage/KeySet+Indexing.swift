internal import Synchronization

// What is needed once all keys are there, and it is asked which index a key has. Nobody inserts
// any more then.

extension KeySet {
  /// The table that tells the indices of so many keys; more memory makes look-ups of one-word keys
  /// faster, as they need not look at keys then.
  func indexFormat(keyCount: Int, isWide: Bool) -> SlotFormat {
    // The index is that of any cell, so there are at least half as many slots as cells.
    let least = max(keyCount + keyCount / 3 + 1, (cellCount + 1) / 2, 1 << Self.initialPlaceBits)
    let placeBits = Int.bitWidth - (least - 1).leadingZeroBitCount
    return SlotFormat(
      placeBits: placeBits, keyBits: nil,
      narrowPlaceBitsMax: isWide ? 0 : SlotFormat.narrowPlaceBitsMax)
  }

  /// Replaces the table by one that tells the indices of some keys, and knows no others.
  ///
  /// - Parameter isWanted: asked for each cell of the ranges.
  /// - Returns: false when there is no room for such a table.
  func index(
    _ format: SlotFormat, cells: [Range<Int>], where isWanted: @escaping @Sendable (Int) -> Bool,
    sharing: WorkShare = .alone
  ) -> Bool {
    guard format.byteCount <= table.byteCountMax else { return false }
    precondition(!format.isExact, "such a table tells no indices")
    table.empty(format)
    let parts = sharing.parts
    sharing.run { part in
      for range in cells {
        let start = range.lowerBound + range.count * part / parts
        let end = range.lowerBound + range.count * (part + 1) / parts
        if format.isWide {
          self.enter(UInt64.self, start..<end, where: isWanted, isAlone: parts == 1)
        } else {
          self.enter(UInt32.self, start..<end, where: isWanted, isAlone: parts == 1)
        }
      }
    }
    return true
  }

  private func enter<Slot: SlotWord>(
    _: Slot.Type, _ cells: Range<Int>, where isWanted: (Int) -> Bool, isAlone: Bool
  ) {
    var start = cells.lowerBound
    while start < cells.upperBound {
      let end = min(start + 64, cells.upperBound)
      var wanted: [Int] = []
      var sink: Slot = 0
      for cell in start..<end where isWanted(cell) {
        wanted.append(cell)
        // In bounds: places are masked. Loads that do not depend on one another overlap.
        let hash = unsafe shape.hash(states + cell * wordCount) & hashMask
        let place = Int(truncatingIfNeeded: hash) & (slotCount - 1)
        unsafe sink |= Slot.load(table.slots(Slot.self) + place)
      }
      loadSink.store(UInt64(truncatingIfNeeded: sink), ordering: .relaxed)
      for cell in wanted { enterNew(Slot.self, cell: cell, isAlone: isAlone) }
      start = end
    }
  }

  func keepLoads(_ sink: UInt64) { loadSink.store(sink, ordering: .relaxed) }

  /// Whether slots near their home say all of a key.
  private func isWhole(_ format: SlotFormat) -> Bool {
    wordCount == 1 && hashMask == .max && shape.bitCount <= format.placeBits + format.restBits
  }

  /// The indices of the keys of a batch, -1 for those that the table does not know.
  ///
  /// - Precondition: `index` was called, and the batch is of this set's shape.
  func find(_ batch: borrowing SuccessorBatch, into indices: Table<Int>) {
    precondition(batch.shape == shape, "a batch of states of another shape")
    let isWhole = isWhole(table.format)
    if table.format.isWide {
      find(UInt64.self, batch, isWhole: isWhole, into: indices)
    } else {
      find(UInt32.self, batch, isWhole: isWhole, into: indices)
    }
  }

  @inline(__always)
  private func find<Slot: SlotWord>(
    _: Slot.Type, _ batch: borrowing SuccessorBatch, isWhole: Bool,
    into indices: Table<Int>
  ) {
    let slots = unsafe table.slots(Slot.self)
    let states = unsafe self.states
    let key = SlotCode<Slot>(table.format)
    let mask = slotCount - 1
    let width = wordCount
    if !isWhole {
      // Loads the keys that most look-ups will ask for, so that their cache misses overlap.
      var sink: UInt64 = 0
      for number in 0..<batch.count {
        let hash = batch.hash(at: number) & hashMask
        let slot = unsafe Slot.load(slots + (Int(truncatingIfNeeded: hash) & mask))
        if slot & key.nearMask == key.atHome(hash) {
          unsafe sink |= states[key.cell(ofNear: slot) * width]
        }
      }
      loadSink.store(sink, ordering: .relaxed)
    }
    for number in 0..<batch.count {
      let hash = batch.hash(at: number) & hashMask
      let words = unsafe batch.words(at: number)
      var place = Int(truncatingIfNeeded: hash) & mask
      let atHome = key.atHome(hash)
      var distance = 0
      var found = -1
      // In bounds: places are masked, and indices in slots are those of cells. It ends: there are
      // empty slots.
      while true {
        let slot = unsafe Slot.load(slots + place)
        if slot == 0 { break }
        if distance < SlotFormat.farDistance {
          if slot & key.nearMask == atHome &+ Slot(distance) {
            let cell = key.cell(ofNear: slot)
            let isFound = unsafe isWhole || isEqual(states + cell * width, words, width: width)
            if isFound {
              found = cell
              break
            }
          }
        } else if SlotCode<Slot>.isFar(slot) {
          let cell = SlotCode<Slot>.cell(ofFar: slot)
          if unsafe isEqual(states + cell * width, words, width: width) {
            found = cell
            break
          }
        }
        place = (place &+ 1) & mask
        distance &+= 1
      }
      indices[number] = found
    }
  }
}
