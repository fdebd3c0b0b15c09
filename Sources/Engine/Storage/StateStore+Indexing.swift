extension StateStore {
  /// Cells that states have indices of: those of all states, and those that are left over.
  var cellCount: Int { keys.cellCount }

  /// Takes what was loaded only so that it is near when it is asked for, and keeps the loads from
  /// being optimised away.
  func keepLoads(_ sink: UInt64) { keys.keepLoads(sink) }

  /// The memory behind the table.
  var tableBytes: Int { keys.tableBytes }

  /// Replaces the table by one that tells the indices of some states, and knows no others. Nothing
  /// is inserted any more then.
  ///
  /// - Parameters:
  ///   - isWanted: asked for each cell of the ranges.
  ///   - stateCount: how many are wanted.
  ///   - bytesMax: that the table may have if it is to be the faster one.
  /// - Returns: false when there is no memory for it.
  func index(
    _ cells: [Range<Int>], stateCount: Int, bytesMax: Int, sharing: WorkShare,
    where isWanted: @escaping @Sendable (Int) -> Bool
  ) -> Bool {
    let wide = keys.indexFormat(keyCount: stateCount, isWide: true)
    let narrow = keys.indexFormat(keyCount: stateCount, isWide: false)
    let format = keys.wordCount == 1 && wide.byteCount <= bytesMax ? wide : narrow
    let others = bytes - keys.tableBytes
    guard others + format.byteCount <= memoryBytesMax else { return false }
    defer { notePeak() }
    // States that are there have parts that are there, but for those beyond what was explored.
    tree?.parts.memoryBytesMax = .max / 2
    return keys.index(format, cells: cells, where: isWanted, sharing: sharing)
  }

  /// The indices of the states of a batch, -1 for those that were not wanted.
  func find(_ batch: borrowing SuccessorBatch, into indices: Table<Int>) {
    guard let tree else { return keys.find(batch, into: indices) }
    // The scratch space is for batches of a search, which are smaller.
    let scratchMax = tree.scratches[0].keys.capacity
    for start in stride(from: 0, to: batch.count, by: scratchMax) {
      let count = min(scratchMax, batch.count - start)
      let partCount = count * tree.partsOfState
      precondition(
        tree.parts.makeRoom(for: partCount) && tree.parts.reserve(partCount),
        "no memory for the parts of states that are there")
      let run = unsafe StateRun(
        words: batch.run.words + start * wordCount, wordCount: wordCount, count: count)
      let folded = tree.fold(run, worker: 0)
      unsafe keys.find(folded.keys, into: Table(base: indices.base + start, count: count))
    }
  }
}
