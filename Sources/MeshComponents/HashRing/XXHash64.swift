/// The hash function XXH64, which gives the same value in every process and on every machine.
///
/// Swift's own `Hasher` is seeded anew for each process, so two hosts would place the same node
/// differently.
///
/// ```swift
/// XXHash64.hash(of: "abc")  // 0x44BC2CF5AD770999
/// ```
///
/// Not a cryptographic hash: whoever may choose keys can choose them all for one node.
///
/// Source: Y. Collet, "xxHash fast digest algorithm", doc/xxhash_spec.md of Cyan4973/xxHash.
public enum XXHash64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The hash of a text's UTF-8 bytes.
  /// - Complexity: O(bytes), without allocation.
  public static func hash(of text: String, seed: UInt64 = 0) -> UInt64 {
    // The bytes are looked at while the text is there, and go nowhere.
    unsafe hash(of: text.utf8.span.bytes, seed: seed)
  }

  /// The hash of bytes.
  /// - Complexity: O(bytes), without allocation.
  public static func hash(of bytes: RawSpan, seed: UInt64 = 0) -> UInt64 {
    var offset = 0
    var hash = bytes.byteCount < 32 ? seed &+ prime5 : stripes(of: bytes, seed, &offset)
    hash &+= UInt64(bytes.byteCount)
    while offset + 8 <= bytes.byteCount {
      hash ^= round(0, word(of: bytes, at: offset))
      hash = rotated(hash, by: 27) &* prime1 &+ prime4
      offset += 8
    }
    if offset + 4 <= bytes.byteCount {
      hash ^= UInt64(halfWord(of: bytes, at: offset)) &* prime1
      hash = rotated(hash, by: 23) &* prime2 &+ prime3
      offset += 4
    }
    while offset < bytes.byteCount {
      hash ^= UInt64(byte(of: bytes, at: offset)) &* prime5
      hash = rotated(hash, by: 11) &* prime1
      offset += 1
    }
    return avalanche(hash)
  }

  /// Stripes of 32 bytes, four lanes wide.
  private static func stripes(of bytes: RawSpan, _ seed: UInt64, _ offset: inout Int) -> UInt64 {
    var lanes: (UInt64, UInt64, UInt64, UInt64) = (
      seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1
    )
    while offset + 32 <= bytes.byteCount {
      lanes.0 = round(lanes.0, word(of: bytes, at: offset))
      lanes.1 = round(lanes.1, word(of: bytes, at: offset + 8))
      lanes.2 = round(lanes.2, word(of: bytes, at: offset + 16))
      lanes.3 = round(lanes.3, word(of: bytes, at: offset + 24))
      offset += 32
    }
    var hash = rotated(lanes.0, by: 1) &+ rotated(lanes.1, by: 7)
    hash &+= rotated(lanes.2, by: 12) &+ rotated(lanes.3, by: 18)
    hash = merged(hash, lanes.0)
    hash = merged(hash, lanes.1)
    hash = merged(hash, lanes.2)
    return merged(hash, lanes.3)
  }

  private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
    rotated(lane &+ input &* prime2, by: 31) &* prime1
  }

  private static func merged(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
    (hash ^ round(0, lane)) &* prime1 &+ prime4
  }

  private static func avalanche(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash = (hash ^ (hash >> 33)) &* prime2
    hash = (hash ^ (hash >> 29)) &* prime3
    return hash ^ (hash >> 32)
  }

  private static func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
    (word &<< bits) | (word &>> (64 - bits))
  }

  // Any bytes are an integer, and the loads check their bounds, so the three are safe.
  private static func word(of bytes: RawSpan, at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  private static func halfWord(of bytes: RawSpan, at offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  private static func byte(of bytes: RawSpan, at offset: Int) -> UInt8 {
    unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}
