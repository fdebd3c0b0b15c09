extension JSONValue {
  /// Reads a whole JSON text (RFC 8259), strictly: no comments, no trailing commas, no duplicate
  /// keys.
  /// - Throws: `JSONError` with the place of the first mistake.
  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads a whole JSON text from its bytes.
  /// - Throws: `JSONError` with the place of the first mistake.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.wholeText()
  }
}

/// Recursive descent over bytes; the depth limit keeps hostile input off the end of the stack.
struct JSONParser {
  /// Traces nest as deep as the types of a spec do, which is far less.
  static let depthMax = 200

  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func wholeText() throws(JSONError) -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw error(.invalidUTF8) }
    let value = try value(depth: 0)
    skipSpace()
    if offset < bytes.count { throw error(.textAfterValue) }
    return value
  }

  func error(_ reason: JSONError.Reason) -> JSONError {
    let before = bytes[..<min(offset, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return JSONError(reason: reason, line: line, column: before.count - lineStart + 1)
  }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    if depth > Self.depthMax { throw error(.tooDeep(limit: Self.depthMax)) }
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(0x30...0x39), UInt8(ascii: "-"): return try number()
    default: throw error(.expectedValue)
    }
  }

  private mutating func word(_ text: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    guard bytes[offset...].starts(with: text.utf8) else { throw error(.expectedValue) }
    offset += text.utf8.count
    return value
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    offset += 1
    var items: [JSONValue] = []
    skipSpace()
    if take("]") { return .array(items) }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(items) }
      if !take(",") { throw error(.expectedCommaOrEnd(of: "array")) }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    offset += 1
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return .object(members) }
    while true {
      skipSpace()
      let place = self
      guard current == UInt8(ascii: "\"") else { throw error(.expectedKey) }
      let key = try string()
      if !keys.insert(key).inserted { throw place.error(.duplicateKey(key)) }
      skipSpace()
      if !take(":") { throw error(.expectedColon) }
      members.append(.init(key: key, value: try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return .object(members) }
      if !take(",") { throw error(.expectedCommaOrEnd(of: "object")) }
    }
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`; an integer when it is one of 64 bits.
  private mutating func number() throws(JSONError) -> JSONValue {
    let start = offset
    let place = self
    _ = take("-")
    if !take("0") && !skipDigits() { throw place.error(.malformedNumber) }
    if let byte = current, byte >= 0x30 && byte <= 0x39 { throw place.error(.malformedNumber) }
    var isInteger = true
    if take(".") {
      isInteger = false
      if !skipDigits() { throw place.error(.malformedNumber) }
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      if !skipDigits() { throw place.error(.malformedNumber) }
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isInteger, let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw place.error(.malformedNumber) }
    return .number(number)
  }

  private mutating func skipDigits() -> Bool {
    let start = offset
    while let byte = current, byte >= 0x30 && byte <= 0x39 { offset += 1 }
    return offset > start
  }

  private mutating func string() throws(JSONError) -> String {
    let place = self
    offset += 1
    var content: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        content += String(try escape()).utf8
      case 0..<0x20: throw error(.controlCharacterInString)
      default:
        content.append(byte)
        offset += 1
      }
    }
    throw place.error(.unendedString)
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let place = self
    offset += 1
    guard let byte = current else { throw place.error(.unendedString) }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let unit = hexUnit() else { throw place.error(.unknownEscape) }
      if let scalar = Unicode.Scalar(unit) { return scalar }
      return try lowSurrogate(after: unit, from: place)
    default: throw place.error(.unknownEscape)
    }
  }

  /// The character of a surrogate pair whose first half has been read.
  private mutating func lowSurrogate(
    after high: UInt16, from place: JSONParser
  ) throws(JSONError) -> Unicode.Scalar {
    guard (0xD800...0xDBFF).contains(high), take("\\"), take("u"), let low = hexUnit(),
      (0xDC00...0xDFFF).contains(low)
    else { throw place.error(.loneSurrogate) }
    let code = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
    guard let scalar = Unicode.Scalar(code) else { throw place.error(.loneSurrogate) }
    return scalar
  }

  /// Four hexadecimal digits.
  private mutating func hexUnit() -> UInt16? {
    guard offset + 4 <= bytes.count else { return nil }
    let digits = bytes[offset..<offset + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    offset += 4
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
