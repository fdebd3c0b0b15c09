import MeshComponents

/// Values and schemas as the reference's side reads them: JSON that every kind of value has a tag
/// in, written without the codec under test.
enum ReferenceText {
  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func bytes(hex: some StringProtocol) -> [UInt8] {
    let digits = hex.utf8.map { UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 0) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  static func text(_ value: MessageValue) -> String {
    switch value {
    case .null: return #"["n"]"#
    case .bool(let value): return value ? #"["t"]"# : #"["f"]"#
    case .int(let number): return #"["i","\#(number)"]"#
    case .uint(let number): return #"["i","\#(number)"]"#
    case .double(let number):
      let digits = String(number.bitPattern, radix: 16)
      return #"["d","\#(String(repeating: "0", count: 16 - digits.count) + digits)"]"#
    case .string(let text): return #"["s","\#(hex(text.utf8))"]"#
    case .bytes(let bytes): return #"["b","\#(hex(bytes))"]"#
    case .array(let elements): return list([#""a""#] + elements.map(text))
    case .map(let map):
      return list([#""m""#] + map.entries.map { list([text($0.key), text($0.value)]) })
    case .timestamp(let time): return #"["T","\#(time.seconds)","\#(time.nanoseconds)"]"#
    case .ext(let ext): return #"["x","\#(ext.type)","\#(hex(ext.data))"]"#
    }
  }

  static func text(_ type: MessageType) -> String {
    switch type {
    case .null, .bool, .integer, .float, .double, .string, .bytes: return #"["\#(type.name)"]"#
    case .fixed(let name, let count): return #"["fixed","\#(name)",\#(count)]"#
    case .enumeration(let enumeration):
      let symbols = enumeration.symbols.map { #"["\#($0.name)",\#($0.number)]"# }
      return #"["enum","\#(enumeration.name)",\#(list(symbols))]"#
    case .record(let schema):
      let fields = schema.fields.map { field in
        list([
          #""\#(field.name)""#, "\(field.number)", text(field.type), "\(field.isOptional)",
          field.defaultValue.map(text) ?? "null",
        ])
      }
      return #"["record","\#(schema.name)",\#(list(fields))]"#
    case .array(let element): return #"["array",\#(text(element))]"#
    case .map(let value): return #"["map",\#(text(value))]"#
    case .union(let branches): return #"["union",\#(list(branches.map(text)))]"#
    }
  }

  private static func list(_ parts: [String]) -> String { "[\(parts.joined(separator: ","))]" }
}
