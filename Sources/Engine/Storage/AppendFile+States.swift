extension AppendFile {
  /// States that are read at once; as many as a folding store takes.
  private static let statesAtOnce = 512

  /// Writes the states of some cells at the end.
  func append(_ store: StateStore, _ range: Range<Int>) throws(CheckpointError) {
    try store.forEachRun(of: range) { run throws(CheckpointError) in
      unsafe try append(run.words, count: run.count * run.wordCount)
    }
  }

  /// Reads states and inserts them, in the order of the file.
  ///
  /// - Returns: false when the store does not take so many.
  func restore(_ count: Int, into store: StateStore) throws(CheckpointError) -> Bool {
    let width = store.wordCount
    var batch = SuccessorBatch(store.shape, capacity: Self.statesAtOnce)
    var fresh = StateRanges()
    for start in stride(from: 0, to: count, by: Self.statesAtOnce) {
      let part = min(Self.statesAtOnce, count - start)
      let words = try words(from: start * width, count: part * width)
      for state in stride(from: 0, to: words.count, by: width) {
        batch.append(Array(words[state..<state + width]))
      }
      guard store.makeRoom(for: part), store.reserve(part) else { return false }
      // Without a limit on their number, all states are taken.
      _ = store.insert(batch, fresh: &fresh)
      batch.removeAll()
    }
    return true
  }

  /// Words from a place on.
  func words(from first: Int, count: Int) throws(CheckpointError) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: count)
    if count == 0 { return words }
    var failure: CheckpointError?
    unsafe words.withUnsafeMutableBufferPointer { buffer in
      do throws(CheckpointError) {
        // It is not empty, and has `count` words.
        unsafe try read(from: first, count: count, into: buffer.baseAddress!)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return words
  }
}
