internal import Synchronization

extension KeySet {
  /// Enters all states into the table, which is empty.
  func refill(_ sharing: WorkShare = .alone) {
    let parts = sharing.parts
    sharing.run { part in self.refill(part: part, of: parts) }
  }

  /// States whose slots are loaded together before they are entered, as for a batch.
  private static let refillRun = 256

  /// One of several equal parts of all states; other threads enter theirs.
  private func refill(part: Int, of parts: Int) {
    for cells in filledCells {
      let start = cells.lowerBound + cells.count * part / parts
      let end = cells.lowerBound + cells.count * (part + 1) / parts
      for first in stride(from: start, to: end, by: Self.refillRun) {
        let run = first..<min(first + Self.refillRun, end)
        if table.format.isWide {
          refill(UInt64.self, run, isAlone: parts == 1)
        } else {
          refill(UInt32.self, run, isAlone: parts == 1)
        }
      }
    }
  }

  private func refill<Slot: SlotWord>(_: Slot.Type, _ cells: Range<Int>, isAlone: Bool) {
    let slots = unsafe table.slots(Slot.self)
    var sink: Slot = 0
    for cell in cells {
      // In bounds: places are masked.
      let hash = unsafe shape.hash(states + cell * wordCount) & hashMask
      unsafe sink |= Slot.load(slots + Int(truncatingIfNeeded: hash) & (slotCount - 1))
    }
    loadSink.store(UInt64(truncatingIfNeeded: sink), ordering: .relaxed)
    for cell in cells { enterNew(Slot.self, cell: cell, isAlone: isAlone) }
  }

  /// Enters a state that is in no slot. All states differ, so the first slot that can be had is
  /// right; nobody looks into the table before all parts are done.
  func enterNew<Slot: SlotWord>(_: Slot.Type, cell: Int, isAlone: Bool) {
    let slots = unsafe table.slots(Slot.self)
    let key = SlotCode<Slot>(table.format)
    // In bounds: the cell is filled and the place masked. It ends: there are empty slots.
    let hash = unsafe shape.hash(states + cell * wordCount) & hashMask
    var place = Int(truncatingIfNeeded: hash) & (slotCount - 1)
    var distance = 0
    while true {
      if unsafe Slot.load(slots + place) == 0 {
        let entry =
          distance < SlotFormat.farDistance
          ? key.near(key.atHome(hash) + Slot(distance), cell, isExact: table.format.isExact)
          : SlotCode<Slot>.far(cell)
        if unsafe fill(slots + place, with: entry, isAlone: isAlone) == 0 { return }
      }
      place = (place + 1) & (slotCount - 1)
      distance += 1
    }
  }
}
