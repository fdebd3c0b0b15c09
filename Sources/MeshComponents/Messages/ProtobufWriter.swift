/// Writes Protocol Buffers, a record at a time.
struct ProtobufWriter {
  let limits: MessageLimits
  private(set) var bytes: [UInt8] = []

  init(limits: MessageLimits) { self.limits = limits }

  mutating func append(
    _ schema: MessageSchema, _ value: MessageValue, depth: Int
  ) throws(MessageError) {
    guard depth <= limits.depthMax else { throw MessageError(.tooDeep(limit: limits.depthMax)) }
    for (field, value) in zip(schema.fields, try schema.values(of: value)) {
      if field.isOptional && value == .null { continue }
      // A zero need not be sent where every reader takes nothing for zero.
      let isImplicit = !field.isOptional && field.defaultValue == nil
      if isImplicit && value == field.type.protobufZero { continue }
      try append(field.number, field.type, value, depth: depth)
    }
  }

  /// A field with its tag, or an array or map with as many as it needs.
  private mutating func append(
    _ number: Int, _ type: MessageType, _ value: MessageValue, depth: Int
  ) throws(MessageError) {
    switch (type, value) {
    case (.array(let element), .array(let elements)):
      try append(number, elements, of: element, depth: depth)
    case (.map(let type), .map(let map)):
      for entry in map.entries {
        try appendDelimited(number) { (part) throws(MessageError) in
          try part.append(1, .string, entry.key, depth: depth + 1)
          try part.append(2, type, entry.value, depth: depth + 1)
        }
      }
    default:
      guard let wireType = type.protobufWireType else { throw unsupported(type, value) }
      if wireType != .lengthDelimited { appendTag(number, wireType) }
      try appendSingle(number, type, value, depth: depth)
    }
  }

  private func unsupported(_ type: MessageType, _ value: MessageValue) -> MessageError {
    switch type {
    case .array, .map: type.refusal(of: value)
    default: MessageError(.unsupported(type.name, by: .protocolBuffers))
    }
  }

  /// Numbers together behind one tag, others each behind their own.
  private mutating func append(
    _ number: Int, _ elements: [MessageValue], of type: MessageType, depth: Int
  ) throws(MessageError) {
    guard let wireType = type.protobufWireType else {
      throw MessageError(.unsupported("array of \(type.name)", by: .protocolBuffers))
    }
    if wireType == .lengthDelimited {
      for element in elements { try appendSingle(number, type, element, depth: depth) }
    } else if !elements.isEmpty {
      try appendDelimited(number) { (part) throws(MessageError) in
        for element in elements { try part.appendSingle(number, type, element, depth: depth) }
      }
    }
  }

  /// A value without its tag, but for those that have a length, which have it before the length.
  private mutating func appendSingle(
    _ number: Int, _ type: MessageType, _ value: MessageValue, depth: Int
  ) throws(MessageError) {
    switch (type, value) {
    case (.bool, .bool(let value)): bytes.append(value ? 1 : 0)
    case (.integer(let integer), _):
      guard let bits = integer.bits(of: value) else { throw type.refusal(of: value) }
      append(bits, as: integer)
    case (.float, .double(let number)):
      guard type.accepts(value) else { throw type.refusal(of: value) }
      bytes.appendLittleEndian(Float(number).bitPattern)
    case (.double, .double(let number)): bytes.appendLittleEndian(number.bitPattern)
    case (.string, .string(let text)): appendDelimited(number, Array(text.utf8))
    case (.bytes, .bytes(let content)): appendDelimited(number, content)
    case (.fixed(_, let count), .bytes(let content)) where content.count == count:
      appendDelimited(number, content)
    case (.enumeration(let enumeration), _):
      append(UInt64(bitPattern: Int64(try enumeration.number(of: value))), as: .int32)
    case (.record(let schema), _):
      try appendDelimited(number) { (part) throws(MessageError) in
        try part.append(schema, value, depth: depth + 1)
      }
    default: throw type.refusal(of: value)
    }
  }

  private mutating func append(_ bits: UInt64, as integer: MessageInteger) {
    switch integer.protobufWireType {
    case .fixed32: bytes.appendLittleEndian(UInt32(truncatingIfNeeded: bits))
    case .fixed64: bytes.appendLittleEndian(bits)
    case .varint, .lengthDelimited, .startGroup, .endGroup:
      // A negative int32 takes ten bytes, so that readers may take it for an int64.
      if integer.isZigzag {
        bytes.appendZigzag(Int64(bitPattern: bits))
      } else {
        bytes.appendVarint(bits)
      }
    }
  }

  private mutating func appendTag(_ number: Int, _ wireType: ProtobufWireType) {
    bytes.appendVarint(UInt64(number) << 3 | wireType.rawValue)
  }

  private mutating func appendDelimited(_ number: Int, _ content: [UInt8]) {
    appendTag(number, .lengthDelimited)
    bytes.appendVarint(UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  private mutating func appendDelimited(
    _ number: Int, _ write: (inout ProtobufWriter) throws(MessageError) -> Void
  ) throws(MessageError) {
    var part = ProtobufWriter(limits: limits)
    try write(&part)
    appendDelimited(number, part.bytes)
  }
}

extension MessageEnumeration {
  /// A symbol's number; a number that has no symbol stands for itself, as readers give it.
  fileprivate func number(of value: MessageValue) throws(MessageError) -> Int32 {
    switch value {
    case .string(let name):
      guard let index = index(of: name) else { throw MessageError(.unknownSymbol(name)) }
      return symbols[index].number
    case .int(let number):
      guard let number = Int32(exactly: number) else { throw MessageError(.numberOutOfRange) }
      return number
    default: throw MessageError(.mismatch(expected: name, found: value.kind))
    }
  }
}
