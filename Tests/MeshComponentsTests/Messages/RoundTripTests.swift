import MeshComponents
import Testing

/// What every codec owes, on values and bytes that nobody thought of.
@Suite("Each codec")
struct RoundTripTests {
  static let rounds = 150
  /// Fixed, so that a failure comes again; each case prints its own.
  static let seeds: [UInt64] = [1, 20_261_126]

  /// A codec and a value of it.
  static func sample(
    _ format: MessageFormat, _ generator: inout MessageGenerator
  ) throws -> (codec: any MessageCodec, value: MessageValue) {
    switch format {
    case .json:
      let kinds = MessageGenerator.Kinds(
        bytes: false, extensions: false, infinities: false, keysOfAnyKind: false)
      return (JSONCodec(), generator.value(kinds))
    case .messagePack: return (MessagePackCodec(), generator.value(.init()))
    case .protocolBuffers:
      let schema = try generator.schema(for: format)
      return (ProtobufCodec(schema: schema), generator.record(of: schema))
    case .avro:
      let schema = try generator.schema(for: format)
      return (AvroCodec(writer: schema), generator.record(of: schema))
    }
  }

  @Test("reads what it wrote", arguments: MessageFormat.allCases, seeds)
  func roundTrip(format: MessageFormat, seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    for round in 0..<Self.rounds {
      let (codec, value) = try Self.sample(format, &generator)
      let bytes = try codec.encode(value)
      #expect(try codec.decode(bytes) == value, "seed \(seed), round \(round): \(bytes)")
    }
  }

  @Test("refuses what ends early, or reads a message", arguments: MessageFormat.allCases, seeds)
  func truncated(format: MessageFormat, seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    for _ in 0..<Self.rounds / 10 {
      let (codec, value) = try Self.sample(format, &generator)
      let bytes = try codec.encode(value)
      for count in 0..<min(bytes.count, 200) {
        let prefix = Array(bytes.prefix(count))
        // A record of Protocol Buffers may end after any field, and a number in JSON may be short;
        // the others say how much follows.
        if format == .messagePack || format == .avro {
          #expect(throws: MessageError.self, "seed \(seed): \(prefix)") {
            try codec.decode(prefix)
          }
        } else {
          try check(codec, prefix, seed)
        }
      }
    }
  }

  @Test("stays upright on bytes with a bit turned", arguments: MessageFormat.allCases, seeds)
  func flipped(format: MessageFormat, seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    for _ in 0..<Self.rounds {
      let (codec, value) = try Self.sample(format, &generator)
      var bytes = try codec.encode(value)
      guard !bytes.isEmpty else { continue }
      for _ in 0..<5 {
        bytes[generator.below(bytes.count)] ^= 1 << UInt8(generator.below(8))
        try check(codec, bytes, seed)
      }
    }
  }

  @Test("stays upright on random bytes", arguments: MessageFormat.allCases, seeds)
  func random(format: MessageFormat, seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    for _ in 0..<Self.rounds * 5 {
      let codec = try Self.sample(format, &generator).codec
      try check(codec, generator.bytes(), seed)
    }
  }

  /// Bytes are refused at a place within them, or read as a value that can be written again.
  private func check(_ codec: any MessageCodec, _ bytes: [UInt8], _ seed: UInt64) throws {
    do throws(MessageError) {
      let value = try codec.decode(bytes)
      let again = try codec.decode(try codec.encode(value))
      #expect(again == value, "seed \(seed): \(bytes)")
    } catch {
      let offset = try #require(error.offset, "seed \(seed): \(error) for \(bytes)")
      #expect(0...bytes.count ~= offset, "seed \(seed): \(error) for \(bytes)")
    }
  }
}
