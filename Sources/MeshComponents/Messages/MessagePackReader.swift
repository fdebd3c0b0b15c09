/// Reads MessagePack, a value by its first byte.
struct MessagePackReader {
  var input: ByteReader

  mutating func value(depth: Int) throws(MessageError) -> MessageValue {
    let first = try input.byte()
    switch first {
    case 0x00...0x7F: return .int(Int64(first))
    case 0x80...0x8F: return try map(UInt32(first & 0x0F), depth: depth + 1)
    case 0x90...0x9F: return try array(UInt32(first & 0x0F), depth: depth + 1)
    case 0xA0...0xBF: return .string(try input.string(Int(first & 0x1F)))
    case 0xC0: return .null
    case 0xC2: return .bool(false)
    case 0xC3: return .bool(true)
    case 0xC4...0xC6: return .bytes(Array(try input.take(try count(first - 0xC4))))
    case 0xC7...0xC9: return try ext(try count(first - 0xC7))
    case 0xCA, 0xCB: return try double(first)
    case 0xCC...0xD3: return try integer(first)
    case 0xD4...0xD8: return try ext(1 << Int(first - 0xD4))
    case 0xD9...0xDB: return .string(try input.string(try count(first - 0xD9)))
    case 0xDC, 0xDD: return try array(UInt32(try count(first - 0xDB)), depth: depth + 1)
    case 0xDE, 0xDF: return try map(UInt32(try count(first - 0xDD)), depth: depth + 1)
    case 0xE0...0xFF: return .int(Int64(Int8(bitPattern: first)))
    // 0xC1 is never used, says the specification.
    default: throw MessageError(.unexpectedByte(first), at: input.position - 1)
    }
  }

  /// A count of 8 bits (form 0), 16 (1) or 32 (2).
  private mutating func count(_ form: UInt8) throws(MessageError) -> Int {
    switch form {
    case 0: Int(try input.byte())
    case 1: Int(try input.bigEndian(UInt16.self))
    default: Int(try input.bigEndian(UInt32.self))
    }
  }

  private mutating func integer(_ first: UInt8) throws(MessageError) -> MessageValue {
    switch first {
    case 0xCC: .int(Int64(try input.byte()))
    case 0xCD: .int(Int64(try input.bigEndian(UInt16.self)))
    case 0xCE: .int(Int64(try input.bigEndian(UInt32.self)))
    case 0xCF: .integer(try input.bigEndian(UInt64.self))
    case 0xD0: .int(Int64(Int8(bitPattern: try input.byte())))
    case 0xD1: .int(Int64(Int16(bitPattern: try input.bigEndian(UInt16.self))))
    case 0xD2: .int(Int64(Int32(bitPattern: try input.bigEndian(UInt32.self))))
    default: .int(Int64(bitPattern: try input.bigEndian(UInt64.self)))
    }
  }

  private mutating func double(_ first: UInt8) throws(MessageError) -> MessageValue {
    first == 0xCA
      ? .double(Double(Float(bitPattern: try input.bigEndian(UInt32.self))))
      : .double(Double(bitPattern: try input.bigEndian(UInt64.self)))
  }

  private mutating func array(_ count: UInt32, depth: Int) throws(MessageError) -> MessageValue {
    try input.enter(depth)
    let count = Int(count)
    // Each element takes a byte at least, so more than are left cannot follow.
    guard count <= input.remaining else { throw input.error(.truncated) }
    try input.spend(elements: count)
    var elements: [MessageValue] = []
    for _ in 0..<count { elements.append(try value(depth: depth)) }
    return .array(elements)
  }

  private mutating func map(_ count: UInt32, depth: Int) throws(MessageError) -> MessageValue {
    try input.enter(depth)
    let count = Int(count)
    guard count <= input.remaining / 2 else { throw input.error(.truncated) }
    try input.spend(elements: count)
    var map = MessageMap()
    for _ in 0..<count {
      let start = input.position
      let key = try value(depth: depth)
      guard map.insert(try value(depth: depth), for: key) else {
        throw MessageError(.duplicateKey(key), at: start)
      }
    }
    return .map(map)
  }

  private mutating func ext(_ count: Int) throws(MessageError) -> MessageValue {
    let type = Int8(bitPattern: try input.byte())
    if type == -1 { return .timestamp(try timestamp(count)) }
    return .ext(MessageExtension(type: type, data: Array(try input.take(count))))
  }

  private mutating func timestamp(_ count: Int) throws(MessageError) -> MessageTimestamp {
    let start = input.position
    let time: MessageTimestamp?
    switch count {
    case 4:
      let seconds = try input.bigEndian(UInt32.self)
      time = MessageTimestamp(seconds: Int64(seconds), nanoseconds: 0)
    case 8:
      let both = try input.bigEndian(UInt64.self)
      time = MessageTimestamp(
        seconds: Int64(both & (1 << 34 - 1)), nanoseconds: UInt32(both >> 34))
    case 12:
      let nanoseconds = try input.bigEndian(UInt32.self)
      let seconds = Int64(bitPattern: try input.bigEndian(UInt64.self))
      time = MessageTimestamp(seconds: seconds, nanoseconds: nanoseconds)
    default: time = nil
    }
    guard let time else { throw MessageError(.invalidTimestamp, at: start) }
    return time
  }
}
