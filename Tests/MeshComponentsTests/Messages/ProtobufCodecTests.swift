import MeshComponents
import Testing

/// Bytes of protobuf.dev, "Encoding", and what it asks of parsers.
@Suite("Protocol Buffers")
struct ProtobufCodecTests {
  func codec(_ fields: MessageField...) throws -> ProtobufCodec {
    ProtobufCodec(schema: try MessageSchema(name: "Test", fields: fields))
  }

  @Test("writes 150 as 96 01, and the guide's other examples")
  func guide() throws {
    #expect(try codec(.init("a", 1, .int32)).encode(["a": 150]) == [0x08, 0x96, 0x01])
    let text = try codec(.init("b", 2, .string))
    #expect(
      try text.encode(["b": "testing"])
        == [0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67])
    let inner = try MessageSchema(name: "Test1", fields: [.init("a", 1, .int32)])
    let outer = try codec(.init("c", 3, .record(inner)))
    #expect(try outer.encode(["c": ["a": 150]]) == [0x1A, 0x03, 0x08, 0x96, 0x01])
    let packed = try codec(.init("f", 6, .array(.int32)))
    #expect(
      try packed.encode(["f": [3, 270, 86_942]])
        == [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05])
    let mixed = try codec(.init("d", 4, .string), .init("e", 5, .array(.int32)))
    #expect(
      try mixed.decode([0x22, 0x05, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x28, 1, 0x28, 2, 0x28, 3])
        == ["d": "hello", "e": [1, 2, 3]])
  }

  @Test("writes a negative int32 in ten bytes, as the guide does with -2")
  func negative() throws {
    let codec = try codec(.init("a", 1, .int32))
    let bytes: [UInt8] = [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]
    #expect(try codec.encode(["a": -2]) == bytes)
    #expect(try codec.decode(bytes) == ["a": -2])
  }

  @Test(
    "writes signed integers by zigzag",
    arguments: [
      (0, 0), (-1, 1), (1, 2), (-2, 3), (2_147_483_647, 4_294_967_294),
      (-2_147_483_648, 4_294_967_295),
    ] as [(Int64, UInt64)])
  func zigzag(number: Int64, encoded: UInt64) throws {
    let signed = try codec(.init("a", 1, .integer(.sint64), isOptional: true))
    let plain = try codec(.init("a", 1, .uint64, isOptional: true))
    #expect(
      try signed.encode(["a": .int(number)]) == plain.encode(["a": .integer(encoded)]))
  }

  @Test("writes fixed numbers with the lowest byte first")
  func fixed() throws {
    #expect(
      try codec(.init("a", 1, .integer(.fixed32))).encode(["a": 1]) == [0x0D, 1, 0, 0, 0])
    #expect(
      try codec(.init("a", 1, .integer(.sfixed64))).encode(["a": -2])
        == [0x09, 0xFE] + [UInt8](repeating: 0xFF, count: 7))
    #expect(try codec(.init("a", 1, .float)).encode(["a": 1.0]) == [0x0D, 0, 0, 0x80, 0x3F])
  }

  @Test("takes the last of a value that comes twice, and merges records")
  func lastOneWins() throws {
    let inner = try MessageSchema(
      name: "Inner", fields: [.init("x", 1, .int32), .init("y", 2, .array(.int32))])
    let codec = try codec(.init("a", 1, .int32), .init("r", 2, .record(inner)))
    let bytes: [UInt8] = [
      0x08, 1, 0x12, 4, 0x08, 5, 0x10, 1, 0x08, 2, 0x12, 2, 0x10, 2, 0x12, 2, 0x08, 6,
    ]
    #expect(try codec.decode(bytes) == ["a": 2, "r": ["x": 6, "y": [1, 2]]])
  }

  @Test("reads packed elements and others, mixed")
  func packed() throws {
    let codec = try codec(.init("f", 1, .array(.int32)))
    #expect(try codec.decode([0x08, 1, 0x0A, 2, 2, 3, 0x08, 4]) == ["f": [1, 2, 3, 4]])
  }

  @Test("skips fields that it does not know, groups too, and keeps them for the next reader")
  func unknown() throws {
    let codec = try codec(.init("a", 1, .int32))
    let strange: [UInt8] = [
      0x10, 7, 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x22, 2, 9, 9, 0x2D, 1, 2, 3, 4,
      0x33, 0x08, 1, 0x3B, 0x3C, 0x34,
    ]
    let read = try codec.decodeKeepingUnknown([0x08, 5] + strange)
    #expect(read.value == ["a": 5] && read.unknownFields == strange)
    #expect(
      try codec.encode(read.value, unknownFields: read.unknownFields) == [0x08, 5] + strange)
  }

  @Test("takes a field of another wire type for one that it does not know")
  func otherWireType() throws {
    let read = try codec(.init("a", 1, .int32)).decodeKeepingUnknown([0x0A, 1, 7])
    #expect(read.value == ["a": 0] && read.unknownFields == [0x0A, 1, 7])
  }

  @Test("tells zero from nothing where a field is optional, and keeps numbers without a symbol")
  func presence() throws {
    let color = MessageEnumeration(name: "Color", "red", "blue")
    let codec = try codec(
      .init("a", 1, .int32, isOptional: true), .init("b", 2, .int32),
      .init("c", 3, .enumeration(color)), .init("d", 4, .int32, default: 7))
    #expect(try codec.encode(["a": 0, "b": 0, "c": "red", "d": 0]) == [0x08, 0, 0x20, 0])
    #expect(try codec.decode([0x18, 9]) == ["a": .null, "b": 0, "c": 9, "d": 7])
    #expect(try codec.encode(["a": .null, "b": 0, "c": 9, "d": 7]) == [0x18, 9, 0x20, 7])
  }

  @Test(
    "refuses what is malformed",
    arguments: [
      ([0x08], .truncated), ([0x08, 0x80], .truncated), ([0x00, 1], .invalidTag(0)),
      ([0x0E], .invalidTag(0x0E)), ([0x0C], .invalidTag(0x0C)), ([0x13, 0x1C], .invalidTag(0x1C)),
      ([0x13], .truncated), ([0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], .truncated),
      ([0x12, 1, 0xFF], .invalidUTF8),
      ([0x08] + [UInt8](repeating: 0xFF, count: 10), .invalidNumber),
      // 2³² is no int32, and cut off it would be 0.
      ([0x08, 0x80, 0x80, 0x80, 0x80, 0x10], .numberOutOfRange),
      ([UInt8](repeating: 0x1B, count: 100_000), .tooDeep(limit: 64)),
    ] as [([UInt8], MessageError.Reason)])
  func malformed(bytes: [UInt8], reason: MessageError.Reason) throws {
    let codec = try codec(.init("a", 1, .int32), .init("s", 2, .string))
    do throws(MessageError) {
      _ = try codec.decode(bytes)
      Issue.record("\(bytes.prefix(20)) were read")
    } catch { #expect(error.reason == reason) }
  }
}
