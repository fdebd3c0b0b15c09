/// Makes one C function of several whose texts differ in numbers only.
///
/// The ground instances of one action are often such: the function then takes its numbers from a
/// row of a table, and a compiler has a fraction of the work. Specialised code is faster, so this
/// is for programs that are too large to be optimised as they are.
///
/// It works on texts, which are of our own making: each number becomes a placeholder, labels and
/// variables are numbered anew in the order in which they appear, and functions of equal rest are
/// merged.
struct CMerger {
  /// The function's text without its name, with placeholders, and what stands there.
  private struct Shape {
    var text: [UInt8]
    var literals: [[UInt8]]
    var values: [UInt64]
  }

  /// A number of each C type, by its byte in a shape's text.
  private enum Placeholder: UInt8 {
    case int = 1
    case signed, unsigned

    /// An element of a table as a number of that type.
    func cast(_ text: String) -> String {
      switch self {
      case .int: "((int)\(text))"
      case .signed: "((i64)\(text))"
      case .unsigned: text
      }
    }
  }

  /// Functions of one shape, by their numbers.
  private struct Group {
    var members: [Int]
    var shapes: [Shape]
  }

  /// The text of all functions, and the numbers of those that stand for others or themselves.
  static func merge(
    _ functions: [String], prefix: String
  ) -> (functions: [String], representatives: [Int]) {
    var groups: [Group] = []
    var known: [[UInt8]: Int] = [:]
    for (number, function) in functions.enumerated() {
      let shape = shape(of: function)
      if let group = known[shape.text] {
        groups[group].members.append(number)
        groups[group].shapes.append(shape)
      } else {
        known[shape.text] = groups.count
        groups.append(Group(members: [number], shapes: [shape]))
      }
    }
    let texts = groups.enumerated().map { index, group in
      group.members.count == 1
        ? functions[group.members[0]]
        : text(of: group, functions, table: "\(prefix)K\(index)", name: "\(prefix)m\(index)")
    }
    return (texts, groups.map { $0.members[0] })
  }

  // MARK: Taking apart

  private static let start = "static int "

  private static func name(of function: String) -> Substring {
    function.dropFirst(start.count).prefix { $0 != "(" }
  }

  private static func shape(of function: String) -> Shape {
    let bytes = Array(function.utf8)
    var shape = Shape(text: [], literals: [], values: [])
    var names: [[UInt8]: [UInt8]] = [:]
    var index = bytes.firstIndex(of: UInt8(ascii: "(")) ?? 0
    var isDeclaring = false
    while index < bytes.count {
      let end = tokenEnd(bytes, index)
      let token = Array(bytes[index..<end])
      index = end
      if let (placeholder, value) = number(token) {
        shape.text.append(placeholder.rawValue)
        shape.literals.append(token)
        shape.values.append(value)
        continue
      }
      guard isNumbered(token) else {
        shape.text += token
        isDeclaring = token == Array("i64".utf8) || isDeclaring && token == [0x20]
        continue
      }
      let renamed = names[token] ?? [token[0]] + Array("\(names.count)".utf8)
      names[token] = renamed
      shape.text += renamed
      // How large an array is has to be a constant.
      if isDeclaring && index < bytes.count && bytes[index] == UInt8(ascii: "[") {
        let close = bytes[index...].firstIndex(of: UInt8(ascii: "]")) ?? index
        shape.text += bytes[index..<close]
        index = close
      }
      isDeclaring = false
    }
    return shape
  }

  /// The end of the name, number, number in parentheses with a sign, or other character there.
  private static func tokenEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    func wordEnd(_ start: Int) -> Int {
      bytes[start...].firstIndex { !isOfWord($0) } ?? bytes.count
    }
    if isOfWord(bytes[start]) { return wordEnd(start) }
    let isSigned = bytes[start...].starts(with: "(-".utf8)
    if isSigned, start + 2 < bytes.count, isDigit(bytes[start + 2]) {
      let end = wordEnd(start + 2)
      if end < bytes.count && bytes[end] == UInt8(ascii: ")") { return end + 1 }
    }
    return start + 1
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return isDigit(byte) || byte == UInt8(ascii: "_")
      || letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
  }

  /// Labels, failures and temporaries, whose numbers mean nothing.
  private static func isNumbered(_ token: [UInt8]) -> Bool {
    token.count > 1 && "LFtm".utf8.contains(token[0]) && token.dropFirst().allSatisfy(isDigit)
  }

  private static func number(_ token: [UInt8]) -> (Placeholder, UInt64)? {
    let isNegative = token.count > 2 && token[0] == UInt8(ascii: "(")
    guard isNegative || isDigit(token[0]) else { return nil }
    let digits = String(decoding: isNegative ? token[2...].dropLast() : token[...], as: UTF8.self)
    if digits.hasPrefix("0x") {
      return UInt64(digits.dropFirst(2).prefix { $0 != "U" }, radix: 16).map { (.unsigned, $0) }
    }
    guard let value = UInt64(digits.prefix { $0 != "L" && $0 != "U" }) else { return nil }
    let kind: Placeholder =
      digits.hasSuffix("ULL") ? .unsigned : digits.hasSuffix("LL") ? .signed : .int
    return (kind, isNegative ? 0 &- value : value)
  }

  // MARK: Putting together

  /// The table of the numbers that differ, the one function, and for each of those merged one of
  /// its name that calls it.
  private static func text(
    of group: Group, _ functions: [String], table: String, name: String
  ) -> String {
    let shape = group.shapes[0]
    let columns = shape.values.indices.filter { column in
      group.shapes.contains { $0.values[column] != shape.values[column] }
    }
    var body = ""
    var number = 0
    var stretch: [UInt8] = []
    for byte in shape.text {
      guard let placeholder = Placeholder(rawValue: byte) else {
        stretch.append(byte)
        continue
      }
      body += String(decoding: stretch, as: UTF8.self)
      stretch.removeAll(keepingCapacity: true)
      if let column = columns.firstIndex(of: number) {
        body += placeholder.cast("K[\(column)]")
      } else {
        body += String(decoding: shape.literals[number], as: UTF8.self)
      }
      number += 1
    }
    body += String(decoding: stretch, as: UTF8.self)
    let parameters = body.dropFirst().prefix { $0 != ")" }
    let arguments = parameters.split(separator: ",").map { parameter in
      String(parameter.reversed().prefix { $0.isLetter || $0.isNumber }.reversed())
    }
    // Some are equal in all; an array of nothing is none in C.
    let rows =
      columns.isEmpty
      ? ["0"]
      : group.shapes.map { shape in
        columns.map { CLiteral.unsigned(shape.values[$0]) }.joined(separator: ",")
      }
    let rest = body.dropFirst(1 + parameters.count)
    var lines = [
      "static const u64 \(table)[] = {\(rows.joined(separator: ",\n"))};",
      "static __attribute__((noinline)) int \(name)(\(parameters), const u64 *K\(rest)",
    ]
    for (row, member) in group.members.enumerated() {
      let call = "\(name)(\(arguments.joined(separator: ", ")), \(table) + \(row * columns.count))"
      let own = Self.name(of: functions[member])
      lines.append("INLINE int \(own)(\(parameters)) { return \(call); }")
    }
    return lines.joined(separator: "\n")
  }
}
