/// One word, number, string or symbol of a file, by its place.
package struct Token: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case identifier
    case integer
    case string
    case keyword(Keyword)
    case symbol(Symbol)
    case endOfFile
  }

  package var kind: Kind
  /// UTF-8 offsets into the file.
  package var start: Int32
  package var end: Int32
  /// A line break stands between this token and the one before; true of the first token.
  package var isFirstOnLine: Bool
  /// White space or a comment stands before it.
  package var isAfterSpace: Bool
}

/// An operator or a punctuation mark.
package enum Symbol: String, CaseIterable, Sendable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case closedRange = "..."
  case halfOpenRange = "..<"
  case question = "?"
  case coalesce = "??"
  case exclamation = "!"
  case assign = "="
  case addAssign = "+="
  case subtractAssign = "-="
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case percent = "%"
  case and = "&&"
  case or = "||"
  case arrow = "->"
  case underscore = "_"
}

/// A comment, by its place; the formatter keeps all of them, the parser reads the `///` ones.
package struct Comment: Hashable, Sendable {
  package enum Kind: Sendable {
    /// `// …`
    case line
    /// `/// …`
    case documentation
    /// `/* … */`
    case block
  }

  package var kind: Kind
  package var start: Int32
  /// Before the line break, for a comment that ends with the line.
  package var end: Int32
  /// A line break stands between this comment and the token or comment before.
  package var isFirstOnLine: Bool
}
