package import MeshCheck

/// The value of an option, parsed.
package enum OptionValue: Hashable, Sendable {
  case flag
  case count(Int)
  case index(Int)
  case percentage(Int)
  case part(Int, of: Int)
  case duration(Duration)
  case bytes(Int)
  case assignment(name: String, Int64)
  case sweep(name: String, SweptValues)
  case choice(String)
  case folder(String)

  /// nil when the text is no value of the kind.
  package init?(_ text: String, as kind: Option.ValueKind) {
    switch kind {
    case .flag: return nil
    case .count:
      guard let count = Self.integer(text), count >= 1 else { return nil }
      self = .count(Int(count))
    case .index:
      guard let index = Self.integer(text), index >= 0 else { return nil }
      self = .index(Int(index))
    case .percentage:
      guard let percentage = Self.integer(text), (0...100).contains(percentage) else { return nil }
      self = .percentage(Int(percentage))
    case .part:
      guard let (part, count) = Self.part(text) else { return nil }
      self = .part(part, of: count)
    case .duration:
      guard let duration = Self.duration(text) else { return nil }
      self = .duration(duration)
    case .size:
      guard let bytes = Self.bytes(text) else { return nil }
      self = .bytes(bytes)
    case .assignment:
      guard let (name, rest) = Self.split(text), let value = Self.integer(rest) else { return nil }
      self = .assignment(name: name, value)
    case .sweep:
      guard let (name, rest) = Self.split(text), let values = Self.sweptValues(rest) else {
        return nil
      }
      self = .sweep(name: name, values)
    case .choice(let choices):
      guard choices.contains(text) else { return nil }
      self = .choice(text)
    case .folder:
      guard !text.isEmpty else { return nil }
      self = .folder(text)
    }
  }

  /// `name=rest`, the name not empty.
  private static func split(_ text: String) -> (name: String, rest: String)? {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  /// Digits, with `_` or `,` between thousands if one likes, and a sign.
  private static func integer(_ text: String) -> Int64? {
    guard let last = text.last, last.isASCII, last.isNumber else { return nil }
    return Int64(text.filter { $0 != "_" && $0 != "," })
  }

  /// `a...b` with `a <= b`, or `a,b,c`, each once.
  ///
  /// Elsewhere commas may stand between thousands. Here they part values, so one that begins with
  /// zeros, as in `1,000`, is refused: it was probably meant as a thousand.
  static func sweptValues(_ text: String) -> SweptValues? {
    if let range = range(text) { return .range(range) }
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    let values = words.compactMap { word in
      let digits = word.drop { $0 == "-" }
      return digits.count > 1 && digits.first == "0" ? nil : integer(String(word))
    }
    guard values.count == words.count, Set(values).count == values.count else { return nil }
    return .list(values)
  }

  /// `a...b` with `a <= b`.
  private static func range(_ text: String) -> ClosedRange<Int64>? {
    guard let dots = text.firstIndex(of: ".") else { return nil }
    let rest = text[dots...]
    guard rest.hasPrefix("..."), let low = integer(String(text[..<dots])),
      let high = integer(String(rest.dropFirst(3))), low <= high
    else { return nil }
    return low...high
  }

  /// `k/n` with k from 0 to n - 1.
  private static func part(_ text: String) -> (Int, Int)? {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false)
    guard numbers.count == 2, let part = integer(String(numbers[0])),
      let count = integer(String(numbers[1])), 0 <= part, part < count, count <= 1_000_000_000
    else { return nil }
    return (Int(part), Int(count))
  }

  /// Whole seconds, minutes or hours; the unit must be there.
  private static func duration(_ text: String) -> Duration? {
    let scale: Int64
    switch text.last {
    case "s": scale = 1
    case "m": scale = 60
    case "h": scale = 3600
    default: return nil
    }
    guard let count = integer(String(text.dropLast())), (1...1_000_000_000).contains(count) else {
      return nil
    }
    return .seconds(count * scale)
  }

  /// A whole number of KB, MB, GB or TB; at least 1 MB, since less holds no search.
  private static func bytes(_ text: String) -> Int? {
    let upper = text.uppercased()
    for (unit, shift) in [("KB", 10), ("MB", 20), ("GB", 30), ("TB", 40)]
    where upper.hasSuffix(unit) {
      guard let count = integer(String(text.dropLast(2))), (1...1_000_000_000).contains(count)
      else { return nil }
      let (bytes, overflow) = Int(count).multipliedReportingOverflow(by: 1 << shift)
      return overflow || bytes < 1 << 20 ? nil : bytes
    }
    return nil
  }
}
