/// How far the check of a spec by mutants goes.
package struct MutationOptions: Sendable {
  /// Whether components and functions that the spec imports are changed too.
  package var includesImports = false
  /// Whether a number of states, transitions or levels that the file expects may notice a mutant.
  package var countsNotice = false
  /// States that the search of a mutant may see; nil means `defaultStatesMax`.
  package var statesMax: Int?
  /// How long the search of a mutant may take; nil means `defaultTime`.
  package var time: Duration?
  /// What all searches that run at once may hold together.
  package var memoryBytesMax: Int
  /// Mutants that are verified at once.
  package var threadCount: Int

  package init(memoryBytesMax: Int, threadCount: Int = 1) {
    self.memoryBytesMax = memoryBytesMax
    self.threadCount = threadCount
  }

  /// Four times the states of the original, and 10,000 more: a mutant may well have more states
  /// than what it was made from, but not without end.
  static func defaultStatesMax(of original: Int) -> Int { 4 * original + 10_000 }

  /// Ten times what the original took, and at least two seconds.
  static func defaultTime(of original: Duration) -> Duration {
    max(.seconds(2), original * 10)
  }
}

/// A look at the mutants of a spec while they are verified.
package struct MutationProgress: Sendable {
  package var done: Int
  package var count: Int
  package var living: Int
  package var elapsed: Duration
}
