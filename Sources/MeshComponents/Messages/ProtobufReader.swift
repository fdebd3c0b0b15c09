/// Reads Protocol Buffers: a record's fields in whatever order they come.
struct ProtobufReader {
  var input: ByteReader
  /// Fields of the outermost record that its schema does not have, tags included.
  private(set) var unknownFields: [UInt8] = []

  init(input: ByteReader) { self.input = input }

  /// What has been read of one field.
  struct Found {
    var last: MessageValue?
    var elements: [MessageValue] = []
    var entries = MessageMap()
    /// Where the parts of a record are: it is read when all are known, as parts are merged.
    var parts: [Range<Int>] = []
  }

  /// A record from its parts: reading them one after the other is what merges them.
  mutating func record(
    _ schema: MessageSchema, parts: [Range<Int>], depth: Int
  ) throws(MessageError) -> MessageValue {
    try input.enter(depth)
    var found = [Found](repeating: Found(), count: schema.fields.count)
    for part in parts {
      let end = input.restrict(to: part)
      while input.remaining > 0 { try field(of: schema, into: &found, depth: depth) }
      input.leave(to: end)
    }
    var values: [MessageValue] = []
    for (field, found) in zip(schema.fields, found) {
      values.append(try value(of: field, found, depth: depth))
    }
    return schema.record(of: values)
  }

  private mutating func value(
    of field: MessageField, _ found: Found, depth: Int
  ) throws(MessageError) -> MessageValue {
    switch field.type {
    case .array where !found.elements.isEmpty: return .array(found.elements)
    case .map where found.entries.count > 0: return .map(found.entries)
    case .record(let schema) where !found.parts.isEmpty || field.absentValue == nil:
      return try record(schema, parts: found.parts, depth: depth + 1)
    default:
      if let value = found.last ?? field.absentValue ?? field.type.protobufZero { return value }
      throw input.error(.unsupported(field.type.name, by: .protocolBuffers))
    }
  }

  mutating func tag() throws(MessageError) -> (Int, ProtobufWireType) {
    let start = input.position
    let tag = try input.varint()
    guard let wireType = ProtobufWireType(rawValue: tag & 7), 1..<(1 << 29) ~= tag >> 3 else {
      throw MessageError(.invalidTag(tag), at: start)
    }
    return (Int(tag >> 3), wireType)
  }

  private mutating func field(
    of schema: MessageSchema, into found: inout [Found], depth: Int
  ) throws(MessageError) {
    let start = input.position
    let (number, wireType) = try tag()
    if let index = schema.fields.firstIndex(where: { $0.number == number }),
      try read(schema.fields[index].type, wireType, into: &found[index], depth: depth)
    {
      return
    }
    try skip(number, wireType, depth: depth)
    if depth == 0 { unknownFields.append(contentsOf: input.slice(from: start)) }
  }

  /// - Returns: false, with nothing read, when the wire type is not the field's: to this reader it
  ///   is another field.
  private mutating func read(
    _ type: MessageType, _ wireType: ProtobufWireType, into found: inout Found, depth: Int
  ) throws(MessageError) -> Bool {
    switch type {
    case .array(let element):
      guard let expected = element.protobufWireType else { return false }
      if wireType == expected {
        try input.spend(elements: 1)
        found.elements.append(try single(element, depth: depth))
        return true
      }
      guard wireType == .lengthDelimited else { return false }
      try readPacked(element, into: &found, depth: depth)
    case .map(let value):
      guard wireType == .lengthDelimited else { return false }
      try readEntry(value, into: &found, depth: depth + 1)
    case .record:
      guard wireType == .lengthDelimited else { return false }
      let part = try part()
      found.parts.append(part)
      input.move(to: part.upperBound)
    case .null, .bool, .integer, .float, .double, .string, .bytes, .fixed, .enumeration, .union:
      guard wireType == type.protobufWireType else { return false }
      found.last = try single(type, depth: depth)
    }
    return true
  }
}
