/// How one operator is spelt, what it means, and what to say when it is another language's.
struct SymbolSpelling: Sendable {
  var utf8: [UInt8]
  /// What the parser is given; nil to leave it out.
  var kind: Token.Kind?
  /// Nil for the language's own.
  var advice: String?
  /// The text that would be right in its place.
  var replacement: String?
}

/// All operators, those of TLA+, Murphi, Swift and mathematics included that people write by habit.
///
/// A foreign operator is reported and then read as what it meant, so that it costs one message.
enum SymbolTable {
  /// By first byte, longest first, so that the first that fits is the right one.
  static let byFirstByte: [UInt8: [SymbolSpelling]] = {
    let all = own + foreign + foreignWords
    let longestFirst = all.sorted { $0.utf8.count > $1.utf8.count }
    return Dictionary(grouping: longestFirst) { $0.utf8[0] }
  }()

  private static let own = Symbol.allCases.filter { $0 != .underscore }.map {
    SymbolSpelling(utf8: Array($0.rawValue.utf8), kind: .symbol($0))
  }

  /// Operators that have one right spelling here.
  private static let foreign: [SymbolSpelling] = [
    instead(of: ":=", write: .assign),
    instead(of: "=>", write: .implies),
    instead(of: "==>", write: .implies),
    instead(of: "⇒", write: .implies),
    instead(of: "→", write: .implies),
    instead(of: "/\\", write: .and),
    instead(of: "∧", write: .and),
    instead(of: "&", write: .and),
    instead(of: "\\/", write: .or),
    instead(of: "∨", write: .or),
    instead(of: "|", write: .or),
    instead(of: "~", write: .exclamation),
    instead(of: "¬", write: .exclamation),
    instead(of: "#", write: .notEqual),
    instead(of: "≠", write: .notEqual),
    instead(of: "!==", write: .notEqual),
    instead(of: "<=>", write: .equal),
    instead(of: "===", write: .equal),
    instead(of: "=<", write: .lessOrEqual),
    instead(of: "≤", write: .lessOrEqual),
    instead(of: "≥", write: .greaterOrEqual),
    instead(of: "..", write: .closedRange),
    instead(of: "∈", write: .isIn),
    instead(of: "\\in", write: .isIn),
    instead(of: "∀", write: .forall),
    instead(of: "\\A", write: .forall),
    instead(of: "∃", write: .exists),
    instead(of: "\\E", write: .exists),
    instead(of: "□", write: .always),
    instead(of: "◇", write: .eventually),
    instead(of: "~>", write: .leadsto),
  ]

  /// Operators whose right spelling is more than one word.
  private static let foreignWords: [SymbolSpelling] = [
    foreign("++", nil, "write 'x += 1'"),
    foreign("*=", .symbol(.assign), "write 'x = x * y'"),
    foreign("/=", .symbol(.assign), "write 'x = x / y' to divide, or '!=' to compare"),
    foreign("%=", .symbol(.assign), "write 'x = x % y'"),
    foreign("\\notin", .keyword(.isIn), "write '!(x in s)'"),
    foreign("∉", .keyword(.isIn), "write '!(x in s)'"),
    foreign("\\cup", .symbol(.plus), "write 's.union(t)'"),
    foreign("∪", .symbol(.plus), "write 's.union(t)'"),
    foreign("\\cap", .symbol(.plus), "write 's.intersection(t)'"),
    foreign("∩", .symbol(.plus), "write 's.intersection(t)'"),
    foreign(
      "<>", .keyword(.eventually), "write 'eventually' before a formula, '!=' between values"),
    foreign("'", nil, "a value before the step is written 'old(x)', after it plainly 'x'"),
    foreign("“", nil, "write '\"'"),
    foreign("”", nil, "write '\"'"),
  ]

  private static func instead(of text: String, write symbol: Symbol) -> SymbolSpelling {
    SymbolSpelling(
      utf8: Array(text.utf8), kind: .symbol(symbol), advice: "write '\(symbol.rawValue)'",
      replacement: symbol.rawValue)
  }

  private static func instead(of text: String, write keyword: Keyword) -> SymbolSpelling {
    SymbolSpelling(
      utf8: Array(text.utf8), kind: .keyword(keyword), advice: "write '\(keyword.rawValue)'",
      replacement: keyword.rawValue)
  }

  private static func foreign(
    _ text: String, _ kind: Token.Kind?, _ advice: String
  ) -> SymbolSpelling {
    SymbolSpelling(utf8: Array(text.utf8), kind: kind, advice: advice)
  }
}
