extension StateStore {
  /// Of the slots, at most three of four are used: then a look-up takes about two probes.
  static func load(of slots: Int) -> Int { slots / 4 * 3 }
  /// When memory does not suffice for a larger table, it may fill up to this, slowly.
  static func crampedLoad(of slots: Int) -> Int { slots / 16 * 15 }

  /// Tables of fewer slots grow fourfold, which halves the work of rebuilding; larger ones twofold.
  static let largeSlotCount = 1 << 25
  /// Tables from 4 MB on get huge pages.
  static let hugeSlotCount = 1 << 19
  static let hugeArenaBytes = 16 << 20

  /// Sees to it that so many more states can be inserted.
  ///
  /// - Returns: false when that takes more memory than allowed, or than the machine gives.
  /// - Complexity: O(1), or O(states) when the table grows.
  mutating func makeRoom(for more: Int) -> Bool {
    let needed = count + more
    guard needed <= capacity else { return false }
    if needed > Self.load(of: slotCount) {
      let factor = slotCount < Self.largeSlotCount ? 4 : 2
      if !grow(by: factor, for: needed) && !grow(by: 2, for: needed) {
        guard needed <= Self.crampedLoad(of: slotCount) else { return false }
      }
    }
    guard bytes(states: needed, slots: slotCount) <= memoryBytesMax else { return false }
    if !arenaHasHugePages && count * wordCount * 8 > Self.hugeArenaBytes {
      arenaHasHugePages = true
      arena.adviseHugePages()
    }
    notePeak()
    return true
  }

  private mutating func grow(by factor: Int, for needed: Int) -> Bool {
    var slots = slotCount
    repeat { slots *= factor } while needed > Self.load(of: slots)
    guard bytes(states: needed, slots: slots) <= memoryBytesMax,
      let larger = Reservation(byteCount: slots * 8)
    else { return false }
    if slots >= Self.hugeSlotCount { larger.adviseHugePages() }
    // The old table goes before the new one is touched: never both in memory.
    table = larger
    slotCount = slots
    refillTable()
    return true
  }

  /// Enters all states of the arena into an empty table.
  private mutating func refillTable() {
    let mask = UInt64(slotCount - 1)
    let slots = unsafe self.slots
    for index in 0..<count {
      let hash = unsafe StateHash.hash(states + index * wordCount, count: wordCount) & hashMask
      var place = hash & mask
      // In bounds: `place` is masked. It ends: the table has more slots than states.
      while unsafe slots[Int(truncatingIfNeeded: place)] != 0 { place = (place &+ 1) & mask }
      unsafe slots[Int(truncatingIfNeeded: place)] =
        (hash & ~Self.indexMask) | UInt64(truncatingIfNeeded: index + 1)
    }
  }
}
