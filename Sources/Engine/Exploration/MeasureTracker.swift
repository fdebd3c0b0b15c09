/// The least and the greatest value of a measure so far, each with the state that shows it best:
/// of those on the shallowest level the one with the smallest words.
struct MeasureTracker: Codable {
  struct Extreme: Codable {
    var value: Int64
    var level: Int
    /// The packed state.
    var state: [UInt64]
  }

  private(set) var least: Extreme
  private(set) var greatest: Extreme

  init(value: Int64, state: StateWords, level: Int) {
    least = Extreme(value: value, level: level, state: state.array)
    greatest = least
  }

  @inline(__always)
  mutating func note(_ value: Int64, state: StateWords, level: Int) {
    if value <= least.value && (value < least.value || isBetter(state, level, than: least)) {
      least = Extreme(value: value, level: level, state: state.array)
    }
    if value >= greatest.value
      && (value > greatest.value || isBetter(state, level, than: greatest))
    {
      greatest = Extreme(value: value, level: level, state: state.array)
    }
  }

  /// Takes over what another one has seen.
  mutating func merge(_ other: MeasureTracker) {
    for extreme in [other.least, other.greatest] {
      StateWords.with(extreme.state) { note(extreme.value, state: $0, level: extreme.level) }
    }
  }

  private func isBetter(_ state: StateWords, _ level: Int, than known: Extreme) -> Bool {
    level != known.level ? level < known.level : state.order(known.state) < 0
  }
}
