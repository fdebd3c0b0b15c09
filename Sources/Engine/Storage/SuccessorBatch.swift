/// Successors on their way into the store: packed states and their hashes.
///
/// An expander fills it, the store empties it. Looking up many together lets the processor wait for
/// many cache misses at once rather than for one after the other.
@safe struct SuccessorBatch: ~Copyable {
  let shape: KeyShape
  let capacity: Int
  private(set) var count = 0
  /// Whether the slots where look-ups will begin are being fetched already.
  var isFetched = false
  private let words: UnsafeMutablePointer<UInt64>
  private let hashes: UnsafeMutablePointer<UInt64>

  init(_ shape: KeyShape, capacity: Int) {
    precondition(capacity > 0, "a batch must hold a state")
    self.shape = shape
    self.capacity = capacity
    unsafe words = .allocate(capacity: shape.wordCount * capacity)
    unsafe hashes = .allocate(capacity: capacity)
  }

  deinit {
    unsafe words.deallocate()
    unsafe hashes.deallocate()
  }

  var wordCount: Int { shape.wordCount }
  var isFull: Bool { count == capacity }
  var byteCount: Int { capacity * (wordCount + 1) * 8 }

  /// Room for the words of the next state; `keepNext` makes it part of the batch.
  @inline(__always)
  var next: UnsafeMutablePointer<UInt64> {
    assert(count < capacity, "a full batch has no next place")
    return unsafe words + count * wordCount
  }

  @inline(__always)
  mutating func keepNext(hash: UInt64) {
    precondition(count < capacity, "a full batch was added to")
    unsafe hashes[count] = hash
    count += 1
  }

  @inline(__always)
  func words(at index: Int) -> UnsafePointer<UInt64> {
    assert(index < count)
    return unsafe UnsafePointer(words + index * wordCount)
  }

  /// All states, as they stand here.
  var run: StateRun { unsafe StateRun(words: words, wordCount: wordCount, count: count) }

  @inline(__always)
  func hash(at index: Int) -> UInt64 {
    assert(index < count)
    return unsafe hashes[index]
  }

  /// The words of a state, to be changed where they stand; `rehash` comes after that.
  @inline(__always)
  func table(at index: Int) -> Table<UInt64> {
    assert(index < count)
    return unsafe Table(base: words + index * wordCount, count: wordCount)
  }

  @inline(__always)
  mutating func rehash(at index: Int) {
    assert(index < count)
    unsafe hashes[index] = shape.hash(words + index * wordCount)
  }

  // MARK: Filling many at once

  var firstWords: UnsafeMutablePointer<UInt64> { unsafe words }
  var firstHash: UnsafeMutablePointer<UInt64> { unsafe hashes }

  /// Says how many states there are after some were put behind those there were.
  mutating func setCount(_ count: Int) {
    precondition(count >= self.count && count <= capacity, "a batch of \(count) states")
    self.count = count
  }

  /// Takes out those from a number on.
  mutating func shorten(to count: Int) {
    precondition(count >= 0 && count <= self.count, "a batch cannot be shortened to \(count)")
    self.count = count
  }

  mutating func removeAll() {
    count = 0
    isFetched = false
  }

  /// Adds a state that stands elsewhere.
  @inline(__always)
  mutating func append(_ state: StateWords) {
    precondition(state.count == wordCount, "a state of another width")
    for word in 0..<wordCount { unsafe next[word] = state.base[word] }
    unsafe keepNext(hash: shape.hash(next))
  }

  /// Adds a state that is at hand as an array: initial states, tests.
  mutating func append(_ state: [UInt64]) {
    precondition(state.count == wordCount, "a state of \(state.count) words, not \(wordCount)")
    for (offset, word) in state.enumerated() { unsafe next[offset] = word }
    keepNext(hash: shape.hash(state))
  }
}
