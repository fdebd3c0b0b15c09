/// What keys of one set are like, and how they are hashed: a fixed function, so that no run differs
/// from another.
///
/// **Several words.** Each word is mixed, with a key for its place, by a full 64 × 64
/// multiplication whose halves are folded together, as wyhash does. A multiplication alone leaves
/// low bits that depend on low bits only; the fold does not. The parts are added, so what knows the
/// sum of a state gets that of its successor from the words that change.
///
/// **One word.** The bits that may be set are permuted: multiplications modulo a power of two by
/// odd numbers take turns with shifts to the right that are added without carry, and all of them
/// can be undone. So the hash says which key it is, and a table that keeps all of it need not look
/// at keys.
struct KeyShape: Hashable {
  let wordCount: Int
  /// Of a key of one word: no higher bit is ever set.
  let bitCount: Int

  /// - Parameter bitCount: bits that a key of one word may have; of no matter for longer ones.
  init(wordCount: Int, bitCount: Int = 64) {
    precondition(wordCount > 0, "a key has at least one word")
    precondition((0...64).contains(bitCount), "a word of \(bitCount) bits")
    self.wordCount = wordCount
    // One that is always the same has a bit of its own all the same: shifts stay within the word.
    self.bitCount = wordCount == 1 ? max(bitCount, 1) : 64
  }

  static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let factor: UInt64 = 0xD6E8_FEB8_6659_FD93
  /// Odd, so that multiplying by them can be undone.
  static let factors: (UInt64, UInt64) = (0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB)

  /// The bits that a key of one word may have.
  var mask: UInt64 { .max >> UInt64(64 - bitCount) }
  /// Half of the bits, rounded up: what is shifted so far and added is still known to the rest.
  var shift: UInt64 { UInt64(bitCount + 1) / 2 }

  @inline(__always)
  static func fold(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }

  /// The hash of a key of one word: another one for each, of no more bits.
  @inline(__always)
  func permuted(_ word: UInt64) -> UInt64 {
    var bits = word
    bits ^= bits &>> shift
    bits = (bits &* Self.factors.0) & mask
    bits ^= bits &>> shift
    bits = (bits &* Self.factors.1) & mask
    return bits ^ bits &>> shift
  }

  /// The hash of the words of a key.
  @inline(__always)
  func hash(_ words: UnsafePointer<UInt64>) -> UInt64 {
    // In bounds: a key has `wordCount` words, and at least one.
    if wordCount == 1 { return unsafe permuted(words[0]) }
    var key = Self.seed
    var sum: UInt64 = 0
    var index = 0
    while index < wordCount {
      sum &+= unsafe Self.fold(words[index] ^ key)
      key &+= Self.seed
      index += 1
    }
    return Self.fold(sum &+ Self.seed)
  }

  func hash(_ words: [UInt64]) -> UInt64 {
    unsafe words.withUnsafeBufferPointer { buffer in
      precondition(buffer.count == wordCount, "a key of another width")
      return unsafe hash(buffer.baseAddress!)
    }
  }
}
