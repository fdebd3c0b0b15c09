extension StateStore {
  /// Everything that must be true of a store between two calls; for tests and debug builds.
  ///
  /// - Complexity: O(slots + states).
  /// - Returns: the first thing that is wrong.
  func firstFlaw() -> String? {
    guard slotCount & (slotCount - 1) == 0 else { return "\(slotCount) slots: no power of two" }
    guard slotCount * 8 <= table.byteCount else { return "the table is smaller than its slots" }
    guard count < slotCount else { return "\(count) states fill \(slotCount) slots" }
    guard count <= capacity else { return "\(count) states are more than the arena holds" }
    guard bytes <= memoryBytesMax else { return "\(bytes) bytes are more than allowed" }
    var seen = [Bool](repeating: false, count: count)
    for place in 0..<slotCount {
      let slot = unsafe slots[place]
      if slot == 0 { continue }
      let index = Int(slot & Self.indexMask) - 1
      guard seen.indices.contains(index) else { return "slot \(place) names state \(index)" }
      if seen[index] { return "state \(index) stands in two slots" }
      seen[index] = true
      let hash = StateHash.hash(words(at: index)) & hashMask
      guard slot & ~Self.indexMask == hash & ~Self.indexMask else {
        return "slot \(place) has another tag than state \(index)"
      }
    }
    if let missing = seen.firstIndex(of: false) { return "state \(missing) is in no slot" }
    for index in 0..<count where self.index(of: words(at: index)) != index {
      return "state \(index) is not found, or stands there twice"
    }
    return nil
  }

  /// Traps when something is wrong; nothing in a release build.
  func checkInvariants() {
    assert(firstFlaw() == nil, "the store is corrupt: \(firstFlaw() ?? "")")
  }
}
