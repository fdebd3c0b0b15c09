/// What one worker needs to fold and unfold states.
@safe final class TreeScratch {
  /// A part and its number plus one; no part where that is 0.
  struct RecentPart {
    var value: UInt64 = 0
    var number: UInt64 = 0
  }

  /// As many as stay in the cache of one processor: 256 KB.
  private static let recentBits: UInt64 = 14
  private static let recentCount = 1 << Int(recentBits)

  /// Look-ups at a time, about: their memory stays in the cache.
  private static let lookUpCountMax = 8192

  /// States that are folded at a time.
  let statesAtOnce: Int
  /// By state and position: which look-up gives the number of the part.
  let lookUps: UnsafeMutablePointer<Int32>
  /// By look-up: a word, or a pair of numbers.
  let values: UnsafeMutablePointer<UInt64>
  /// By look-up: the number of the part, once it is found.
  let numbers: UnsafeMutablePointer<UInt64>
  var lookUpCount = 0
  /// Look-ups that the recent parts did not settle, and the hashes of what they look for.
  let waiting: UnsafeMutablePointer<Int32>
  let hashes: UnsafeMutablePointer<UInt64>
  /// Parts met lately, each at the place that a hash of it gives, with their numbers.
  let recent: UnsafeMutablePointer<RecentPart>
  /// By position: the number of the part, while a key is unfolded.
  let found: UnsafeMutablePointer<UInt64>
  let nodes: UnsafeMutablePointer<TreeShape.Pair>
  let nodeCount: Int
  /// Keys of a batch.
  var keys: SuccessorBatch
  private let buffers: UnsafeMutablePointer<UInt64>
  private let bufferSize: Int

  init(_ shape: TreeShape, batchCapacity: Int) {
    let positionCount = shape.positionCount
    byteCount = Self.byteCount(shape, batchCapacity: batchCapacity)
    nodeCount = shape.nodes.count
    statesAtOnce = Self.statesAtOnce(shape)
    let lookUpMax = statesAtOnce * positionCount
    unsafe lookUps = .allocate(capacity: lookUpMax)
    unsafe lookUps.initialize(repeating: 0, count: lookUpMax)
    unsafe values = .allocate(capacity: lookUpMax)
    unsafe values.initialize(repeating: 0, count: lookUpMax)
    unsafe numbers = .allocate(capacity: lookUpMax)
    unsafe numbers.initialize(repeating: 0, count: lookUpMax)
    unsafe waiting = .allocate(capacity: lookUpMax)
    unsafe waiting.initialize(repeating: 0, count: lookUpMax)
    unsafe hashes = .allocate(capacity: lookUpMax)
    unsafe hashes.initialize(repeating: 0, count: lookUpMax)
    unsafe recent = .allocate(capacity: Self.recentCount)
    unsafe recent.initialize(repeating: RecentPart(), count: Self.recentCount)
    unsafe found = .allocate(capacity: positionCount)
    unsafe found.initialize(repeating: 0, count: positionCount)
    unsafe nodes = .allocate(capacity: max(nodeCount, 1))
    for (index, pair) in shape.nodes.enumerated() { unsafe (nodes + index).initialize(to: pair) }
    keys = SuccessorBatch(KeyShape(wordCount: 1), capacity: batchCapacity)
    bufferSize = StateTree.runMax * shape.wordCount
    unsafe buffers = .allocate(capacity: 2 * bufferSize)
    unsafe buffers.initialize(repeating: 0, count: 2 * bufferSize)
  }

  deinit {
    unsafe lookUps.deallocate()
    unsafe values.deallocate()
    unsafe numbers.deallocate()
    unsafe waiting.deallocate()
    unsafe hashes.deallocate()
    unsafe recent.deallocate()
    unsafe found.deallocate()
    unsafe nodes.deallocate()
    unsafe buffers.deallocate()
  }

  /// Where a part stands if it was met lately.
  @inline(__always)
  static func recentPlace(of value: UInt64) -> Int {
    let mixed = (value ^ value &>> 29) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> (64 - recentBits))
  }

  private static func statesAtOnce(_ shape: TreeShape) -> Int {
    max(8, lookUpCountMax / shape.positionCount)
  }

  /// Asks for the number of a part.
  ///
  /// - Returns: the look-up that will give it.
  @inline(__always)
  func add(_ value: UInt64) -> Int32 {
    // In bounds: there are no more look-ups than positions of all states.
    unsafe values[lookUpCount] = value
    lookUpCount += 1
    return Int32(truncatingIfNeeded: lookUpCount - 1)
  }

  /// Puts the key of the next state into the batch.
  @inline(__always)
  func keep(_ key: UInt64) {
    precondition(!keys.isFull, "more states than there is scratch space for")
    unsafe keys.next.pointee = key
    keys.keepNext(hash: keys.shape.permuted(key))
  }

  func buffer(for purpose: StateStore.Purpose) -> UnsafeMutablePointer<UInt64> {
    unsafe purpose == .expanding ? buffers : buffers + bufferSize
  }

  /// What it takes for states of this shape.
  static func byteCount(_ shape: TreeShape, batchCapacity: Int) -> Int {
    let lookUpBytes = statesAtOnce(shape) * shape.positionCount * (4 + 8 + 8 + 4 + 8)
    let words = shape.positionCount + 2 * shape.nodes.count + 2 * recentCount
    let states = 2 * StateTree.runMax * shape.wordCount
    return lookUpBytes + (words + states + 2 * batchCapacity) * 8
  }

  /// What it takes.
  let byteCount: Int
}
