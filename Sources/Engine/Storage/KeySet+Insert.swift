internal import Synchronization

extension KeySet {
  /// Promises cells and slots for so many more states; false when the round has to end first.
  func reserve(_ more: Int) -> Bool {
    let needed = used.wrappingAdd(more, ordering: .relaxed).newValue
    if needed <= room { return true }
    used.wrappingSubtract(more, ordering: .relaxed)
    return false
  }

  /// Inserts the states of a batch; those not seen before get indices of the worker's, in order.
  ///
  /// The first pass only loads the slot where each look-up will begin. The loads do not depend on
  /// one another, so their cache misses overlap: with ten million states a prototype's search took
  /// 2.4 s rather than 3.4 s, and 2.2 s with prefetch instructions, which Swift has not. Loading
  /// the keys to which the slots lead in the same way was measured too, and made it slower.
  ///
  /// - Precondition: `reserve(batch.count)` was true.
  /// - Parameters:
  ///   - countMax: states that there may be; `Int.max` where other threads insert too.
  ///   - fresh: gets the ranges of the new states.
  /// - Returns: false when a state was left out because there are `countMax` already.
  func insert(
    _ batch: borrowing SuccessorBatch, worker: Int = 0, countMax: Int = .max,
    fresh: inout StateRanges
  ) -> Bool {
    precondition(batch.wordCount == wordCount, "a batch of states of another width")
    // A lone worker inserts without exchanges.
    precondition(worker < workerCount, "a worker that the set was not told of")
    if !batch.isFetched { loadSink.store(loadedSlots(of: batch), ordering: .relaxed) }
    let countBefore = countMax == .max ? 0 : count - batch.count
    var inserted = 0
    var index = 0
    while true {
      var block = self[blockOf: worker]
      let allowed = countMax - countBefore - inserted
      let start = block.next
      let end = allowed < block.end - start ? start + allowed : block.end
      enter(batch, from: &index, cells: &block.next, end: end)
      self[blockOf: worker] = block
      fresh.append(start..<block.next)
      inserted += block.next - start
      if index == batch.count || inserted == countMax - countBefore { break }
      self[blockOf: worker] = takeBlock()
    }
    used.wrappingSubtract(batch.count - inserted, ordering: .relaxed)
    return index == batch.count
  }

  @inline(__always)
  private func loadedSlots(of batch: borrowing SuccessorBatch) -> UInt64 {
    let slots = unsafe self.slots
    let mask = UInt64(slotCount - 1) & hashMask
    var sink: UInt64 = 0
    for index in 0..<batch.count {
      // In bounds: the mask is the number of slots, a power of two, minus one.
      let place = Int(truncatingIfNeeded: batch.hash(at: index) & mask)
      unsafe sink |= slots[place].load(ordering: .relaxed)
    }
    return sink
  }

  /// Goes on inserting from a number in the batch, until it ends or a new state finds no cell.
  @inline(__always)
  private func enter(
    _ batch: borrowing SuccessorBatch, from index: inout Int, cells: inout Int, end: Int
  ) {
    // With the width known, comparing and copying a state of one word is one instruction.
    switch (wordCount, workerCount) {
    case (1, 1): enter(batch, from: &index, cells: &cells, end: end, width: 1, isAlone: true)
    case (1, _): enter(batch, from: &index, cells: &cells, end: end, width: 1, isAlone: false)
    case (let width, 1):
      enter(batch, from: &index, cells: &cells, end: end, width: width, isAlone: true)
    case (let width, _):
      enter(batch, from: &index, cells: &cells, end: end, width: width, isAlone: false)
    }
  }

  /// Two threads may find the same empty slot for equal states. Both have written the words into a
  /// cell of their own; the one whose exchange succeeds publishes its cell, and the other one looks
  /// at what stands there now and uses its cell for the next state.
  ///
  /// The exchange *releases* the words that were written before it, and a slot is loaded with
  /// *acquire*: who sees an index in a slot sees the words of its cell. A slot never changes again
  /// while the round lasts.
  ///
  /// An exchange lets the processor begin no later load before it has ended, so that the misses of
  /// look-ups no longer overlap. Who is alone does without.
  @inline(__always)
  private func enter(
    _ batch: borrowing SuccessorBatch, from index: inout Int, cells: inout Int, end: Int,
    width: Int, isAlone: Bool
  ) {
    let slots = unsafe self.slots
    let states = unsafe self.states
    let mask = UInt64(slotCount - 1)
    let hashMask = self.hashMask
    let count = batch.count
    var next = cells
    var number = index
    search: while number < count {
      let hash = batch.hash(at: number) & hashMask
      let words = unsafe batch.words(at: number)
      let tag = hash & ~Self.indexMask
      var place = hash & mask
      // In bounds: `place` is masked, and an index in a slot is that of a filled cell. It ends:
      // `reserve` keeps slots empty.
      var slot = unsafe slots[Int(truncatingIfNeeded: place)].load(ordering: .acquiring)
      while true {
        if slot == 0 {
          if next == end { break search }
          unsafe copy(words, to: states + next * width, width: width)
          let entry = tag | UInt64(truncatingIfNeeded: next + 1)
          if isAlone {
            unsafe slots[Int(truncatingIfNeeded: place)].store(entry, ordering: .relaxed)
            next += 1
            break
          }
          let (isMine, found) = unsafe slots[Int(truncatingIfNeeded: place)].compareExchange(
            expected: 0, desired: entry, successOrdering: .releasing, failureOrdering: .acquiring)
          if isMine {
            next += 1
            break
          }
          slot = found
        }
        if slot & ~Self.indexMask == tag {
          let cell = Int(truncatingIfNeeded: (slot & Self.indexMask) &- 1)
          if unsafe isEqual(states + cell * width, words, width: width) { break }
        }
        place = (place &+ 1) & mask
        slot = unsafe slots[Int(truncatingIfNeeded: place)].load(ordering: .acquiring)
      }
      number += 1
    }
    cells = next
    index = number
  }

  @inline(__always)
  private func copy(
    _ words: UnsafePointer<UInt64>, to cell: UnsafeMutablePointer<UInt64>, width: Int
  ) {
    var offset = 0
    while offset < width {
      unsafe cell[offset] = words[offset]
      offset += 1
    }
  }

  @inline(__always)
  private func isEqual(
    _ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>, width: Int
  ) -> Bool {
    var offset = 0
    while offset < width {
      if unsafe a[offset] != b[offset] { return false }
      offset += 1
    }
    return true
  }

  /// The index of a state, nil when it was never inserted; between rounds.
  func index(of words: [UInt64]) -> Int? {
    precondition(words.count == wordCount, "a state of another width")
    let mask = UInt64(slotCount - 1)
    let hash = StateHash.hash(words) & hashMask
    var place = hash & mask
    while true {
      let slot = unsafe slots[Int(truncatingIfNeeded: place)].load(ordering: .relaxed)
      if slot == 0 { return nil }
      let index = Int(truncatingIfNeeded: (slot & Self.indexMask) &- 1)
      if self.words(at: index) == words { return index }
      place = (place &+ 1) & mask
    }
  }
}
