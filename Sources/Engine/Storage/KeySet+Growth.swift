/// How work on a whole table is shared by threads.
struct WorkShare {
  let parts: Int
  /// Has the parts done by number, together, and comes back when all are.
  let run: (@escaping @Sendable (Int) -> Void) -> Void

  static var alone: WorkShare { WorkShare(parts: 1) { $0(0) } }
}

extension KeySet {
  /// How many states the table takes: at most three for four slots, so that a look-up takes about
  /// two probes. When memory does not suffice for a larger one, it may fill up farther, slowly.
  ///
  /// With the cells of blocks that are begun and not filled there are fewer cells than two for a
  /// slot, which is what the index in a slot can tell.
  private func load(isCramped: Bool) -> Int {
    let share = isCramped ? slotCount / 16 * 15 : slotCount / 4 * 3
    return min(share, 2 * slotCount - workerCount * ArenaBlock.size)
  }

  static let hugeArenaBytes = 16 << 20

  /// Sees to it that so many more states can be reserved. Between rounds only.
  ///
  /// - Parameter isCramped: whether the table may be filled more than is good for it.
  /// - Returns: false when that takes more memory than allowed, or than the machine gives.
  /// - Complexity: O(1), or O(slots) when the table grows.
  func makeRoom(for more: Int, isCramped: Bool = true, sharing: WorkShare = .alone) -> Bool {
    let needed = count + more
    var isLarge = true
    while isLarge && needed > load(isCramped: false) { isLarge = grow(for: needed, sharing) }
    adviseHugePages()
    let fitting = statesThatFit(tableBytes: table.format.byteCount)
    room = min(load(isCramped: isCramped && !isLarge), fitting)
    notePeak()
    return needed <= room
  }

  /// Doubles the table; false when there is no memory for that and the states.
  private func grow(for needed: Int, _ sharing: WorkShare) -> Bool {
    let larger = format(placeBits: table.format.placeBits + 1)
    guard larger.byteCount <= table.byteCountMax,
      needed <= statesThatFit(tableBytes: larger.byteCount)
    else { return false }
    if table.format.canDouble(to: larger) {
      double(to: larger, sharing)
    } else {
      table.empty(larger)
      refill(sharing)
    }
    return true
  }

  // MARK: Memory

  /// The memory behind a store of so many states and slots, and what it was told of.
  func bytes(states: Int, tableBytes: Int) -> Int {
    let arenaBytes = max(0, states * wordCount * 8 - spilledBytes)
    let pages = (arenaBytes + pageBytes - 1) / pageBytes + loosePages
    return bytesElsewhere + pages * pageBytes + tableBytes
  }

  private var pageBytes: Int {
    arenaHasHugePages ? Reservation.hugePageBytes : Reservation.pageBytes
  }

  /// Where several workers fill blocks, the states of each may begin and end within a page.
  private var loosePages: Int { workerCount > 1 ? 2 * workerCount : 0 }

  /// The states for which memory and address space suffice.
  func statesThatFit(tableBytes: Int) -> Int {
    let cells = arena.byteCount / (wordCount * 8) - workerCountMax * ArenaBlock.size
    let left = memoryBytesMax - bytes(states: 0, tableBytes: tableBytes)
    guard left > 0 else { return 0 }
    var fitting = (left / pageBytes * pageBytes + spilledBytes) / (wordCount * 8)
    if bytesPerStateElsewhere > 0 {
      let more = memoryBytesMax - bytes(states: count, tableBytes: tableBytes) - pageBytes
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
    arena.adviseHugePages(upTo: arena.byteCount)
  }
}
