import MeshComponents
import Testing

/// Preferences as RFC 9110, section 12.5.1, has them.
@Suite("Message preferences")
struct MessageNegotiationTests {
  static let offers = MessageFormat.allCases.map { MessageOffer($0) }

  @Test(
    "choose the offer with the highest quality, and the first of equal ones",
    arguments: [
      ("application/json;q=0.2, application/protobuf", .protocolBuffers),
      ("*/*", .json), ("application/*;q=0.5, avro/binary;q=0.51", .avro),
      ("application/x-msgpack, application/json", .json),
      ("*/*, application/json;q=0", .protocolBuffers),
      ("*/*;q=0.1, application/json;q=0.05", .protocolBuffers),
      ("text/html, application/vnd.msgpack;q=0.001", .messagePack),
      (" , application/JSON ; Q=1.000 ,", .json), ("text/html", nil), ("", nil), ("*/*;q=0", nil),
    ] as [(String, MessageFormat?)])
  func choice(accept: String, format: MessageFormat?) throws {
    #expect(try MessagePreferences(accept).choice(among: Self.offers)?.format == format)
  }

  @Test("choose among versions, the more specific range first")
  func versions() throws {
    let offers = [1, 2, 3].map { MessageOffer(.json, version: $0) }
    let wanted = try MessagePreferences(
      "application/json;q=0.3, application/json;version=2;q=0.9, application/json;version=3;q=0")
    #expect(wanted.choice(among: offers) == MessageOffer(.json, version: 2))
    #expect(wanted.choice(among: [offers[0], offers[2]]) == MessageOffer(.json, version: 1))
    #expect(wanted.choice(among: [offers[2]]) == nil)
  }

  @Test(
    "refuse what is no list of media ranges",
    arguments: [
      "json", "application/", "/json", "application/json;q=2", "application/json;q=1.001",
      "application/json;q=0.1234", "application/json;q=-1", "application/json;q=",
      "application/json application/avro", "application/json;version=0", "a/b;c=\"d",
      "a/b;c=1;c=2", "application/json;version=99999999999999999999",
    ])
  func malformed(accept: String) {
    #expect(throws: MessageError.self) { try MessagePreferences(accept) }
  }

  @Test("refuse a header that is longer than any that was meant well")
  func long() {
    let accept = String(repeating: "a/b,", count: 3000)
    #expect(throws: MessageError(.tooLarge(limit: 8192))) { try MessagePreferences(accept) }
  }
}

/// What each format lets a schema become.
@Suite("Schemas of messages")
struct MessageCompatibilityTests {
  func schema(_ fields: MessageField...) throws -> MessageSchema {
    try MessageSchema(name: "M", fields: fields)
  }

  func formats(_ writer: MessageSchema, _ reader: MessageSchema) -> [MessageFormat] {
    MessageFormat.allCases.filter { $0.incompatibilities(writer: writer, reader: reader).isEmpty }
  }

  @Test("may get a field at the end that has a default")
  func added() throws {
    let writer = try schema(.init("a", 1, .int32))
    let reader = try schema(.init("a", 1, .int32), .init("b", 2, .int32, default: 0))
    #expect(formats(writer, reader) == MessageFormat.allCases)
    #expect(formats(reader, writer) == [.json, .protocolBuffers, .avro])
  }

  @Test("may get a field without a default in Protocol Buffers only")
  func noDefault() throws {
    let writer = try schema(.init("a", 1, .int32))
    let reader = try schema(.init("a", 1, .int32), .init("b", 2, .int32))
    #expect(formats(writer, reader) == [.protocolBuffers])
  }

  @Test("may not use a number again, unless the field was renamed")
  func reused() throws {
    let writer = try schema(.init("b", 2, .int32))
    let reused = try schema(.init("c", 2, .int32, default: 0))
    #expect(
      MessageFormat.protocolBuffers.incompatibilities(writer: writer, reader: reused)
        == [.numberReused(2, from: "b", to: "c")])
    let renamed = try schema(.init("c", 2, .int32, default: 0, aliases: ["b"]))
    #expect(formats(writer, renamed) == MessageFormat.allCases)
  }

  @Test("may not make nothing mean something else to a reader of Protocol Buffers")
  func otherDefault() throws {
    let writer = try schema(.init("a", 1, .int32))
    #expect(
      !formats(writer, try schema(.init("a", 1, .int32, default: 5))).contains(.protocolBuffers))
  }

  @Test("may widen an integer, but not change how it is written")
  func types() throws {
    let int = try schema(.init("a", 1, .int32))
    #expect(formats(int, try schema(.init("a", 1, .int64))) == MessageFormat.allCases)
    #expect(
      !formats(int, try schema(.init("a", 1, .integer(.sint32)))).contains(.protocolBuffers))
    #expect(!formats(int, try schema(.init("a", 1, .uint32))).contains(.protocolBuffers))
    #expect(formats(int, try schema(.init("a", 1, .string))).isEmpty)
  }

  @Test("are refused when fields share names or numbers, or have no proper default")
  func malformed() {
    let schemas: [(MessageSchemaError, [MessageField])] = [
      (.nameTwice("a"), [.init("a", 1, .bool), .init("a", 2, .bool)]),
      (.numberTwice(1), [.init("a", 1, .bool), .init("b", 1, .bool)]),
      (.numberOutOfRange(0), [.init("a", 0, .bool)]),
      (.numberOutOfRange(19_500), [.init("a", 19_500, .bool)]),
      (.numberOutOfRange(1 << 29), [.init("a", 1 << 29, .bool)]),
      (.numberIsReserved(9), [.init("a", 9, .bool)]),
      (.defaultDoesNotFit("a"), [.init("a", 1, .int32, default: 4_294_967_296)]),
      (.malformedEnumeration("E"), [.init("a", 1, .enumeration(.init(name: "E", "x", "x")))]),
    ]
    for (error, fields) in schemas {
      #expect(throws: error) {
        try MessageSchema(name: "M", fields: fields, reserved: [9])
      }
    }
  }
}
