/// Names constant arrays of the C text, each content once.
struct CTables {
  private(set) var declarations: [String] = []
  private var names: [String: String] = [:]
  private let prefix: String

  init(prefix: String) { self.prefix = prefix }

  /// The name of an array of that C type.
  mutating func name(_ type: String, _ values: [String]) -> String {
    let content = "\(type)|\(values.joined(separator: ","))"
    if let name = names[content] { return name }
    let name = "\(prefix)T\(names.count)"
    names[content] = name
    declarations.append(
      "static const \(type) \(name)[] = {\(values.joined(separator: ","))};")
    return name
  }
}

/// Numbers as C writes them.
enum CLiteral {
  static func signed(_ value: Int64) -> String {
    // There are no negative literals, and so none for the least number.
    value == .min ? "(-9223372036854775807LL-1)" : value < 0 ? "(\(value)LL)" : "\(value)LL"
  }

  static func unsigned(_ value: UInt64) -> String { "0x\(String(value, radix: 16))ULL" }
}
