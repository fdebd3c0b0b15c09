/// The words of one packed state where they stand: in the store, in a batch, in a buffer.
///
/// It is good as long as they stand there, which is never longer than the call it is passed to;
/// who wants to keep the state copies it. So nothing is copied for the many that are only compared.
@safe struct StateWords {
  let base: UnsafePointer<UInt64>
  let count: Int

  @inline(__always)
  init(_ base: UnsafePointer<UInt64>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// The first word, which every state has.
  @inline(__always)
  var firstWord: UInt64 { unsafe base[0] }

  /// The same words for whoever reads tables. They must not be written to.
  var table: Table<UInt64> {
    unsafe Table(base: UnsafeMutablePointer(mutating: base), count: count)
  }

  var array: [UInt64] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Less than 0 where this one comes before the other by its words from first to last, 0 where
  /// they are equal.
  func order(_ other: [UInt64]) -> Int {
    precondition(other.count == count, "a state of another width")
    for index in 0..<count {
      // In bounds: `base` has `count` words.
      let word = unsafe base[index]
      if word != other[index] { return word < other[index] ? -1 : 1 }
    }
    return 0
  }

  /// Looks at words that are at hand as an array.
  static func with<Result>(_ array: [UInt64], _ body: (StateWords) -> Result) -> Result {
    unsafe array.withUnsafeBufferPointer { buffer in
      precondition(!buffer.isEmpty, "a state has at least one word")
      return body(unsafe StateWords(buffer.baseAddress!, count: buffer.count))
    }
  }
}
