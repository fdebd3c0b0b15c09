/// Hashing of packed states: a fixed function, so that no run differs from another.
///
/// Each word is mixed, with a key for its place, by a full 64 × 64 multiplication whose halves are
/// folded together, as wyhash does. A multiplication alone leaves low bits that depend on low bits
/// only; the fold does not. The parts are added, so what knows the sum of a state gets that of its
/// successor from the words that change.
enum StateHash {
  static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let factor: UInt64 = 0xD6E8_FEB8_6659_FD93

  @inline(__always)
  static func fold(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }

  /// The hash of `count` words, at least one.
  @inline(__always)
  static func hash(_ words: UnsafePointer<UInt64>, count: Int) -> UInt64 {
    var key = seed
    var sum: UInt64 = 0
    var index = 0
    while index < count {
      sum &+= unsafe fold(words[index] ^ key)
      key &+= seed
      index += 1
    }
    return fold(sum &+ seed)
  }

  /// The hash of a state of one word.
  @inline(__always)
  static func hash(word: UInt64) -> UInt64 { fold(fold(word ^ seed) &+ seed) }

  static func hash(_ words: [UInt64]) -> UInt64 {
    unsafe words.withUnsafeBufferPointer { buffer in
      precondition(!buffer.isEmpty, "a state has at least one word")
      return unsafe hash(buffer.baseAddress!, count: buffer.count)
    }
  }
}
