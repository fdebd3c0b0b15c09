/// The wire format of Protocol Buffers (protobuf.dev, "Encoding").
///
/// ```swift
/// let schema = try MessageSchema(name: "Test1", fields: [.init("a", 1, .int32)])
/// let bytes = try ProtobufCodec(schema: schema).encode(["a": 150])  // 08 96 01
/// ```
///
/// Fields go out in the order of the schema. One that is optional is written when it has a value,
/// even zero; one with a default of its own always; any other unless it is zero or empty, as in
/// proto3. Arrays of numbers are packed; packed and single elements are both read. Of a value
/// that comes twice the last one counts, and records that do are merged.
///
/// Two things are stricter than in the reference implementations: a number that its type cannot
/// hold is refused and not cut off, and so is a varint of more than 64 bits. Unions, arrays of
/// arrays and `null` do not exist.
public struct ProtobufCodec: MessageCodec {
  public let schema: MessageSchema
  public let limits: MessageLimits
  public var format: MessageFormat { .protocolBuffers }

  public init(schema: MessageSchema, limits: MessageLimits = .init()) {
    self.schema = schema
    self.limits = limits
  }

  /// - Throws: `MessageError` for what is no value of the schema.
  public func encode(_ value: MessageValue) throws(MessageError) -> [UInt8] {
    try encode(value, unknownFields: [])
  }

  /// Writes a message with fields that a newer schema has, as `decodeKeepingUnknown` gave them.
  public func encode(
    _ value: MessageValue, unknownFields: [UInt8]
  ) throws(MessageError) -> [UInt8] {
    var writer = ProtobufWriter(limits: limits)
    try writer.append(schema, value, depth: 0)
    return writer.bytes + unknownFields
  }

  /// Reads a message and skips fields that the schema does not have.
  ///
  /// - Complexity: O(bytes).
  /// - Throws: `MessageError` for what is no message of the schema, and beyond the limits.
  public func decode(_ bytes: [UInt8]) throws(MessageError) -> MessageValue {
    try decodeKeepingUnknown(bytes).value
  }

  /// Reads a message, and keeps the bytes of the outermost record's fields that the schema does
  /// not have: whoever passes a message on should not lose what only the next one knows.
  public func decodeKeepingUnknown(
    _ bytes: [UInt8]
  ) throws(MessageError) -> (value: MessageValue, unknownFields: [UInt8]) {
    var reader = ProtobufReader(input: try ByteReader(bytes, limits: limits))
    let value = try reader.record(schema, parts: [0..<bytes.count], depth: 0)
    return (value, reader.unknownFields)
  }
}

/// How the bytes after a tag are delimited.
enum ProtobufWireType: UInt64 {
  case varint = 0
  case fixed64 = 1
  case lengthDelimited = 2
  case startGroup = 3
  case endGroup = 4
  case fixed32 = 5
}

extension MessageInteger {
  var protobufWireType: ProtobufWireType {
    switch self {
    case .int32, .int64, .uint32, .uint64, .sint32, .sint64: .varint
    case .fixed32, .sfixed32: .fixed32
    case .fixed64, .sfixed64: .fixed64
    }
  }

  var isZigzag: Bool { self == .sint32 || self == .sint64 }
}

extension MessageType {
  /// The wire type of a single value; nil for what Protocol Buffers does not have.
  var protobufWireType: ProtobufWireType? {
    switch self {
    case .bool, .enumeration: .varint
    case .integer(let integer): integer.protobufWireType
    case .float: .fixed32
    case .double: .fixed64
    case .string, .bytes, .fixed, .record: .lengthDelimited
    case .null, .array, .map, .union: nil
    }
  }

  /// What a field has that was not sent and has no default; nil for records, which are read from
  /// nothing, and for what Protocol Buffers does not have.
  var protobufZero: MessageValue? {
    switch self {
    case .bool: false
    case .integer: 0
    case .float, .double: 0.0
    case .string: ""
    case .bytes: .bytes([])
    case .fixed(_, let count): .bytes([UInt8](repeating: 0, count: count))
    case .enumeration(let enumeration):
      enumeration.symbols.first { $0.number == 0 }.map { .string($0.name) } ?? .int(0)
    case .array: []
    case .map: [:]
    case .null, .record, .union: nil
    }
  }
}
