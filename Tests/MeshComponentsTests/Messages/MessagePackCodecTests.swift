import MeshComponents
import Testing

/// Forms as the specification draws them (github.com/msgpack/msgpack, spec.md).
@Suite("MessagePack")
struct MessagePackCodecTests {
  let codec = MessagePackCodec()

  /// A value and its smallest form.
  static let forms: [(MessageValue, [UInt8])] = [
    (.null, [0xC0]), (false, [0xC2]), (true, [0xC3]), (0, [0x00]), (127, [0x7F]),
    (128, [0xCC, 0x80]), (255, [0xCC, 0xFF]), (256, [0xCD, 0x01, 0x00]),
    (65_535, [0xCD, 0xFF, 0xFF]), (65_536, [0xCE, 0x00, 0x01, 0x00, 0x00]),
    (4_294_967_295, [0xCE, 0xFF, 0xFF, 0xFF, 0xFF]),
    (4_294_967_296, [0xCF, 0, 0, 0, 1, 0, 0, 0, 0]),
    (.uint(.max), [0xCF] + [UInt8](repeating: 0xFF, count: 8)), (-1, [0xFF]), (-32, [0xE0]),
    (-33, [0xD0, 0xDF]), (-128, [0xD0, 0x80]), (-129, [0xD1, 0xFF, 0x7F]),
    (-32_768, [0xD1, 0x80, 0x00]), (-32_769, [0xD2, 0xFF, 0xFF, 0x7F, 0xFF]),
    (.int(.min), [0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0]),
    (1.0, [0xCB, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0]), ("", [0xA0]), ("a", [0xA1, 0x61]),
    (.bytes([]), [0xC4, 0]), (.bytes([7]), [0xC4, 1, 7]), ([], [0x90]), ([1], [0x91, 1]),
    ([:], [0x80]),
    // The example on msgpack.org: 18 bytes instead of 27 of JSON.
    (
      ["compact": true, "schema": 0],
      [0x82, 0xA7] + Array("compact".utf8) + [0xC3, 0xA6] + Array("schema".utf8) + [0x00]
    ),
    (.ext(.init(type: 5, data: [9])), [0xD4, 5, 9]),
    (.ext(.init(type: -128, data: [9, 9])), [0xD5, 0x80, 9, 9]),
    (.ext(.init(type: 5, data: [1, 2, 3])), [0xC7, 3, 5, 1, 2, 3]),
  ]

  @Test("writes each value in its smallest form, and reads it", arguments: forms)
  func smallest(value: MessageValue, bytes: [UInt8]) throws {
    #expect(try codec.encode(value) == bytes)
    #expect(try codec.decode(bytes) == value)
  }

  @Test(
    "writes counts in 8, 16 and 32 bits",
    arguments: [
      (31, [0xBF]), (32, [0xD9, 32]), (255, [0xD9, 255]), (256, [0xDA, 1, 0]),
      (65_535, [0xDA, 0xFF, 0xFF]), (65_536, [0xDB, 0, 1, 0, 0]),
    ] as [(Int, [UInt8])])
  func counts(count: Int, head: [UInt8]) throws {
    let text = MessageValue.string(String(repeating: "x", count: count))
    let bytes = try codec.encode(text)
    #expect(Array(bytes.prefix(head.count)) == head && bytes.count == head.count + count)
    #expect(try codec.decode(bytes) == text)
  }

  @Test(
    "reads forms that are larger than they need to be",
    arguments: [
      ([0xCC, 0x01], 1), ([0xCD, 0, 1], 1), ([0xCE, 0, 0, 0, 1], 1),
      ([0xCF, 0, 0, 0, 0, 0, 0, 0, 1], 1), ([0xD0, 1], 1), ([0xD1, 0xFF, 0xFF], -1),
      ([0xD2, 0xFF, 0xFF, 0xFF, 0xFF], -1), ([0xD3, 0, 0, 0, 0, 0, 0, 0, 1], 1),
      ([0xD9, 1, 0x61], "a"), ([0xDA, 0, 1, 0x61], "a"), ([0xDB, 0, 0, 0, 1, 0x61], "a"),
      ([0xC5, 0, 1, 7], .bytes([7])), ([0xC6, 0, 0, 0, 1, 7], .bytes([7])),
      ([0xDC, 0, 1, 5], [5]), ([0xDD, 0, 0, 0, 1, 5], [5]), ([0xDE, 0, 1, 1, 5], [1: 5]),
      ([0xDF, 0, 0, 0, 1, 1, 5], [1: 5]), ([0xCA, 0x3F, 0x80, 0, 0], 1.0),
      ([0xC7, 1, 5, 9], .ext(.init(type: 5, data: [9]))),
      ([0xC8, 0, 1, 5, 9], .ext(.init(type: 5, data: [9]))),
      ([0xC9, 0, 0, 0, 1, 5, 9], .ext(.init(type: 5, data: [9]))),
    ] as [([UInt8], MessageValue)])
  func larger(bytes: [UInt8], value: MessageValue) throws {
    #expect(try codec.decode(bytes) == value)
  }

  @Test("writes timestamps in 32, 64 and 96 bits")
  func timestamps() throws {
    let times: [(Int64, UInt32, [UInt8])] = [
      (1, 0, [0xD6, 0xFF, 0, 0, 0, 1]),
      (1, 1, [0xD7, 0xFF, 0, 0, 0, 4, 0, 0, 0, 1]),
      (1 << 32, 0, [0xD7, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0]),
      (-1, 0, [0xC7, 12, 0xFF, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8)),
      (1 << 34, 1, [0xC7, 12, 0xFF, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 0]),
    ]
    for (seconds, nanoseconds, bytes) in times {
      let time = try #require(MessageTimestamp(seconds: seconds, nanoseconds: nanoseconds))
      #expect(try codec.encode(.timestamp(time)) == bytes)
      #expect(try codec.decode(bytes) == .timestamp(time))
    }
  }

  @Test(
    "refuses what is malformed",
    arguments: [
      ([], .truncated), ([0xC1], .unexpectedByte(0xC1)), ([0xC0, 0xC0], .trailingBytes(1)),
      ([0xA1, 0xFF], .invalidUTF8), ([0x82, 1, 1, 1, 2], .duplicateKey(1)),
      ([0xD5, 0xFF, 0, 0], .invalidTimestamp),
      ([0xD7, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], .invalidTimestamp),
      // Four thousand million elements are said to follow, and none does.
      ([0xDD, 0xFF, 0xFF, 0xFF, 0xFF], .truncated), ([0xDF, 0xFF, 0xFF, 0xFF, 0xFF], .truncated),
      ([0xDB, 0xFF, 0xFF, 0xFF, 0xFF], .truncated), ([0xC6, 0xFF, 0xFF, 0xFF, 0xFF], .truncated),
      ([UInt8](repeating: 0x91, count: 100_000), .tooDeep(limit: 64)),
    ] as [([UInt8], MessageError.Reason)])
  func malformed(bytes: [UInt8], reason: MessageError.Reason) {
    do throws(MessageError) {
      _ = try codec.decode(bytes)
      Issue.record("\(bytes.prefix(20)) were read")
    } catch { #expect(error.reason == reason) }
  }
}
