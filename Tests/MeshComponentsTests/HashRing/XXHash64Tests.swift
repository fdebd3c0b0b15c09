import Testing

@testable import MeshComponents

@Suite("XXH64")
struct XXHash64Tests {
  static let prime32: UInt64 = 2_654_435_761

  /// The bytes that the self-test of xxhsum hashes (`cli/xsum_sanity_check.c` of Cyan4973/xxHash).
  static func buffer(_ count: Int) -> [UInt8] {
    var generator = prime32
    return (0..<count).map { _ in
      defer { generator &*= 11_400_714_785_074_694_797 }
      return UInt8(generator >> 56)
    }
  }

  @Test(
    "gives the values of the reference's self-test",
    arguments: [
      (0, 0, 0xEF46_DB37_51D8_E999), (0, prime32, 0xAC75_FDA2_929B_17EF),
      (1, 0, 0xE934_A84A_DB05_2768), (1, prime32, 0x5014_6076_43A9_B4C3),
      (4, 0, 0x9136_A0DC_A574_57EE), (14, 0, 0x8282_DCC4_994E_35C8),
      (14, prime32, 0xC3BD_6BF6_3DEB_6DF0), (222, 0, 0xB641_AE8C_B691_C174),
      (222, prime32, 0x20CB_8AB7_AE10_C14A),
    ] as [(Int, UInt64, UInt64)])
  func vectors(count: Int, seed: UInt64, expected: UInt64) {
    let bytes = Self.buffer(count)
    #expect(unsafe XXHash64.hash(of: bytes.span.bytes, seed: seed) == expected)
  }

  /// From the reference implementation by way of the Python package xxhash 3 (xxHash 0.8.4).
  @Test(
    "hashes texts as other languages do",
    arguments: [
      ("abc", 0, 0x44BC_2CF5_AD77_0999), ("cache-1", 7, 0xBDB1_CCEC_C001_24F0),
      ("10.0.0.7:8080", 159, 0x0E52_43D0_C9DA_E1B9),
      ("a key that is longer than thirty-two bytes", 0, 0x6DFE_BDF0_AC90_DE03),
    ] as [(String, UInt64, UInt64)])
  func texts(text: String, seed: UInt64, expected: UInt64) {
    #expect(XXHash64.hash(of: text, seed: seed) == expected)
    #expect(XXHash64Placement().point(of: text, replica: Int(seed)) == expected)
  }
}
