extension KeySet {
  /// Everything that must be true of a store between two rounds; for tests and debug builds.
  ///
  /// - Complexity: O(slots + states).
  /// - Returns: the first thing that is wrong.
  func firstFlaw() -> String? {
    guard count < slotCount else { return "\(count) states fill \(slotCount) slots" }
    guard ownBytes <= memoryBytesMax else { return "\(ownBytes) bytes are more than allowed" }
    let filled = filledCells
    let states = filled.reduce(0) { $0 + $1.count }
    guard states == count else { return "\(states) cells are filled by \(count) states" }
    let slots = filledSlotCount
    guard slots == count else { return "\(slots) slots are filled for \(count) states" }
    // As many slots as states, and another one for each of them.
    var isTaken = [Bool](repeating: false, count: slotCount)
    for cells in filled {
      for index in cells {
        guard let place = place(of: words(at: index)) else { return "state \(index) is not found" }
        guard !isTaken[place] else { return "state \(index) stands there twice" }
        isTaken[place] = true
        let named = self.index(inSlot: place)
        guard named == index || named == nil && table.format.isExact else {
          return "slot \(place) is that of state \(index) and names another"
        }
      }
    }
    return nil
  }

  /// Traps when something is wrong; nothing in a release build.
  func checkInvariants() {
    assert(firstFlaw() == nil, "the store is corrupt: \(firstFlaw() ?? "")")
  }
}
