extension JSONReader {
  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`, RFC 8259, section 6.
  mutating func number() throws(MessageError) -> MessageValue {
    let start = input.position
    if input.next == UInt8(ascii: "-") { _ = try input.byte() }
    if input.next == UInt8(ascii: "0") { _ = try input.byte() } else { try digits() }
    var isInteger = true
    if input.next == UInt8(ascii: ".") {
      isInteger = false
      _ = try input.byte()
      try digits()
    }
    if input.next == UInt8(ascii: "e") || input.next == UInt8(ascii: "E") {
      isInteger = false
      _ = try input.byte()
      if input.next == UInt8(ascii: "+") || input.next == UInt8(ascii: "-") {
        _ = try input.byte()
      }
      try digits()
    }
    let text = String(decoding: input.slice(from: start), as: UTF8.self)
    // Minus zero is no integer.
    if isInteger && text != "-0" {
      if let number = Int64(text) { return .int(number) }
      if let number = UInt64(text) { return .uint(number) }
    } else if let number = Double(text), number.isFinite {
      return .double(number)
    }
    // Rounding it would be a guess at what the reader can do without.
    throw MessageError(.numberOutOfRange, at: start)
  }

  private mutating func digits() throws(MessageError) {
    let start = input.position
    input.skip { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
    guard input.position > start else {
      throw input.error(input.next == nil ? .truncated : .invalidNumber)
    }
  }
}
