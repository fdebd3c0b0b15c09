/// States of one level that stand one after the other in memory, on their way through an expander.
///
/// It is all that an expander or a checker sees of a store. One that keeps whole states hands over
/// its own memory; one that keeps them otherwise would decode them into a buffer. The memory must
/// not change, and outlives every use of the run.
@safe struct StateRun {
  let words: UnsafePointer<UInt64>
  let wordCount: Int
  let count: Int
  /// The state under way, or the next one: an expander goes on from there.
  var position = 0

  init(words: UnsafePointer<UInt64>, wordCount: Int, count: Int) {
    unsafe self.words = words
    self.wordCount = wordCount
    self.count = count
  }

  var isDone: Bool { position == count }

  @inline(__always)
  subscript(index: Int) -> StateWords {
    precondition(index >= 0 && index < count, "no state of that number")
    return unsafe StateWords(words + index * wordCount, count: wordCount)
  }

  /// One of the states, by itself.
  @inline(__always)
  func only(_ index: Int) -> StateRun {
    precondition(index >= 0 && index < count, "no state of that number")
    return unsafe StateRun(words: words + index * wordCount, wordCount: wordCount, count: 1)
  }
}
