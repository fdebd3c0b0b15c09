/// The least and the greatest value of a measure so far, each with the state that shows it best:
/// of those on the shallowest level the one with the smallest words.
struct MeasureTracker {
  struct Extreme {
    var value: Int64
    var state: Int
    var level: Int
  }

  private(set) var least: Extreme
  private(set) var greatest: Extreme

  init(value: Int64, state: Int, level: Int) {
    least = Extreme(value: value, state: state, level: level)
    greatest = least
  }

  mutating func note(_ value: Int64, state: Int, level: Int, in store: borrowing StateStore) {
    if value < least.value
      || value == least.value && level == least.level
        && store.precedes(state, least.state)
    {
      least = Extreme(value: value, state: state, level: level)
    }
    if value > greatest.value
      || value == greatest.value && level == greatest.level
        && store.precedes(state, greatest.state)
    {
      greatest = Extreme(value: value, state: state, level: level)
    }
  }
}
