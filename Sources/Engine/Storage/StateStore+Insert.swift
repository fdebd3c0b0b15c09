extension StateStore {
  /// Inserts the states of a batch; those not seen before get the next indices, in order.
  ///
  /// The first pass only loads the slot where each look-up will begin. The loads do not depend on
  /// one another, so their cache misses overlap: with ten million states a prototype's search took
  /// 2.4 s rather than 3.4 s, and 2.2 s with prefetch instructions, which Swift has not.
  ///
  /// - Precondition: `makeRoom(for: batch.count)` was true since the last insertion.
  /// - Returns: false when a state was left out because there are `countMax` already.
  mutating func insert(_ batch: borrowing SuccessorBatch, countMax: Int) -> Bool {
    precondition(batch.wordCount == wordCount, "a batch of states of another width")
    precondition(count + batch.count <= capacity, "no room in the arena")
    precondition(count + batch.count < slotCount, "no room in the table")
    loadSink ^= loadedSlots(of: batch)
    if wordCount == 1 { return insertWords(of: batch, countMax: countMax) }
    for index in 0..<batch.count {
      let hash = batch.hash(at: index) & hashMask
      let slot = unsafe slot(of: batch.words(at: index), hash: hash)
      if slot >= 0 {
        guard count < countMax else { return false }
        unsafe append(batch.words(at: index), hash: hash, slot: slot)
      }
    }
    return true
  }

  @inline(__always)
  private func loadedSlots(of batch: borrowing SuccessorBatch) -> UInt64 {
    let slots = unsafe self.slots
    let mask = UInt64(slotCount - 1) & hashMask
    var sink: UInt64 = 0
    for index in 0..<batch.count {
      // In bounds: the mask is the number of slots, a power of two, minus one.
      unsafe sink |= slots[Int(truncatingIfNeeded: batch.hash(at: index) & mask)]
    }
    return sink
  }

  /// The same for states of one word, where the comparison is one instruction.
  private mutating func insertWords(of batch: borrowing SuccessorBatch, countMax: Int) -> Bool {
    let slots = unsafe self.slots
    let states = unsafe self.states
    let mask = UInt64(slotCount - 1)
    var count = self.count
    defer { self.count = count }
    for index in 0..<batch.count {
      let hash = batch.hash(at: index) & hashMask
      let word = unsafe batch.words(at: index).pointee
      let tag = hash & ~Self.indexMask
      var place = hash & mask
      while true {
        // In bounds: `place` is masked; an index in a slot is below `count`.
        let slot = unsafe slots[Int(truncatingIfNeeded: place)]
        if slot == 0 {
          guard count < countMax else { return false }
          unsafe states[count] = word
          count += 1
          unsafe slots[Int(truncatingIfNeeded: place)] = tag | UInt64(truncatingIfNeeded: count)
          break
        }
        if slot & ~Self.indexMask == tag,
          unsafe states[Int(truncatingIfNeeded: (slot & Self.indexMask) &- 1)] == word
        {
          break
        }
        place = (place &+ 1) & mask
      }
    }
    return true
  }

  /// The empty slot where the state belongs, or -1 when it is there already.
  @inline(__always)
  private func slot(of words: UnsafePointer<UInt64>, hash: UInt64) -> Int {
    let slots = unsafe self.slots
    let mask = UInt64(slotCount - 1)
    let tag = hash & ~Self.indexMask
    var place = hash & mask
    while true {
      // In bounds: `place` is masked; an index in a slot is below `count`.
      let slot = unsafe slots[Int(truncatingIfNeeded: place)]
      if slot == 0 { return Int(truncatingIfNeeded: place) }
      if slot & ~Self.indexMask == tag {
        let index = Int(truncatingIfNeeded: (slot & Self.indexMask) &- 1)
        if unsafe isEqual(states + index * wordCount, words) { return -1 }
      }
      place = (place &+ 1) & mask
    }
  }

  @inline(__always)
  private func isEqual(_ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>) -> Bool {
    var offset = 0
    while offset < wordCount {
      if unsafe a[offset] != b[offset] { return false }
      offset += 1
    }
    return true
  }

  @inline(__always)
  private mutating func append(_ words: UnsafePointer<UInt64>, hash: UInt64, slot: Int) {
    let place = unsafe states + count * wordCount
    unsafe place.update(from: words, count: wordCount)
    count += 1
    unsafe slots[slot] = (hash & ~Self.indexMask) | UInt64(truncatingIfNeeded: count)
  }

  /// The index of a state, nil when it was never inserted.
  func index(of words: [UInt64]) -> Int? {
    precondition(words.count == wordCount, "a state of another width")
    let mask = UInt64(slotCount - 1)
    let hash = StateHash.hash(words) & hashMask
    var place = hash & mask
    while true {
      let slot = unsafe slots[Int(truncatingIfNeeded: place)]
      if slot == 0 { return nil }
      let index = Int(truncatingIfNeeded: (slot & Self.indexMask) &- 1)
      if self.words(at: index) == words { return index }
      place = (place &+ 1) & mask
    }
  }
}
