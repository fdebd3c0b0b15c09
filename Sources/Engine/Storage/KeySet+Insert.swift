internal import Synchronization

extension KeySet {
  /// Promises cells and slots for so many more states; false when the round has to end first.
  func reserve(_ more: Int) -> Bool {
    let needed = used.wrappingAdd(more, ordering: .relaxed).newValue
    if needed <= room { return true }
    used.wrappingSubtract(more, ordering: .relaxed)
    return false
  }

  /// Takes back what `reserve` promised and nobody used.
  func release(_ unused: Int) { used.wrappingSubtract(unused, ordering: .relaxed) }

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
    precondition(batch.shape == shape, "a batch of states of another shape")
    // A lone worker inserts without exchanges.
    precondition(worker < workerCount, "a worker that the set was not told of")
    let countBefore = countMax == .max ? 0 : count - batch.count
    var inserted = 0
    var index = 0
    var isFetched = batch.isFetched
    while true {
      var block = self[blockOf: worker]
      let allowed = countMax - countBefore - inserted
      let start = block.next
      let end = allowed < block.end - start ? start + allowed : block.end
      if table.format.isWide {
        if !isFetched { load(UInt64.self, for: batch) }
        enter(UInt64.self, batch, from: &index, cells: &block.next, end: end)
      } else {
        if !isFetched { load(UInt32.self, for: batch) }
        enter(UInt32.self, batch, from: &index, cells: &block.next, end: end)
      }
      isFetched = true
      self[blockOf: worker] = block
      fresh.append(start..<block.next)
      inserted += block.next - start
      if index == batch.count || inserted == countMax - countBefore { break }
      self[blockOf: worker] = takeBlock()
    }
    release(batch.count - inserted)
    return index == batch.count
  }

  @inline(__always)
  private func load<Slot: SlotWord>(_: Slot.Type, for batch: borrowing SuccessorBatch) {
    let slots = unsafe table.slots(Slot.self)
    let mask = UInt64(slotCount - 1) & hashMask
    var sink: Slot = 0
    for index in 0..<batch.count {
      // In bounds: the mask is the number of slots, a power of two, minus one.
      let place = Int(truncatingIfNeeded: batch.hash(at: index) & mask)
      unsafe sink |= Slot.load(slots + place)
    }
    loadSink.store(UInt64(truncatingIfNeeded: sink), ordering: .relaxed)
  }

  /// Goes on inserting from a number in the batch, until it ends or a new state finds no cell.
  @inline(__always)
  private func enter<Slot: SlotWord>(
    _: Slot.Type, _ batch: borrowing SuccessorBatch, from index: inout Int, cells: inout Int,
    end: Int
  ) {
    // With the width known, comparing and copying a state of one word is one instruction.
    let isAlone = workerCount == 1
    switch (wordCount, table.format.isExact) {
    case (1, true):
      isAlone
        ? enter(Slot.self, batch, &index, &cells, end, width: 1, isExact: true, isAlone: true)
        : enter(Slot.self, batch, &index, &cells, end, width: 1, isExact: true, isAlone: false)
    case (1, false):
      isAlone
        ? enter(Slot.self, batch, &index, &cells, end, width: 1, isExact: false, isAlone: true)
        : enter(Slot.self, batch, &index, &cells, end, width: 1, isExact: false, isAlone: false)
    case (let width, _):
      isAlone
        ? enter(Slot.self, batch, &index, &cells, end, width: width, isExact: false, isAlone: true)
        : enter(Slot.self, batch, &index, &cells, end, width: width, isExact: false, isAlone: false)
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
  private func enter<Slot: SlotWord>(
    _: Slot.Type, _ batch: borrowing SuccessorBatch, _ index: inout Int, _ cells: inout Int,
    _ end: Int, width: Int, isExact: Bool, isAlone: Bool
  ) {
    let slots = unsafe table.slots(Slot.self)
    let states = unsafe self.states
    let key = SlotCode<Slot>(table.format)
    let mask = slotCount - 1
    let hashMask = self.hashMask
    let count = batch.count
    var next = cells
    var number = index
    search: while number < count {
      let hash = batch.hash(at: number) & hashMask
      let words = unsafe batch.words(at: number)
      var place = Int(truncatingIfNeeded: hash) & mask
      var wanted = key.atHome(hash)
      // In bounds: `place` is masked, and an index in a slot is that of a filled cell. It ends:
      // `reserve` keeps slots empty.
      var slot = unsafe Slot.load(slots + place)
      while true {
        if slot == 0 {
          if next == end { break search }
          unsafe copy(words, to: states + next * width, width: width)
          let entry = key.near(wanted, next, isExact: isExact)
          slot = unsafe fill(slots + place, with: entry, isAlone: isAlone)
          if slot == 0 {
            next += 1
            break
          }
        }
        if slot & key.nearMask == wanted {
          if isExact { break }
          if unsafe isEqual(states + key.cell(ofNear: slot) * width, words, width: width) { break }
        }
        wanted &+= 1
        place = (place &+ 1) & mask
        if wanted & Slot(SlotFormat.farMark) == Slot(SlotFormat.farMark) {
          switch unsafe enterFar(Slot.self, words, from: place, cell: next, of: end) {
          case .isThere: break
          case .isNew: next += 1
          case .hasNoCell: break search
          }
          break
        }
        slot = unsafe Slot.load(slots + place)
      }
      number += 1
    }
    cells = next
    index = number
  }

  /// How the search of a state beyond the slots near its home ended.
  private enum FarEnd {
    case isThere
    case isNew
    case hasNoCell
  }

  /// Goes on where the slots near a state's home are all taken by others: one in hundreds.
  @inline(never)
  private func enterFar<Slot: SlotWord>(
    _: Slot.Type, _ words: UnsafePointer<UInt64>, from first: Int, cell: Int, of end: Int
  ) -> FarEnd {
    let slots = unsafe table.slots(Slot.self)
    var place = first
    while true {
      // In bounds and ends, as above.
      var slot = unsafe Slot.load(slots + place)
      if slot == 0 {
        if cell == end { return .hasNoCell }
        unsafe copy(words, to: states + cell * wordCount, width: wordCount)
        slot = unsafe fill(
          slots + place, with: SlotCode<Slot>.far(cell), isAlone: workerCount == 1)
        if slot == 0 { return .isNew }
      }
      if SlotCode<Slot>.isFar(slot) {
        let other = SlotCode<Slot>.cell(ofFar: slot) * wordCount
        if unsafe isEqual(states + other, words, width: wordCount) { return .isThere }
      }
      place = (place &+ 1) & (slotCount - 1)
    }
  }

  /// Fills a slot that is empty, or was a moment ago.
  ///
  /// - Returns: what stands there instead when another thread was faster, otherwise 0.
  @inline(__always)
  func fill<Slot: SlotWord>(
    _ slot: UnsafeMutablePointer<Slot>, with entry: Slot, isAlone: Bool
  ) -> Slot {
    if isAlone {
      unsafe Slot.store(entry, in: slot)
      return 0
    }
    return unsafe Slot.publish(entry, in: slot)
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
  func isEqual(
    _ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>, width: Int
  ) -> Bool {
    var offset = 0
    while offset < width {
      if unsafe a[offset] != b[offset] { return false }
      offset += 1
    }
    return true
  }
}
