extension JSONReader {
  mutating func string() throws(MessageError) -> String {
    try expect(UInt8(ascii: "\""))
    let start = input.position
    var utf8: [UInt8] = []
    while true {
      let runStart = input.position
      input.skip { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
      utf8.append(contentsOf: input.slice(from: runStart))
      guard let stop = input.next else { throw input.error(.truncated) }
      guard stop >= 0x20 else { throw input.error(.unexpectedByte(stop)) }
      _ = try input.byte()
      if stop == UInt8(ascii: "\"") { break }
      utf8.append(contentsOf: Array(String(try escape()).utf8))
    }
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw MessageError(.invalidUTF8, at: start)
    }
    return text
  }

  /// What follows a backslash.
  private mutating func escape() throws(MessageError) -> Unicode.Scalar {
    let start = input.position
    switch try input.byte() {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let scalar = try scalar(after: try codeUnit()) else {
        throw MessageError(.invalidEscape, at: start)
      }
      return scalar
    default: throw MessageError(.invalidEscape, at: start)
    }
  }

  /// The scalar of a code unit, with the one that follows where it is the first half of a pair.
  private mutating func scalar(after unit: UInt32) throws(MessageError) -> Unicode.Scalar? {
    guard 0xD800..<0xDC00 ~= unit else { return Unicode.Scalar(unit) }
    try expect(UInt8(ascii: "\\"))
    try expect(UInt8(ascii: "u"))
    let low = try codeUnit()
    guard 0xDC00..<0xE000 ~= low else { return nil }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func codeUnit() throws(MessageError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      let start = input.position
      let digit = try input.byte()
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else {
        throw MessageError(.invalidEscape, at: start)
      }
      unit = unit << 4 | UInt32(value)
    }
    return unit
  }
}
