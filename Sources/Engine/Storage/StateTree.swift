/// Folds states of many words into keys of one word each, and unfolds them.
///
/// Every word and every pair of numbers below is entered once into one set of *parts*, whose
/// indices are the numbers. A state's key is the pair of numbers at the root of its tree; two
/// states are equal exactly when their keys are. Most steps change a word or two, and most words of
/// a state, and most pairs, have been there before in others: ten million states may share half a
/// million parts. (Blom, Lisser, van de Pol, Weber: A database approach to distributed state space
/// generation, 2007; Laarman, van de Pol, Weber: Parallel recursive state compression for free,
/// 2011.)
///
/// In a round each worker folds and unfolds with scratch space of its own.
@safe final class StateTree {
  let shape: TreeShape
  let parts: KeySet
  let scratches: [TreeScratch]

  /// States that are unfolded at a time.
  static let runMax = 1024
  /// Numbers of parts have 32 bits, and some are never given: those of the rest of each worker's
  /// block.
  static let partCountMax = Int(UInt32.max) - (1 << 20)

  /// Nil when not even an empty one fits.
  init?(wordCount: Int, memoryBytesMax: Int, workerCountMax: Int, batchCapacity: Int) {
    precondition(
      workerCountMax * ArenaBlock.size <= 1 << 20, "numbers of parts would not fit in 32 bits")
    let shape = TreeShape(wordCount: wordCount)
    let scratches = (0..<workerCountMax).map { _ in
      TreeScratch(shape, batchCapacity: batchCapacity)
    }
    let scratchBytes = scratches.reduce(0) { $0 + $1.byteCount }
    guard
      let parts = KeySet(
        KeyShape(wordCount: 1), memoryBytesMax: memoryBytesMax, bytesElsewhere: scratchBytes,
        workerCountMax: workerCountMax, givesIndices: true, countMax: Self.partCountMax)
    else { return nil }
    self.shape = shape
    self.parts = parts
    self.scratches = scratches
  }

  /// The most parts that a state may add.
  var partsOfState: Int { shape.positionCount }

  var scratchBytes: Int { scratches.reduce(0) { $0 + $1.byteCount } }

  // MARK: Unfolding

  /// States by their keys, in a worker's memory that is good until its next call with the same
  /// purpose.
  ///
  /// - Precondition: there are at most `runMax`.
  func unfold(
    _ keys: StateRun, worker: Int, for purpose: StateStore.Purpose
  ) -> StateRun {
    precondition(keys.count <= Self.runMax && keys.wordCount == 1, "too many states at once")
    let buffer = unsafe scratches[worker].buffer(for: purpose)
    for index in 0..<keys.count {
      unsafe unfold(keys.words[index], into: buffer + index * shape.wordCount, scratches[worker])
    }
    return unsafe StateRun(words: buffer, wordCount: shape.wordCount, count: keys.count)
  }

  @inline(__always)
  private func unfold(
    _ key: UInt64, into words: UnsafeMutablePointer<UInt64>, _ scratch: TreeScratch
  ) {
    let (found, nodes) = unsafe (scratch.found, scratch.nodes)
    let count = shape.wordCount
    // In bounds: a number in a part is that of a part that was there before it, and `found` has a
    // place for each position.
    unsafe found[shape.root.left] = key >> 32
    unsafe found[shape.root.right] = key & 0xFFFF_FFFF
    var node = scratch.nodeCount
    while node > 0 {
      node -= 1
      let value = unsafe parts.word(at: Int(truncatingIfNeeded: found[count + node]))
      let pair = unsafe nodes[node]
      unsafe found[pair.left] = value >> 32
      unsafe found[pair.right] = value & 0xFFFF_FFFF
    }
    for position in 0..<count {
      unsafe words[position] = parts.word(at: Int(truncatingIfNeeded: found[position]))
    }
  }
}

// The scratch space of a worker is touched by it alone while a round lasts.
extension StateTree: @unchecked Sendable {}
