extension ProtobufReader {
  /// Where the bytes are whose length comes next.
  mutating func part() throws(MessageError) -> Range<Int> {
    let count = try input.varint()
    guard count <= UInt64(input.remaining) else { throw input.error(.truncated) }
    return input.position..<input.position + Int(count)
  }

  /// A value of a type that is neither array nor map.
  mutating func single(_ type: MessageType, depth: Int) throws(MessageError) -> MessageValue {
    let start = input.position
    switch type {
    case .bool: return .bool(try input.varint() != 0)
    case .integer(let integer):
      guard let value = integer.value(bits: try bits(of: integer)) else {
        throw MessageError(.numberOutOfRange, at: start)
      }
      return value
    case .float:
      return .double(Double(Float(bitPattern: try input.littleEndian(UInt32.self))))
    case .double: return .double(Double(bitPattern: try input.littleEndian(UInt64.self)))
    case .string: return .string(try input.string(try part().count))
    case .bytes: return .bytes(Array(try input.take(try part().count)))
    case .fixed(_, let expected):
      let count = try part().count
      guard count == expected else {
        throw MessageError(.invalidLength(Int64(count)), at: start)
      }
      return .bytes(Array(try input.take(count)))
    case .enumeration(let enumeration): return try symbol(of: enumeration)
    case .record(let schema):
      let part = try part()
      let value = try record(schema, parts: [part], depth: depth + 1)
      input.move(to: part.upperBound)
      return value
    case .null, .array, .map, .union:
      throw input.error(.unsupported(type.name, by: .protocolBuffers))
    }
  }

  private mutating func bits(of integer: MessageInteger) throws(MessageError) -> UInt64 {
    switch integer.protobufWireType {
    case .fixed32:
      let bits = try input.littleEndian(UInt32.self)
      return integer.isSigned
        ? UInt64(bitPattern: Int64(Int32(bitPattern: bits))) : UInt64(bits)
    case .fixed64: return try input.littleEndian(UInt64.self)
    case .varint, .lengthDelimited, .startGroup, .endGroup:
      return integer.isZigzag ? UInt64(bitPattern: try input.zigzag()) : try input.varint()
    }
  }

  /// Numbers that have no symbol are kept: a newer writer has some.
  private mutating func symbol(
    of enumeration: MessageEnumeration
  ) throws(MessageError) -> MessageValue {
    let start = input.position
    guard let number = Int32(exactly: Int64(bitPattern: try input.varint())) else {
      throw MessageError(.numberOutOfRange, at: start)
    }
    let symbol = enumeration.symbols.first { $0.number == number }
    return symbol.map { .string($0.name) } ?? .int(Int64(number))
  }

  mutating func readPacked(
    _ type: MessageType, into found: inout Found, depth: Int
  ) throws(MessageError) {
    let end = input.restrict(to: try part())
    while input.remaining > 0 {
      try input.spend(elements: 1)
      found.elements.append(try single(type, depth: depth))
    }
    input.leave(to: end)
  }

  /// An entry of a map: a record with a key, 1, and a value, 2, either of which may be missing.
  mutating func readEntry(
    _ type: MessageType, into found: inout Found, depth: Int
  ) throws(MessageError) {
    try input.enter(depth)
    try input.spend(elements: 1)
    let part = try part()
    let end = input.restrict(to: part)
    var key = MessageValue.string("")
    var value: MessageValue?
    while input.remaining > 0 {
      switch try tag() {
      case (1, .lengthDelimited): key = try single(.string, depth: depth)
      case (2, let wireType) where wireType == type.protobufWireType:
        value = try single(type, depth: depth)
      case (let number, let wireType): try skip(number, wireType, depth: depth)
      }
    }
    if value == nil, case .record(let schema) = type {
      value = try record(schema, parts: [], depth: depth + 1)
    }
    guard let value = value ?? type.protobufZero else {
      throw input.error(.unsupported("map of \(type.name)", by: .protocolBuffers))
    }
    found.entries.update(value, for: key)
    input.leave(to: end)
  }

  /// Goes over a field that the schema does not have.
  mutating func skip(
    _ number: Int, _ wireType: ProtobufWireType, depth: Int
  ) throws(MessageError) {
    switch wireType {
    case .varint: _ = try input.varint()
    case .fixed64: _ = try input.take(8)
    case .lengthDelimited: input.move(to: try part().upperBound)
    case .startGroup: try skipGroup(number, depth: depth + 1)
    case .endGroup: throw input.error(.invalidTag(UInt64(number) << 3 | wireType.rawValue))
    case .fixed32: _ = try input.take(4)
    }
  }

  /// Groups have no length: their end is a tag with the number of their start.
  private mutating func skipGroup(_ number: Int, depth: Int) throws(MessageError) {
    try input.enter(depth)
    while true {
      let (inner, wireType) = try tag()
      if wireType == .endGroup && inner == number { return }
      try skip(inner, wireType, depth: depth)
    }
  }
}
