/// Writes JSON without any white space.
struct JSONWriter {
  let limits: MessageLimits
  private(set) var text: [UInt8] = []

  init(limits: MessageLimits) { self.limits = limits }

  mutating func append(_ value: MessageValue, depth: Int) throws(MessageError) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let number): append(String(number))
    case .uint(let number): append(String(number))
    case .double(let number):
      guard number.isFinite else { throw MessageError(.unsupported("\(number)", by: .json)) }
      // The shortest decimal that is read as the same double; it has a point or an exponent.
      append(number.description)
    case .string(let string): append(quoted: string)
    case .bytes(let bytes):
      append("\"")
      Base64.append(bytes, to: &text)
      append("\"")
    case .array(let elements): try append(elements, depth: depth + 1)
    case .map(let map): try append(map, depth: depth + 1)
    case .timestamp, .ext: throw MessageError(.unsupported(value.kind, by: .json))
    }
  }

  private mutating func append(_ string: String) { text.append(contentsOf: string.utf8) }

  private mutating func append(_ elements: [MessageValue], depth: Int) throws(MessageError) {
    guard depth <= limits.depthMax else { throw MessageError(.tooDeep(limit: limits.depthMax)) }
    append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      try append(element, depth: depth)
    }
    append("]")
  }

  private mutating func append(_ map: MessageMap, depth: Int) throws(MessageError) {
    guard depth <= limits.depthMax else { throw MessageError(.tooDeep(limit: limits.depthMax)) }
    append("{")
    for (index, entry) in map.entries.enumerated() {
      guard case .string(let name) = entry.key else {
        throw MessageError(.unsupported("a key that is no string", by: .json))
      }
      if index > 0 { append(",") }
      append(quoted: name)
      append(":")
      try append(entry.value, depth: depth)
    }
    append("}")
  }

  private mutating func append(quoted string: String) {
    append("\"")
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        append(byte < 0x10 ? "\\u000\(digits)" : "\\u00\(digits)")
      default: text.append(byte)
      }
    }
    append("\"")
  }
}
