import MeshComponents
import Testing

/// The codecs against the implementations that others use, both ways.
///
/// `MESHCHECK_MESSAGES=10000` sets how many messages of each format are exchanged.
@Suite("Each codec agrees with the reference implementation")
struct ReferenceTests {
  static let seed: UInt64 = 511

  /// Messages that share a schema.
  private static let messagesForEachSchema = 20

  /// A message on its way there and back.
  struct Exchange {
    var codec: any MessageCodec
    var value: MessageValue
    var line: String
  }

  @Test(
    "of JSON: Python's json",
    .enabled(if: ReferenceRunner.has("json"), "python3 is not installed"))
  func json() throws { try exchange(.json, name: "json") }

  @Test(
    "of MessagePack: msgpack, with the same bytes",
    .enabled(if: ReferenceRunner.has("msgpack"), "msgpack for python3 is not installed"))
  func messagePack() throws { try exchange(.messagePack, name: "msgpack", sameBytes: true) }

  @Test(
    "of Protocol Buffers: protobuf",
    .enabled(if: ReferenceRunner.has("google.protobuf"), "protobuf for python3 is not installed"))
  func protocolBuffers() throws { try exchange(.protocolBuffers, name: "protobuf") }

  @Test(
    "of Avro: fastavro, with the same bytes",
    .enabled(if: ReferenceRunner.has("fastavro"), "fastavro for python3 is not installed"))
  func avro() throws { try exchange(.avro, name: "avro", sameBytes: true) }

  private func exchange(_ format: MessageFormat, name: String, sameBytes: Bool = false) throws {
    var generator = MessageGenerator(seed: Self.seed)
    var exchanges: [Exchange] = []
    while exchanges.count < ReferenceRunner.count {
      switch format {
      case .json, .messagePack:
        let (codec, value) = try RoundTripTests.sample(format, &generator)
        let line = try Self.line(codec, value)
        exchanges.append(Exchange(codec: codec, value: value, line: line))
      case .protocolBuffers, .avro:
        exchanges += try Self.exchanges(format, &generator)
      }
    }
    let answers = try ReferenceRunner.answers(format: name, lines: exchanges.map(\.line))
    #expect(answers.count == exchanges.count)
    for (exchange, answer) in zip(exchanges, answers) {
      try #require(answer.why == "", "seed \(Self.seed): \(exchange.line)")
      let theirs = ReferenceText.bytes(hex: answer.theirs)
      let read = try exchange.codec.decode(theirs)
      #expect(read == exchange.value, "seed \(Self.seed): \(exchange.line)")
      if sameBytes {
        let ours = try exchange.codec.encode(exchange.value)
        #expect(ours == theirs, "seed \(Self.seed): \(exchange.line)")
      }
    }
  }

  private static func line(
    _ codec: any MessageCodec, _ value: MessageValue, more: String = ""
  ) throws -> String {
    let ours = ReferenceText.hex(try codec.encode(value))
    return #"{"value":\#(ReferenceText.text(value)),"ours":"\#(ours)"\#(more)}"#
  }

  /// Messages of one schema; for Avro, each is read with another schema as well.
  private static func exchanges(
    _ format: MessageFormat, _ generator: inout MessageGenerator
  ) throws -> [Exchange] {
    let schema = try generator.schema(for: format)
    let reader = format == .avro ? try generator.successor(of: schema) : nil
    let codec: any MessageCodec =
      format == .avro ? AvroCodec(writer: schema) : ProtobufCodec(schema: schema)
    var exchanges: [Exchange] = []
    for _ in 0..<messagesForEachSchema {
      let value = generator.record(of: schema)
      var more = #","schema":\#(ReferenceText.text(.record(schema)))"#
      if let reader {
        let resolving = AvroCodec(writer: schema, reader: reader)
        let expected = try resolving.decode(try codec.encode(value))
        more += #","reader":\#(ReferenceText.text(.record(reader)))"#
        more += #","expected":\#(ReferenceText.text(expected))"#
      }
      exchanges.append(
        Exchange(codec: codec, value: value, line: try line(codec, value, more: more)))
    }
    return exchanges
  }
}

extension MessageGenerator {
  /// A schema that can read the other: fields in another order, some gone, some new, and numbers
  /// and strings promoted.
  fileprivate mutating func successor(of schema: MessageSchema) throws -> MessageSchema {
    var fields: [MessageField] = []
    for field in schema.fields where !one(in: 4) {
      let type = field.isOptional ? field.type : promoted(field.type)
      fields.append(MessageField(field.name, field.number, type, isOptional: field.isOptional))
    }
    fields.append(MessageField("new", 10_000, .string, default: "fallback"))
    fields.append(MessageField("newer", 10_001, .int64, isOptional: true))
    fields.shuffle(using: &random)
    return try MessageSchema(name: schema.name, version: 2, fields: fields)
  }

  private mutating func promoted(_ type: MessageType) -> MessageType {
    switch type {
    // Not integers to floats either: Python's floats have 64 bits, so `fastavro` rounds nothing.
    case .integer(.int32), .integer(.sint32), .integer(.sfixed32):
      [.int64, .double, type][below(3)]
    case .integer: [.double, type][below(2)]
    case .float: .double
    default: type
    }
  }
}
