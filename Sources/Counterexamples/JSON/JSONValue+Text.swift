extension JSONValue {
  /// The JSON text of the value, without a line break at its end.
  ///
  /// Pretty text has two spaces of indentation, and keeps whatever fits into 100 columns on one
  /// line, so that a small record reads as a record.
  package func text(pretty: Bool) -> String {
    var text = ""
    if pretty {
      writePretty(indent: 0, startColumn: 0, to: &text)
    } else {
      writeCompact(colon: ":", comma: ",", to: &text)
    }
    return text
  }

  private static let lineWidth = 100

  private func writeCompact(colon: String, comma: String, to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let truth): text += truth ? "true" : "false"
    case .integer(let number): text += "\(number)"
    case .number(let number): text += number.isFinite ? "\(number)" : "null"
    case .string(let string): Self.quote(string, to: &text)
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += comma }
        item.writeCompact(colon: colon, comma: comma, to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += comma }
        Self.quote(member.key, to: &text)
        text += colon
        member.value.writeCompact(colon: colon, comma: comma, to: &text)
      }
      text += "}"
    }
  }

  /// `startColumn` is where the value's first character stands, after its key.
  private func writePretty(indent: Int, startColumn: Int, to text: inout String) {
    var line = ""
    writeCompact(colon: ": ", comma: ", ", to: &line)
    if startColumn + line.utf8.count < Self.lineWidth {
      text += line
      return
    }
    let margin = "\n" + String(repeating: " ", count: indent + 2)
    let close = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .array(let items) where !items.isEmpty:
      text += "["
      for (index, item) in items.enumerated() {
        text += (index > 0 ? "," : "") + margin
        item.writePretty(indent: indent + 2, startColumn: indent + 2, to: &text)
      }
      text += close + "]"
    case .object(let members) where !members.isEmpty:
      text += "{"
      for (index, member) in members.enumerated() {
        var key = ""
        Self.quote(member.key, to: &key)
        text += (index > 0 ? "," : "") + margin + key + ": "
        let column = indent + 4 + key.utf8.count
        member.value.writePretty(indent: indent + 2, startColumn: column, to: &text)
      }
      text += close + "}"
    default: text += line
    }
  }

  /// Escapes what RFC 8259 section 7 requires to be escaped, and nothing else.
  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
