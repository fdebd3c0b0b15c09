/// The numbers that a run has chosen, like the wheels of an odometer.
///
/// A run is repeated for each vector of choices. It takes the recorded ones first and 0 where none
/// is recorded; afterwards the last one that can be increased is, and those after it are dropped.
struct ChoiceStack {
  private(set) var values: [Int64] = []
  private var bounds: [Int64] = []
  /// How many of them the run under way has taken.
  private var taken = 0

  var isEmpty: Bool { values.isEmpty }

  /// The next number of this run, below `bound`; nil when there is none.
  mutating func next(below bound: Int64) -> Int64? {
    if taken == values.count {
      guard bound > 0 else { return nil }
      values.append(0)
      bounds.append(bound)
    }
    defer { taken += 1 }
    assert(bounds[taken] == bound, "a run was not repeatable")
    return values[taken]
  }

  /// Makes ready for the run with the next vector; false when there is none.
  mutating func advance() -> Bool {
    taken = 0
    while let last = values.last {
      if last + 1 < bounds[values.count - 1] {
        values[values.count - 1] = last + 1
        return true
      }
      values.removeLast()
      bounds.removeLast()
    }
    return false
  }

  mutating func removeAll() {
    taken = 0
    if values.isEmpty { return }
    values.removeAll(keepingCapacity: true)
    bounds.removeAll(keepingCapacity: true)
  }
}
