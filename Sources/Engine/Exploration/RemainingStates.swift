/// How many states a search may still find, where that can be said honestly.
///
/// While levels grow, nobody knows. When each of the last few was smaller than the one before, and
/// those to come shrink at least as fast as the slowest of these, they are a geometric series.
enum RemainingStates {
  /// Levels that must have shrunk.
  private static let shrinkingMin = 3

  /// The states beyond the levels whose sizes are given, the last of them under way; nil when there
  /// is no telling.
  static func estimate(levelSizes sizes: [Int]) -> Int? {
    let last = sizes.suffix(shrinkingMin + 1)
    guard last.count == shrinkingMin + 1, let size = last.last, size > 0 else { return nil }
    let ratios = zip(last, last.dropFirst()).map { Double($1) / Double($0) }
    guard let slowest = ratios.max(), slowest < 1 else { return nil }
    // Within half a percent of 1 the series is longer than what is known of it allows to say.
    guard slowest < 0.995 else { return nil }
    return Int(Double(size) * slowest / (1 - slowest))
  }
}
