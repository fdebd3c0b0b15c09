extension KeySet {
  /// Whether a state was inserted; between rounds.
  func contains(_ words: [UInt64]) -> Bool { place(of: words) != nil }

  /// Says of each key of a batch whether it was inserted; between rounds.
  func look(for batch: borrowing SuccessorBatch, into answers: Table<Bool>) {
    precondition(batch.shape == shape, "a batch of keys of another shape")
    if table.format.isWide {
      look(UInt64.self, for: batch, into: answers)
    } else {
      look(UInt32.self, for: batch, into: answers)
    }
  }

  private func look<Slot: SlotWord>(
    _: Slot.Type, for batch: borrowing SuccessorBatch, into answers: Table<Bool>
  ) {
    let slots = unsafe table.slots(Slot.self)
    let key = SlotCode<Slot>(table.format)
    let isExact = table.format.isExact
    let states = unsafe self.states
    let (mask, width) = (slotCount - 1, wordCount)
    for number in 0..<batch.count {
      let hash = batch.hash(at: number) & hashMask
      let words = unsafe batch.words(at: number)
      let atHome = key.atHome(hash)
      var place = Int(truncatingIfNeeded: hash) & mask
      var distance = 0
      var isFound = false
      // In bounds: places are masked, and indices in slots are those of cells. It ends: there are
      // empty slots.
      while !isFound {
        let slot = unsafe Slot.load(slots + place)
        if slot == 0 { break }
        if distance >= SlotFormat.farDistance {
          let cell = SlotCode<Slot>.cell(ofFar: slot)
          isFound =
            unsafe SlotCode<Slot>.isFar(slot)
            && isEqual(states + cell * width, words, width: width)
        } else if slot & key.nearMask == atHome &+ Slot(distance) {
          let cell = isExact ? 0 : key.cell(ofNear: slot)
          isFound = unsafe isExact || isEqual(states + cell * width, words, width: width)
        }
        place = (place &+ 1) & mask
        distance &+= 1
      }
      answers[number] = isFound
    }
  }

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
