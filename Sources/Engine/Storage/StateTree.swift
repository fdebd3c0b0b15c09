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
  private let scratches: [TreeScratch]

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

  // MARK: Folding

  /// The keys of a batch of states, in its order, in a batch that is good until the next call.
  ///
  /// Successors of one state come one after the other and differ from it in a few words, so only
  /// what differs from the state before is looked up again.
  ///
  /// - Precondition: `parts.reserve` promised `partsOfState` for each state.
  func fold(_ batch: borrowing SuccessorBatch, worker: Int) -> TreeScratch {
    let scratch = scratches[worker]
    var added = 0
    scratch.keys.removeAll()
    for index in 0..<batch.count {
      added += unsafe fold(batch.words(at: index), scratch, worker)
      scratch.keep()
    }
    parts.release(batch.count * partsOfState - added)
    return scratch
  }

  /// The key of one state.
  ///
  /// - Precondition: `parts.reserve` promised `partsOfState`.
  func fold(_ state: StateWords, worker: Int) -> UInt64 {
    precondition(state.count == shape.wordCount, "a state of another width")
    let scratch = scratches[worker]
    let added = unsafe fold(state.base, scratch, worker)
    parts.release(partsOfState - added)
    return scratch.key
  }

  /// Brings the scratch space from the state before to this one.
  ///
  /// - Returns: how many parts are new.
  @inline(__always)
  private func fold(
    _ words: UnsafePointer<UInt64>, _ scratch: TreeScratch, _ worker: Int
  ) -> Int {
    let count = shape.wordCount
    let (values, numbers) = unsafe (scratch.values, scratch.numbers)
    let isFirst = scratch.isEmpty
    var added = 0
    var isChanged = false
    for position in 0..<count {
      // In bounds: both have a place for each position of the shape.
      let word = unsafe words[position]
      if unsafe values[position] == word && !isFirst { continue }
      unsafe values[position] = word
      unsafe numbers[position] = number(of: word, scratch, worker, &added)
      isChanged = true
    }
    guard isChanged else { return added }
    let nodes = unsafe scratch.nodes
    for node in 0..<scratch.nodeCount {
      // In bounds: the parts of a node are positions before its own.
      let pair = unsafe nodes[node]
      let value = unsafe numbers[pair.left] << 32 | numbers[pair.right]
      let position = count + node
      if unsafe values[position] == value && !isFirst { continue }
      unsafe values[position] = value
      unsafe numbers[position] = number(of: value, scratch, worker, &added)
    }
    scratch.isEmpty = false
    return added
  }

  /// The number of a part, which most often was met a moment ago: a set of a million parts is in
  /// memory, those met lately are in the processor's cache.
  @inline(__always)
  private func number(
    of value: UInt64, _ scratch: TreeScratch, _ worker: Int, _ added: inout Int
  ) -> UInt64 {
    // In bounds: a place has as many bits as there are places.
    let recent = unsafe scratch.recent + TreeScratch.recentPlace(of: value)
    if unsafe recent.pointee.value == value && recent.pointee.number != 0 {
      return unsafe recent.pointee.number &- 1
    }
    let (number, isNew) = parts.enter(value, worker: worker)
    if isNew { added += 1 }
    unsafe recent.pointee.value = value
    unsafe recent.pointee.number = UInt64(truncatingIfNeeded: number) + 1
    return UInt64(truncatingIfNeeded: number)
  }

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
