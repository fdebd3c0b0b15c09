/// Reads JSON by its grammar, a value by its first byte.
struct JSONReader {
  var input: ByteReader

  mutating func document() throws(MessageError) -> MessageValue {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    try input.finish()
    return value
  }

  private mutating func value(depth: Int) throws(MessageError) -> MessageValue {
    guard let first = input.next else { throw input.error(.truncated) }
    switch first {
    case UInt8(ascii: "{"): return .map(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: throw input.error(.unexpectedByte(first))
    }
  }

  private mutating func literal(
    _ word: StaticString, _ value: MessageValue
  ) throws(MessageError) -> MessageValue {
    for byte in word.description.utf8 { try expect(byte) }
    return value
  }

  private mutating func array(depth: Int) throws(MessageError) -> [MessageValue] {
    try input.enter(depth)
    try expect(UInt8(ascii: "["))
    var elements: [MessageValue] = []
    if closes(with: UInt8(ascii: "]")) { return elements }
    repeat {
      try input.spend(elements: 1)
      skipSpace()
      elements.append(try value(depth: depth))
    } while try goesOn(until: UInt8(ascii: "]"))
    return elements
  }

  private mutating func object(depth: Int) throws(MessageError) -> MessageMap {
    try input.enter(depth)
    try expect(UInt8(ascii: "{"))
    var map = MessageMap()
    if closes(with: UInt8(ascii: "}")) { return map }
    repeat {
      try input.spend(elements: 1)
      skipSpace()
      let start = input.position
      let name = MessageValue.string(try string())
      skipSpace()
      try expect(UInt8(ascii: ":"))
      skipSpace()
      guard map.insert(try value(depth: depth), for: name) else {
        // Which of the two counts differs from parser to parser: what one has checked, the next
        // may not see.
        throw MessageError(.duplicateKey(name), at: start)
      }
    } while try goesOn(until: UInt8(ascii: "}"))
    return map
  }

  /// Is there a comma, and so another element, or the bracket that ends them?
  private mutating func goesOn(until bracket: UInt8) throws(MessageError) -> Bool {
    skipSpace()
    if input.next == UInt8(ascii: ",") {
      _ = try input.byte()
      return true
    }
    try expect(bracket)
    return false
  }

  private mutating func closes(with bracket: UInt8) -> Bool {
    skipSpace()
    guard input.next == bracket else { return false }
    return (try? input.byte()) != nil
  }

  private mutating func skipSpace() {
    input.skip { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
  }

  mutating func expect(_ expected: UInt8) throws(MessageError) {
    guard let found = input.next else { throw input.error(.truncated) }
    guard found == expected else { throw input.error(.unexpectedByte(found)) }
    _ = try input.byte()
  }
}
