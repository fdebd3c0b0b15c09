// A table is doubled where it stands. Between two empty slots is a *cluster*, and all keys of a
// cluster belong to places in it. Going through one from its first slot on, each key is taken out
// and put back as near to its new home as it gets: that is the old home, or the same place of the
// new half, and between either and the slot it was taken from, or the one opposite to that, there
// is a free slot, since those before it were put back in the same way. So it comes no farther from
// its home than it was, nothing that is still to be moved is in its way, and clusters have nothing
// to do with one another: threads take some each. Memory is touched from one end to the other in
// two places, and none is copied.
extension KeySet {
  /// Makes the table one of twice as many slots of the same format.
  func double(to larger: SlotFormat, _ sharing: WorkShare) {
    if larger.isWide {
      double(UInt64.self, to: larger, sharing)
    } else {
      double(UInt32.self, to: larger, sharing)
    }
  }

  private func double<Slot: SlotWord>(
    _: Slot.Type, to larger: SlotFormat, _ sharing: WorkShare
  ) {
    let slotCount = self.slotCount
    // Each part begins and ends with an empty slot, and those are looked for before any is moved.
    let starts = (0...sharing.parts).map { part in
      let start = slotCount * part / sharing.parts
      return start + distanceToEmptySlot(Slot.self, from: start)
    }
    table.double(to: larger)
    sharing.run { part in
      for place in starts[part]..<starts[part + 1] {
        self.rehome(Slot.self, at: place & (slotCount - 1), oldMask: slotCount - 1)
      }
    }
  }

  private func distanceToEmptySlot<Slot: SlotWord>(_: Slot.Type, from start: Int) -> Int {
    let slots = unsafe table.slots(Slot.self)
    var distance = 0
    // In bounds: the place is masked. It ends: there are empty slots.
    while unsafe Slot.load(slots + (start + distance) & (slotCount - 1)) != 0 { distance += 1 }
    return distance
  }

  /// Moves what stands in a slot of the smaller table to where it belongs in the larger one.
  @inline(__always)
  private func rehome<Slot: SlotWord>(_: Slot.Type, at place: Int, oldMask: Int) {
    let slots = unsafe table.slots(Slot.self)
    // In bounds: places are masked.
    let slot = unsafe Slot.load(slots + place)
    if slot == 0 { return }
    if SlotCode<Slot>.isFar(slot) { return rehomeFar(slot, at: place) }
    let distance = Int(truncatingIfNeeded: slot & Slot(SlotFormat.farMark)) - 1
    // The lowest bit of the rest becomes the highest one of the home; what is behind moves up.
    let payload = slot &>> Slot(SlotFormat.distanceBits)
    let half = Int(truncatingIfNeeded: payload & 1) * (oldMask + 1)
    let home = (place - distance) & oldMask | half
    unsafe Slot.store(0, in: slots + place)
    var (target, newDistance) = (home, Slot(1))
    while unsafe Slot.load(slots + target) != 0 {
      target = (target + 1) & (oldMask << 1 | 1)
      newDistance += 1
    }
    assert(newDistance <= Slot(distance + 1), "a key came farther from its home")
    let entry = (payload &>> 1) &<< Slot(SlotFormat.distanceBits) | newDistance
    unsafe Slot.store(entry, in: slots + target)
  }

  /// What is far from its home does not know it: the key does.
  private func rehomeFar<Slot: SlotWord>(_ slot: Slot, at place: Int) {
    unsafe Slot.store(0, in: table.slots(Slot.self) + place)
    enterNew(Slot.self, cell: SlotCode<Slot>.cell(ofFar: slot), isAlone: true)
  }
}
