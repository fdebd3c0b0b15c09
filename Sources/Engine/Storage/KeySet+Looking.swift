extension KeySet {
  /// Whether a state was inserted; between rounds.
  func contains(_ words: [UInt64]) -> Bool { place(of: words) != nil }

  /// The place of the slot of a state, nil when it was never inserted; between rounds.
  func place(of words: [UInt64]) -> Int? {
    precondition(words.count == wordCount, "a state of another width")
    return table.format.isWide ? place(UInt64.self, of: words) : place(UInt32.self, of: words)
  }

  private func place<Slot: SlotWord>(_: Slot.Type, of words: [UInt64]) -> Int? {
    let slots = unsafe table.slots(Slot.self)
    let key = SlotCode<Slot>(table.format)
    let hash = shape.hash(words) & hashMask
    var place = Int(truncatingIfNeeded: hash) & (slotCount - 1)
    var distance = 0
    while true {
      // In bounds: `place` is masked. It ends: there are empty slots.
      let slot = unsafe Slot.load(slots + place)
      if slot == 0 { return nil }
      if distance >= SlotFormat.farDistance {
        let isFar = SlotCode<Slot>.isFar(slot)
        if isFar && self.words(at: SlotCode<Slot>.cell(ofFar: slot)) == words { return place }
      } else if slot & key.nearMask == key.atHome(hash) &+ Slot(distance) {
        let isExact = table.format.isExact
        if isExact || self.words(at: key.cell(ofNear: slot)) == words { return place }
      }
      place = (place + 1) & (slotCount - 1)
      distance += 1
    }
  }

  /// The index that a slot names; nil when it names none.
  func index(inSlot place: Int) -> Int? {
    table.format.isWide ? index(UInt64.self, inSlot: place) : index(UInt32.self, inSlot: place)
  }

  private func index<Slot: SlotWord>(_: Slot.Type, inSlot place: Int) -> Int? {
    precondition(place >= 0 && place < slotCount, "no slot of that number")
    let slot = unsafe Slot.load(table.slots(Slot.self) + place)
    if slot == 0 { return nil }
    if SlotCode<Slot>.isFar(slot) { return SlotCode<Slot>.cell(ofFar: slot) }
    return table.format.isExact ? nil : SlotCode<Slot>(table.format).cell(ofNear: slot)
  }

  /// Slots that are not empty.
  var filledSlotCount: Int {
    (0..<slotCount).count { place in
      unsafe table.format.isWide
        ? UInt64.load(table.slots(UInt64.self) + place) != 0
        : UInt32.load(table.slots(UInt32.self) + place) != 0
    }
  }
}
