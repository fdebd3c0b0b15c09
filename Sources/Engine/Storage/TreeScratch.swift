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

  /// The state folded last: by position its word, or its pair of numbers.
  let values: UnsafeMutablePointer<UInt64>
  /// By position: the number of the part.
  let numbers: UnsafeMutablePointer<UInt64>
  /// Parts met lately, each at the place that a hash of it gives, with their numbers.
  let recent: UnsafeMutablePointer<RecentPart>
  /// By position: the number, while a key is unfolded.
  let found: UnsafeMutablePointer<UInt64>
  let nodes: UnsafeMutablePointer<TreeShape.Pair>
  let nodeCount: Int
  /// Nothing was folded yet.
  var isEmpty = true
  /// Keys of a batch.
  var keys: SuccessorBatch
  private let root: TreeShape.Pair
  private let buffers: UnsafeMutablePointer<UInt64>
  private let bufferSize: Int
  private let positionCount: Int

  init(_ shape: TreeShape, batchCapacity: Int) {
    positionCount = shape.positionCount
    nodeCount = shape.nodes.count
    root = shape.root
    unsafe values = .allocate(capacity: positionCount)
    unsafe values.initialize(repeating: 0, count: positionCount)
    unsafe numbers = .allocate(capacity: positionCount)
    unsafe numbers.initialize(repeating: 0, count: positionCount)
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
    unsafe values.deallocate()
    unsafe numbers.deallocate()
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

  /// The key of the state folded last.
  @inline(__always)
  var key: UInt64 {
    // In bounds: the root's parts are positions.
    unsafe numbers[root.left] << 32 | numbers[root.right]
  }

  /// Puts the key of the state folded last into the batch.
  @inline(__always)
  func keep() {
    // In bounds: a batch of keys is as large as one of states.
    let key = self.key
    unsafe keys.next.pointee = key
    keys.keepNext(hash: keys.shape.permuted(key))
  }

  func buffer(for purpose: StateStore.Purpose) -> UnsafeMutablePointer<UInt64> {
    unsafe purpose == .expanding ? buffers : buffers + bufferSize
  }

  /// What it takes for states of this shape.
  static func byteCount(_ shape: TreeShape, batchCapacity: Int) -> Int {
    let numbers = 3 * shape.positionCount + 2 * shape.nodes.count + 2 * recentCount
    let states = 2 * StateTree.runMax * shape.wordCount
    return (numbers + states + 2 * batchCapacity) * 8
  }

  var byteCount: Int {
    (3 * positionCount + 2 * nodeCount + 2 * bufferSize + 2 * Self.recentCount) * 8
      + keys.byteCount
  }
}
