/// Hashing of packed states: a fixed function, so that no run differs from another.
///
/// Each word is mixed in by a full 64 × 64 multiplication whose halves are folded together, as
/// wyhash does. A multiplication alone leaves low bits that depend on low bits only; the fold does
/// not.
enum StateHash {
  private static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let factor: UInt64 = 0xD6E8_FEB8_6659_FD93

  @inline(__always)
  static func fold(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }

  /// The hash of `count` words, at least one.
  @inline(__always)
  static func hash(_ words: UnsafePointer<UInt64>, count: Int) -> UInt64 {
    var hash = unsafe fold(words[0] ^ seed)
    var index = 1
    while index < count {
      unsafe hash = fold((hash &+ seed) ^ words[index])
      index += 1
    }
    return fold(hash &+ seed)
  }

  static func hash(_ words: [UInt64]) -> UInt64 {
    unsafe words.withUnsafeBufferPointer { buffer in
      precondition(!buffer.isEmpty, "a state has at least one word")
      return unsafe hash(buffer.baseAddress!, count: buffer.count)
    }
  }
}
