/// What tells the series of one name apart.
///
/// ```swift
/// let labels: MetricLabels = ["method": "GET", "status": "200"]
/// ```
///
/// Two sets are equal when they have the same names with the same bytes as values, in whatever
/// order they were written. Swift's strings are equal when they look alike, however they are
/// encoded, and Prometheus' labels are not, so bytes are compared here.
public struct MetricLabels: Sendable, ExpressibleByDictionaryLiteral {
  /// By name, in the order of the names.
  public let pairs: [(name: String, value: String)]
  /// The labels as an exposition prints them, without braces. Values are quoted and escaped, so
  /// that different sets never read alike, which makes it the key of a series as well.
  let rendered: [UInt8]
  /// What is wrong with the names.
  let problem: MetricsError?

  /// No labels.
  public static let none = MetricLabels([])

  public init(dictionaryLiteral elements: (String, String)...) { self.init(elements) }

  /// Labels by name; a faulty name is reported where they are first used.
  public init(_ labels: [(String, String)]) {
    pairs = labels.map { (name: $0.0, value: $0.1) }.sorted { $0.name < $1.name }
    problem = Self.problem(of: pairs.map(\.name))
    var text: [UInt8] = []
    for (name, value) in pairs {
      if !text.isEmpty { text.append(UInt8(ascii: ",")) }
      text += name.utf8
      text += "=\"".utf8
      text.append(escaping: value, quotes: true)
      text.append(UInt8(ascii: "\""))
    }
    rendered = text
  }

  private static func problem(of names: [String]) -> MetricsError? {
    if let invalid = names.first(where: { !isLabelName($0) }) { return .invalidLabelName(invalid) }
    for (name, next) in zip(names, names.dropFirst()) where name == next {
      return .duplicateLabelName(name)
    }
    return nil
  }
}

extension MetricLabels: Hashable {
  public static func == (a: MetricLabels, b: MetricLabels) -> Bool { a.rendered == b.rendered }
  public func hash(into hasher: inout Hasher) { hasher.combine(rendered) }
}

extension MetricLabels: CustomStringConvertible {
  public var description: String { "{\(String(decoding: rendered, as: UTF8.self))}" }
}

/// Suffixes of samples: a family of such a name could print a sample of another family's name
/// (OpenMetrics 1.0, section 4.5, on clashes).
private let reservedSuffixes = ["_total", "_created", "_bucket", "_sum", "_count", "_info"]

/// What is wrong with a family's name, if anything is.
func problem(ofMetricName name: String) -> MetricsError? {
  let bytes = Array(name.utf8)
  let isValid = isIdentifier(bytes.filter { $0 != UInt8(ascii: ":") }, orEmpty: bytes.first == 0x3A)
  guard isValid, bytes.first.map({ !isDigit($0) }) == true else { return .invalidName(name) }
  if reservedSuffixes.contains(where: name.hasSuffix) { return .reservedSuffix(name: name) }
  return nil
}

private func isLabelName(_ name: String) -> Bool {
  let bytes = Array(name.utf8)
  return isIdentifier(bytes, orEmpty: false) && !isDigit(bytes[0]) && !name.hasPrefix("__")
}

private func isIdentifier(_ bytes: [UInt8], orEmpty: Bool) -> Bool {
  guard !bytes.isEmpty else { return orEmpty }
  return bytes.allSatisfy { byte in
    isDigit(byte) || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

extension [UInt8] {
  /// Appends text with backslashes and line feeds escaped, and quotes where they would end it.
  mutating func append(escaping text: String, quotes: Bool) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): self += "\\\\".utf8
      case UInt8(ascii: "\n"): self += "\\n".utf8
      case UInt8(ascii: "\"") where quotes: self += "\\\"".utf8
      default: append(byte)
      }
    }
  }
}
