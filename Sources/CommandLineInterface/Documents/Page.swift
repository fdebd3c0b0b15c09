/// A Markdown page, parts of which are made from specs.
///
/// What stands between `<!-- meshcheck ORDER -->` and `<!-- /meshcheck -->` is made; all else is
/// written by hand and stays as it is.
package struct Page: Sendable {
  /// A part of the page.
  package enum Part: Sendable, Hashable {
    case written(String)
    /// The words of the order, and what stands there now.
    case made(order: [String], text: String)
  }

  package enum Mistake: Error, Hashable {
    /// The order of this line, counted from 1, has no end.
    case unfinished(line: Int)
  }

  package var parts: [Part] = []

  private static let (start, close) = ("<!-- meshcheck ", " -->")
  private static let end = "<!-- /meshcheck -->"

  package init(_ text: String) throws(Mistake) {
    var rest = Substring(text)
    while let found = rest.firstRange(of: Self.start) {
      let line = text[..<found.lowerBound].count { $0 == "\n" } + 1
      parts.append(.written(String(rest[..<found.lowerBound])))
      let after = rest[found.upperBound...]
      guard let closing = after.firstRange(of: Self.close),
        let ending = after[closing.upperBound...].firstRange(of: Self.end)
      else { throw .unfinished(line: line) }
      let order = after[..<closing.lowerBound].split(separator: " ").map(String.init)
      let inside = after[closing.upperBound..<ending.lowerBound]
      parts.append(.made(order: order, text: String(inside)))
      rest = after[ending.upperBound...]
    }
    parts.append(.written(String(rest)))
  }

  package var text: String {
    parts.map { part in
      switch part {
      case .written(let text): text
      case .made(let order, let text):
        Self.start + order.joined(separator: " ") + Self.close + text + Self.end
      }
    }.joined()
  }

  /// The orders, in their order.
  package var orders: [[String]] {
    parts.compactMap { if case .made(let order, _) = $0 { order } else { nil } }
  }

  /// The same page but for how long things took.
  package static func isSame(_ a: String, _ b: String) -> Bool {
    timeless(a) == timeless(b)
  }

  private static func timeless(_ text: String) -> String {
    text.replacing(#/\d+\.\d\d s/#, with: "… s")
  }
}
