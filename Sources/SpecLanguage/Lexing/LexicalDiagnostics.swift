import SourceText

/// The codes of the lexer.
package enum LexicalCode: String, CaseIterable, Sendable {
  case unexpectedCharacter = "MC0001"
  case unterminatedString = "MC0002"
  case unterminatedComment = "MC0003"
  case integerTooLarge = "MC0004"
  case unknownEscape = "MC0005"
  case malformedNumber = "MC0006"
  case tooManyTokens = "MC0007"
  case foreignOperator = "MC0008"
}

/// What the lexer says; the words of its messages stand here and nowhere else.
extension Diagnostic {
  static func unexpectedCharacter(_ text: String, at span: Span) -> Diagnostic {
    let isWord = text.unicodeScalars.contains { $0.value >= 0x80 && $0.properties.isAlphabetic }
    return Diagnostic(
      lexical: .unexpectedCharacter,
      "unexpected \(text.count == 1 ? "character" : "text") '\(text)'",
      at: span,
      notes: isWord ? [Note("names are written with the letters a to z, digits and '_'")] : [])
  }

  static func unreadableBytes(at span: Span) -> Diagnostic {
    Diagnostic(lexical: .unexpectedCharacter, "unexpected bytes that are not text", at: span)
  }

  static func unterminatedString(at span: Span) -> Diagnostic {
    Diagnostic(lexical: .unterminatedString, "the string does not end on its line", at: span)
  }

  static func unterminatedComment(at opening: Span) -> Diagnostic {
    Diagnostic(
      lexical: .unterminatedComment, "the comment opened here is never closed", at: opening,
      notes: [Note("comments nest: each '/*' needs its '*/'")])
  }

  static func integerTooLarge(at span: Span) -> Diagnostic {
    Diagnostic(
      lexical: .integerTooLarge, "the number is larger than \(Int64.max), the largest there is",
      at: span)
  }

  static func unknownEscape(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      lexical: .unknownEscape, "unknown escape '\(text)' in a string", at: span,
      notes: [Note("only '\\\"' and '\\\\' are escapes")])
  }

  static func malformedNumber(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      lexical: .malformedNumber, "'\(text)' is neither a number nor a name", at: span,
      notes: [Note("numbers are decimal; a name does not start with a digit")])
  }

  static func tooManyTokens(_ limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      lexical: .tooManyTokens, "the file has more than \(limit) words; the rest is not read",
      at: span)
  }

  static func foreignOperator(
    _ text: String, advice: String, replacement: String?, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      lexical: .foreignOperator, "unknown operator '\(text)': \(advice)", at: span,
      fix: replacement.map { Fix(replace: span, with: $0) })
  }

  private init(
    lexical code: LexicalCode, _ message: String, at span: Span, notes: [Note] = [],
    fix: Fix? = nil
  ) {
    self.init(DiagnosticCode(code.rawValue), .error, message, at: span, notes: notes, fix: fix)
  }
}
