import Conformance
import MeshComponents

/// The three schemas of `specs/components/protocol.mesh`: a, then a and b, then a and c.
enum ProtocolSchemas {
  /// By version. The default makes Protocol Buffers send zeros too, so bytes show each field.
  static let all: [Int: MessageSchema] = {
    var schemas: [Int: MessageSchema] = [:]
    for (version, names) in [1: ["a"], 2: ["a", "b"], 3: ["a", "c"]] {
      let fields = names.map { name in
        MessageField(name, number(of: name), .int64, default: 0)
      }
      schemas[version] = try? MessageSchema(
        name: "Message", version: version, fields: fields, reserved: version == 3 ? [2] : [])
    }
    return schemas
  }()

  static func number(of name: String) -> Int {
    switch name {
    case "a": 1
    case "b": 2
    case "c": 3
    default: preconditionFailure("the spec has no field \(name)")
    }
  }
}

/// Bytes as the spec has them: a value or none by name, tag or position, numbered from 1.
///
/// It is written and read here by hand, and not by the codecs under test: values are 0 and 1 and
/// keys at most 3, so that a byte is enough for each.
struct AbstractBytes {
  var format: MessageFormat
  var version: Int?
  var content: [UInt8?]

  static let names = ["a", "b", "c"]

  /// The bytes of a spec's call.
  init(_ value: SpecificationValue) {
    guard case .record(let parts) = value, case .enumCase(let format, _) = parts[0],
      let format = MessageFormat(rawValue: format), case .map(let content) = parts[2]
    else { preconditionFailure("the spec has no such bytes: \(value)") }
    self.format = format
    if case .integer(let version) = parts[1] { self.version = Int(version) }
    self.content = content.map { value in
      if case .integer(let number) = value { UInt8(number) } else { nil }
    }
  }

  /// The message of these bytes; those without a mark are as long as the reader's own.
  ///
  /// Where formats have positions, a writer can neither leave one out nor write one more: it writes
  /// zero for the first, and nothing for the second, which the spec reads alike.
  func message(reader: Int) -> EncodedMessage {
    let count = (version ?? reader) == 1 ? 1 : 2
    let positions = content.prefix(count).map { $0 ?? 0 }
    let bytes: [UInt8]
    switch format {
    case .json:
      let fields = zip(Self.names, content).compactMap { name, value in
        value.map { "\"\(name)\": \($0)" }
      }
      bytes = Array("{\(fields.joined(separator: ", "))}".utf8)
    case .protocolBuffers:
      bytes = content.enumerated().flatMap { index, value in
        value.map { [UInt8(index + 1) << 3, $0] } ?? []
      }
    case .messagePack: bytes = [0x90 | UInt8(count)] + positions
    case .avro: bytes = positions.map { $0 << 1 }
    }
    return EncodedMessage(format: format, version: version, content: bytes)
  }

  /// What is in a message's bytes, as a value of the spec; nil for bytes that no writer of the
  /// three schemas would write.
  static func value(of message: EncodedMessage) -> SpecificationValue? {
    let bytes = message.content
    var content: [SpecificationValue] = [.none, .none, .none]
    switch message.format {
    case .json:
      let text = String(decoding: bytes, as: UTF8.self)
      for part in text.dropFirst().dropLast().split(separator: ",") {
        guard let place = names.firstIndex(where: { part.hasPrefix("\"\($0)\":") }),
          let number = Int64(part.dropFirst(4))
        else { return nil }
        content[place] = .integer(number)
      }
    case .protocolBuffers:
      for start in stride(from: 0, to: bytes.count, by: 2) {
        let tag = Int(bytes[start] >> 3)
        guard bytes[start] & 7 == 0, 1...3 ~= tag, start + 1 < bytes.count else { return nil }
        content[tag - 1] = .integer(Int64(bytes[start + 1]))
      }
    case .messagePack:
      guard let first = bytes.first, Int(first) - 0x90 == bytes.count - 1 else { return nil }
      for (place, byte) in bytes.dropFirst().enumerated() {
        content[place] = .integer(Int64(byte))
      }
    case .avro:
      for (place, byte) in bytes.enumerated() { content[place] = .integer(Int64(byte >> 1)) }
    }
    let version: SpecificationValue = message.version.map { .integer(Int64($0)) } ?? .none
    return .record([.enumCase(message.format.rawValue), version, .map(content)])
  }
}
