import MeshComponents
import Testing

/// Bytes of the Apache Avro specification, and its rules of schema resolution.
@Suite("Avro")
struct AvroCodecTests {
  func schema(_ fields: MessageField...) throws -> MessageSchema {
    try MessageSchema(name: "test", fields: fields)
  }

  func one(_ type: MessageType) throws -> MessageSchema { try schema(.init("f", 1, type)) }

  /// What a field of one type is read as in another.
  func resolved(
    _ value: MessageValue, _ writer: MessageType, as reader: MessageType
  ) throws -> MessageValue {
    let codec = AvroCodec(writer: try one(writer), reader: try one(reader))
    guard case .map(let map) = try codec.decode(try codec.encode(["f": value])) else {
      return .null
    }
    return map["f"] ?? .null
  }

  @Test(
    "writes the specification's integers",
    arguments: [
      (0, [0x00]), (-1, [0x01]), (1, [0x02]), (-2, [0x03]), (2, [0x04]), (-64, [0x7F]),
      (64, [0x80, 0x01]),
    ] as [(Int64, [UInt8])])
  func integers(number: Int64, bytes: [UInt8]) throws {
    let codec = AvroCodec(writer: try one(.int64))
    #expect(try codec.encode(["f": .int(number)]) == bytes)
    #expect(try codec.decode(bytes) == ["f": .int(number)])
  }

  @Test("writes the specification's string, record, array and union")
  func examples() throws {
    #expect(
      try AvroCodec(writer: one(.string)).encode(["f": "foo"]) == [0x06, 0x66, 0x6F, 0x6F])
    let record = try schema(.init("a", 1, .int64), .init("b", 2, .string))
    #expect(
      try AvroCodec(writer: record).encode(["a": 27, "b": "foo"])
        == [0x36, 0x06, 0x66, 0x6F, 0x6F])
    #expect(
      try AvroCodec(writer: one(.array(.int64))).encode(["f": [3, 27]])
        == [0x04, 0x06, 0x36, 0x00])
    let union = AvroCodec(writer: try one(.union([.null, .string])))
    #expect(try union.encode(["f": .null]) == [0x00])
    #expect(try union.encode(["f": "a"]) == [0x02, 0x02, 0x61])
  }

  @Test("reads blocks with a negative count and their size, and several of them")
  func blocks() throws {
    let codec = AvroCodec(writer: try one(.array(.int64)))
    #expect(try codec.decode([0x03, 0x04, 0x06, 0x36, 0x02, 0x08, 0x00]) == ["f": [3, 27, 4]])
    let map = AvroCodec(writer: try one(.map(.bool)))
    #expect(try map.decode([0x01, 0x06, 0x02, 0x61, 1, 0x00]) == ["f": ["a": true]])
  }

  @Test("promotes numbers, strings and bytes")
  func promotions() throws {
    #expect(try resolved(7, .int32, as: .int64) == 7)
    #expect(try resolved(7, .int32, as: .double) == 7.0)
    // 2²⁴ + 1 is the first integer that 32 bits of a float have no place for.
    #expect(try resolved(16_777_217, .int64, as: .float) == 16_777_216.0)
    #expect(try resolved(1.5, .float, as: .double) == 1.5)
    #expect(try resolved("a", .string, as: .bytes) == .bytes([0x61]))
    #expect(try resolved(.bytes([0x61]), .bytes, as: .string) == "a")
    #expect(throws: MessageError.self) { try resolved(7, .int64, as: .int32) }
    #expect(throws: MessageError.self) { try resolved(1.5, .double, as: .float) }
    #expect(throws: MessageError.self) { try resolved(.bytes([0xFF]), .bytes, as: .string) }
  }

  @Test("finds fields by name and alias, skips others, and fills in defaults")
  func resolution() throws {
    let writer = try schema(
      .init("old", 1, .string), .init("gone", 2, .array(.int64)), .init("kept", 3, .int32))
    let reader = try schema(
      .init("kept", 1, .int64), .init("new", 2, .string, default: "none"),
      .init("renamed", 3, .string, aliases: ["old"]),
      .init("maybe", 4, .int64, isOptional: true))
    let codec = AvroCodec(writer: writer, reader: reader)
    let bytes = try codec.encode(["old": "x", "gone": [1, 2], "kept": 5])
    #expect(
      try codec.decode(bytes) == ["kept": 5, "new": "none", "renamed": "x", "maybe": .null])
    let strict = AvroCodec(writer: writer, reader: try schema(.init("more", 1, .int64)))
    #expect(throws: MessageError.self) { try strict.decode(bytes) }
  }

  @Test("takes the default for a symbol that the reader does not have, and else refuses it")
  func symbols() throws {
    let writer = MessageType.enumeration(.init(name: "E", "a", "b", "c"))
    let reader = MessageType.enumeration(.init(name: "E", "c", "other", defaultSymbol: "other"))
    #expect(try resolved("c", writer, as: reader) == "c")
    #expect(try resolved("b", writer, as: reader) == "other")
    #expect(throws: MessageError.self) {
      try resolved("b", writer, as: .enumeration(.init(name: "E", "c")))
    }
  }

  @Test("reads a union's value as one type, as long as it is of a branch that fits")
  func unions() throws {
    let union = MessageType.union([.null, .int32, .string])
    #expect(try resolved(7, union, as: .int64) == 7)
    #expect(throws: MessageError.self) { try resolved("a", union, as: .int64) }
    #expect(try resolved(7, .int32, as: .union([.string, .double])) == 7.0)
  }

  @Test(
    "refuses what is malformed",
    arguments: [
      (.int64, [], .truncated), (.int64, [0x80], .truncated), (.int64, [0, 0], .trailingBytes(1)),
      (.int32, [0x80, 0x80, 0x80, 0x80, 0x10], .numberOutOfRange),
      (.int64, [UInt8](repeating: 0xFF, count: 11), .invalidNumber),
      (.bool, [2], .unexpectedByte(2)), (.string, [0x01], .invalidLength(-1)),
      (.string, [0xFE, 0xFF, 0xFF, 0xFF, 0x0F], .truncated),
      (.union([.null, .bool]), [0x04], .unknownBranch(2)),
      (.enumeration(.init(name: "E", "a")), [0x02], .unknownSymbol("1")),
      // A thousand thousand million nulls in seven bytes.
      (.array(.null), [0x80, 0xA0, 0x94, 0xA5, 0x8D, 0x1D, 0], .tooLarge(limit: 1_000_000)),
      (
        .array(.null), [UInt8](repeating: 0xFF, count: 9) + [1],
        .invalidLength(.min)
      ),
      (.map(.null), [0x04, 0x02, 0x61, 0x02, 0x61, 0], .duplicateKey("a")),
    ] as [(MessageType, [UInt8], MessageError.Reason)])
  func malformed(type: MessageType, bytes: [UInt8], reason: MessageError.Reason) throws {
    let codec = AvroCodec(writer: try one(type))
    do throws(MessageError) {
      _ = try codec.decode(bytes)
      Issue.record("\(bytes) were read")
    } catch { #expect(error.reason == reason) }
  }
}
