/// What a search does when the store has no memory left.
extension Search {
  /// States of fewer words would gain too little from being folded.
  static let foldedWordsMin = 4
  /// Of the memory of whole states, folded ones must be expected to take less than this.
  private static let foldedShareMax = 0.7
  /// Moving states to a file is worth while when it makes room for so much of the whole.
  private static let spilledShareMin = 32

  /// Makes room; false when there is nothing more to be done.
  mutating func relieve() -> Bool { fold() || spill() }

  /// Works out what folding would save while there is still memory for a sample.
  mutating func lookAhead() {
    if mayFold, foldedShare == nil, store.bytes > limits.memoryBytesMax / 2 {
      foldedShare = store.foldedShare()
    }
  }

  /// Folds all states, if that is expected to help.
  private mutating func fold() -> Bool {
    guard mayFold else { return false }
    mayFold = false
    let share = foldedShare ?? store.foldedShare()
    guard share < Self.foldedShareMax, store.fold() else { return false }
    for worker in workers { worker.reload(from: store) }
    return true
  }

  /// Moves the states of all levels but the last two to a file: the steps of a level lead to it, to
  /// its neighbours, and seldom elsewhere.
  private mutating func spill() -> Bool {
    guard maySpill, let folder = settings.spillFolder else { return false }
    let warm = levels.suffix(2).joined().map(\.lowerBound).min() ?? 0
    do throws(CheckpointError) {
      if spillFile == nil { spillFile = try SpillFile(folder: folder) }
      guard let spillFile else { return false }
      let saved = try store.spill(before: warm, to: spillFile)
      return saved >= limits.memoryBytesMax / Self.spilledShareMin
    } catch {
      spillFailure = error
      maySpill = false
      return false
    }
  }
}
