import SourceText

/// The codes of the loader.
package enum ImportCode: String, CaseIterable, Sendable {
  case unreadableFile = "MC0201"
  case invalidText = "MC0202"
  case fileTooLarge = "MC0203"
  case importCycle = "MC0204"
  case tooManyFiles = "MC0205"
}

/// What the loader says; the words of its messages stand here and nowhere else.
extension Diagnostic {
  static func unreadableSpec(_ path: String) -> Diagnostic {
    Diagnostic(importing: .unreadableFile, "cannot read '\(path)'", at: nil)
  }

  static func missingImport(
    _ path: String, lookedIn folders: [String], at span: Span
  ) -> Diagnostic {
    let shown = folders.prefix(4).map { "'\($0.isEmpty ? "." : $0)'" }
    let more = folders.count > shown.count ? " and the folders above" : ""
    return Diagnostic(
      importing: .unreadableFile, "cannot read '\(path)'", at: span,
      notes: shown.isEmpty
        ? [] : [Note("looked for it in \(shown.joined(separator: ", "))\(more)")])
  }

  static func invalidText(at span: Span) -> Diagnostic {
    Diagnostic(
      importing: .invalidText, "the file is not text in UTF-8: it has other bytes here", at: span)
  }

  static func fileTooLarge(
    _ path: String, bytes: Int, limit: Int, at span: Span?
  ) -> Diagnostic {
    Diagnostic(
      importing: .fileTooLarge, "'\(path)' has \(bytes) bytes; a spec may have \(limit)", at: span)
  }

  static func importCycle(_ paths: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      importing: .importCycle,
      "imports run in a circle: " + paths.map { "'\($0)'" }.joined(separator: " → "), at: span,
      notes: [Note("move what both files need into a third")])
  }

  static func tooManyFiles(_ limit: Int, at span: Span) -> Diagnostic {
    Diagnostic(importing: .tooManyFiles, "a spec may have \(limit) files at most", at: span)
  }

  private init(
    importing code: ImportCode, _ message: String, at span: Span?, notes: [Note] = []
  ) {
    self.init(DiagnosticCode(code.rawValue), .error, message, at: span, notes: notes)
  }
}
