/// Saves a search at the ends of levels, so that another process can go on from there.
///
/// States are only ever appended, to one file for those that were to be expanded, level by level,
/// and to one for those outside a constraint; a third has the length of each level. When they are
/// on the disk, a new manifest says so. Whatever a killed process leaves behind a manifest's word
/// is cut off by the next.
package final class Checkpointer {
  /// How a search is to be saved.
  package struct Settings: Hashable, Sendable {
    /// A folder for this search alone; it is made when it is missing.
    package var folder: String
    /// Goes on from what is saved there, if anything is.
    package var isResuming: Bool
    /// Time from one saving to the next, at least.
    package var interval: Duration

    package init(folder: String, isResuming: Bool, interval: Duration = .seconds(10)) {
      self.folder = folder
      self.isResuming = isResuming
      self.interval = interval
    }
  }

  private let folder: CheckpointFolder
  private let interval: Duration
  private let fingerprint: String
  private let wordCount: Int
  private let states: AppendFile
  private let outside: AppendFile
  private let levelSizes: AppendFile
  /// Cells of states outside a constraint that are saved.
  private var savedOutside = StateRanges()
  private var lastSaving = ContinuousClock.now
  /// Saving may take one twentieth of the time.
  private static let shareOfTime = 20
  private var lastCost = Duration.zero

  /// What was saved there and is still to be taken over; nil when the search begins anew.
  private(set) var saved: CheckpointManifest?

  /// Opens the folder for a search.
  ///
  /// - Throws: when it cannot be written, belongs to another search that is under way, has a
  ///   checkpoint that is not to be taken up, or one of another spec.
  package init(
    _ settings: Settings, for explorer: Explorer
  ) throws(CheckpointError) {
    let program = explorer.linked.program
    let fingerprint = explorer.fingerprint
    let folder = try CheckpointFolder(path: settings.folder)
    var saved: CheckpointManifest?
    if let bytes = try folder.manifest() {
      let path = settings.folder
      guard settings.isResuming else { throw .exists(folder: path) }
      guard let manifest = CheckpointManifest(bytes) else {
        throw .damaged(path: path, reason: "its manifest cannot be read")
      }
      guard manifest.fingerprint == fingerprint, manifest.tally.fits(program),
        manifest.wordCount == program.layout.wordCount, manifest.findings.fits(program)
      else { throw .damaged(path: path, reason: "it is of another spec, or of other options") }
      saved = manifest
    }
    wordCount = program.layout.wordCount
    states = try AppendFile(
      path: settings.folder + "/states", keeping: (saved?.states ?? 0) * wordCount)
    outside = try AppendFile(
      path: settings.folder + "/outside", keeping: (saved?.outside ?? 0) * wordCount)
    levelSizes = try AppendFile(path: settings.folder + "/levels", keeping: saved?.levels ?? 0)
    self.folder = folder
    self.fingerprint = fingerprint
    self.saved = saved
    interval = settings.interval
  }

  // MARK: Saving

  /// Whether it is time.
  var isDue: Bool {
    let passed = lastSaving.duration(to: .now)
    return passed >= interval && passed >= lastCost * Self.shareOfTime
  }

  /// Saves all that a search has, at the end of a level.
  func save(
    _ levels: [[Range<Int>]], of store: StateStore, depth: Int, elapsed: Duration,
    tally: SearchTally, findings: FindingCollector
  ) throws(CheckpointError) {
    let start = ContinuousClock.now
    var known = savedOutside
    for (number, level) in levels.enumerated() {
      for range in level { known.append(range) }
      guard number >= levelSizes.wordCount else { continue }
      for range in level { try states.append(store, range) }
      try levelSizes.append([UInt64(level.reduce(0) { $0 + $1.count })])
    }
    for range in store.filledCells.subtracting(known) {
      try outside.append(store, range)
      savedOutside.append(range)
    }
    try states.synchronize()
    try outside.synchronize()
    try levelSizes.synchronize()
    let manifest = CheckpointManifest(
      fingerprint: fingerprint, wordCount: wordCount, levels: levelSizes.wordCount,
      states: states.wordCount / wordCount, outside: outside.wordCount / wordCount, depth: depth,
      elapsedSeconds: elapsed / .seconds(1), tally: tally, findings: findings)
    try folder.commit(manifest.encoded())
    lastSaving = .now
    lastCost = start.duration(to: lastSaving)
  }

  /// The search has its answer: nothing is to be taken up.
  func clear() { folder.clear(["states", "outside", "levels"]) }

  // MARK: Taking up

  /// Puts what was saved into an empty store.
  ///
  /// - Returns: by level, the ranges to be expanded; nil when the store does not take so much.
  func restore(into store: StateStore) throws(CheckpointError) -> [[Range<Int>]]? {
    guard let saved = saved.take() else { return [] }
    guard try states.restore(saved.states, into: store),
      try outside.restore(saved.outside, into: store)
    else { return nil }
    guard store.count == saved.states + saved.outside else {
      throw .damaged(path: states.path, reason: "a state is there twice")
    }
    // They came in the order of the files, from one worker: their indices are dense.
    savedOutside.append(saved.states..<saved.states + saved.outside)
    var start = 0
    let sizes = try levelSizes.words(from: 0, count: saved.levels)
    let levels = sizes.map { size in
      let range = start..<start &+ Int(truncatingIfNeeded: min(size, 1 << 40))
      start = range.upperBound
      return range.isEmpty ? [] : [range]
    }
    guard start == saved.states else {
      throw .damaged(path: levelSizes.path, reason: "its levels have another number of states")
    }
    return levels
  }
}

extension [Range<Int>] {
  /// What of these ranges, which ascend, is in none of the others.
  func subtracting(_ others: StateRanges) -> [Range<Int>] {
    let holes = others.ranges.sorted { $0.lowerBound < $1.lowerBound }
    var rest: [Range<Int>] = []
    var next = 0
    for range in self {
      var start = range.lowerBound
      while next < holes.count && holes[next].upperBound <= start { next += 1 }
      var hole = next
      while hole < holes.count && holes[hole].lowerBound < range.upperBound {
        if start < holes[hole].lowerBound { rest.append(start..<holes[hole].lowerBound) }
        start = Swift.max(start, holes[hole].upperBound)
        hole += 1
      }
      if start < range.upperBound { rest.append(start..<range.upperBound) }
    }
    return rest
  }
}
