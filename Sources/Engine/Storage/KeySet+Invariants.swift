internal import Synchronization

extension KeySet {
  /// Everything that must be true of a store between two rounds; for tests and debug builds.
  ///
  /// - Complexity: O(slots + states).
  /// - Returns: the first thing that is wrong.
  func firstFlaw() -> String? {
    guard slotCount & (slotCount - 1) == 0 else { return "\(slotCount) slots: no power of two" }
    guard slotCount * 8 <= table.byteCount else { return "the table is smaller than its slots" }
    guard count < slotCount else { return "\(count) states fill \(slotCount) slots" }
    let ownBytes = bytes - bytesElsewhere
    guard ownBytes <= memoryBytesMax else { return "\(ownBytes) bytes are more than allowed" }
    let filled = filledCells
    let states = filled.reduce(0) { $0 + $1.count }
    guard states == count else { return "\(states) cells are filled by \(count) states" }
    var missing = [Bool](repeating: false, count: filled.last?.upperBound ?? 0)
    for cells in filled { for index in cells { missing[index] = true } }
    for place in 0..<slotCount {
      let slot = unsafe slots[place].load(ordering: .relaxed)
      if slot == 0 { continue }
      let index = Int(slot & Self.indexMask) - 1
      guard missing.indices.contains(index), missing[index] else {
        return "slot \(place) names \(index), which is no state or stands in another slot too"
      }
      missing[index] = false
      let hash = StateHash.hash(words(at: index)) & hashMask
      guard slot & ~Self.indexMask == hash & ~Self.indexMask else {
        return "slot \(place) has another tag than state \(index)"
      }
    }
    if let index = missing.firstIndex(of: true) { return "state \(index) is in no slot" }
    for cells in filled {
      for index in cells where self.index(of: words(at: index)) != index {
        return "state \(index) is not found, or stands there twice"
      }
    }
    return nil
  }

  /// Traps when something is wrong; nothing in a release build.
  func checkInvariants() {
    assert(firstFlaw() == nil, "the store is corrupt: \(firstFlaw() ?? "")")
  }
}
