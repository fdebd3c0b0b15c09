internal import Synchronization

extension KeySet {
  /// Of the slots, at most three of four are used: then a look-up takes about two probes.
  static func load(of slots: Int) -> Int { slots / 4 * 3 }
  /// When memory does not suffice for a larger table, it may fill up to this, slowly.
  static func crampedLoad(of slots: Int) -> Int { slots / 16 * 15 }

  /// Tables of fewer slots grow fourfold, which halves the work of rebuilding; larger ones twofold.
  /// Doubling keeps the slots of each key at most 22 bytes, and costs a few hundredths of the time.
  static let largeSlotCount = 1 << 21
  /// Tables from 4 MB on get huge pages.
  static let hugeSlotCount = 1 << 19
  static let hugeArenaBytes = 16 << 20

  /// Sees to it that so many more states can be reserved. Between rounds only.
  ///
  /// - Parameters:
  ///   - isCramped: whether the table may be filled more than is good for it.
  ///   - refill: calls `refillTable` for all parts, with as many threads as it likes.
  /// - Returns: false when that takes more memory than allowed, or than the machine gives.
  /// - Complexity: O(1), or O(states) when the table grows.
  func makeRoom(
    for more: Int, isCramped: Bool = true,
    refill: (KeySet) -> Void = { $0.refillTable(part: 0, of: 1) }
  ) -> Bool {
    let needed = count + more
    var load = Self.load(of: slotCount)
    if needed > load {
      let factor = slotCount < Self.largeSlotCount ? 4 : 2
      if grow(by: factor, for: needed, refill) || grow(by: 2, for: needed, refill) {
        load = Self.load(of: slotCount)
      } else if isCramped {
        load = Self.crampedLoad(of: slotCount)
      }
    }
    adviseHugePages()
    room = min(load, statesThatFit(slots: slotCount))
    notePeak()
    return needed <= room
  }

  // MARK: Memory

  /// The memory behind a store of so many states and slots, and what it was told of.
  func bytes(states: Int, slots: Int) -> Int {
    let arenaBytes = max(0, states * wordCount * 8 - spilledBytes)
    let pages = (arenaBytes + pageBytes - 1) / pageBytes + loosePages
    return bytesElsewhere + pages * pageBytes + slots * 8
  }

  private var pageBytes: Int {
    arenaHasHugePages ? Reservation.hugePageBytes : Reservation.pageBytes
  }

  /// Where several workers fill blocks, the states of each may begin and end within a page.
  private var loosePages: Int { workerCount > 1 ? 2 * workerCount : 0 }

  /// The states for which memory and address space suffice.
  func statesThatFit(slots: Int) -> Int {
    let cells = arena.byteCount / (wordCount * 8) - workerCountMax * ArenaBlock.size
    let left = memoryBytesMax - bytes(states: 0, slots: slots)
    guard left > 0 else { return 0 }
    var fitting = (left / pageBytes * pageBytes + spilledBytes) / (wordCount * 8)
    if bytesPerStateElsewhere > 0 {
      let more = memoryBytesMax - bytes(states: count, slots: slots) - pageBytes
      fitting = min(fitting, count + max(0, more) / (wordCount * 8 + bytesPerStateElsewhere))
    }
    return min(fitting, cells, countMax)
  }

  private func adviseHugePages() {
    guard !arenaHasHugePages, count * wordCount * 8 > Self.hugeArenaBytes else { return }
    arenaHasHugePages = true
    // The last page of each worker may be touched for one state.
    guard bytes <= memoryBytesMax else {
      arenaHasHugePages = false
      return
    }
    arena.adviseHugePages()
  }

  // MARK: The table

  private func grow(by factor: Int, for needed: Int, _ refill: (KeySet) -> Void) -> Bool {
    var slots = slotCount
    repeat { slots *= factor } while needed > Self.load(of: slots)
    guard needed <= statesThatFit(slots: slots), let larger = Reservation(byteCount: slots * 8)
    else { return false }
    if slots >= Self.hugeSlotCount { larger.adviseHugePages() }
    // The old table goes before the new one is touched: never both in memory.
    table = larger
    slotCount = slots
    refill(self)
    return true
  }

  /// Enters one of several equal parts of all states into an empty table, of which other threads
  /// fill theirs.
  func refillTable(part: Int, of parts: Int) {
    for cells in filledCells {
      let start = cells.lowerBound + cells.count * part / parts
      let end = cells.lowerBound + cells.count * (part + 1) / parts
      for first in stride(from: start, to: end, by: Self.refillRun) {
        let run = first..<min(first + Self.refillRun, end)
        if wordCount == 1 {
          refillTable(run, width: 1, isAlone: parts == 1)
        } else {
          refillTable(run, width: wordCount, isAlone: parts == 1)
        }
      }
    }
  }

  /// States whose slots are loaded together before they are entered, as for a batch.
  private static let refillRun = 256

  @inline(__always)
  private func refillTable(_ cells: Range<Int>, width: Int, isAlone: Bool) {
    let mask = UInt64(slotCount - 1)
    let slots = unsafe self.slots
    unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.refillRun) { hashes in
      var sink: UInt64 = 0
      // In bounds: there are at most `refillRun` cells, and places are masked. Looking for a slot
      // ends: the table has more of them than states.
      for (number, index) in cells.enumerated() {
        let hash = unsafe StateHash.hash(states + index * width, count: width) & hashMask
        unsafe hashes[number] = hash
        unsafe sink |= slots[Int(truncatingIfNeeded: hash & mask)].load(ordering: .relaxed)
      }
      loadSink.store(sink, ordering: .relaxed)
      for (number, index) in cells.enumerated() {
        let hash = unsafe hashes[number]
        let entry = (hash & ~Self.indexMask) | UInt64(truncatingIfNeeded: index + 1)
        var place = hash & mask
        // All states differ, so the first slot that can be had is right. Nobody looks into the
        // table before all parts are done, and the hand-over of rounds orders that.
        while unsafe !take(slots + Int(truncatingIfNeeded: place), for: entry, isAlone: isAlone) {
          place = (place &+ 1) & mask
        }
      }
    }
  }

  /// Fills a slot if it is empty; who is alone does without an exchange, which is slow.
  @inline(__always)
  private func take(
    _ slot: UnsafeMutablePointer<Atomic<UInt64>>, for entry: UInt64, isAlone: Bool
  ) -> Bool {
    if isAlone {
      guard unsafe slot.pointee.load(ordering: .relaxed) == 0 else { return false }
      unsafe slot.pointee.store(entry, ordering: .relaxed)
      return true
    }
    return unsafe slot.pointee.compareExchange(expected: 0, desired: entry, ordering: .relaxed)
      .exchanged
  }
}
