package import SourceText

/// The comments of a file that say why no property notices a change of some line.
///
/// `// unobserved: reason` behind code is about its line. Alone on a line it is about the next line
/// that has code, and comment lines that follow it directly continue the reason.
package struct UnobservedNotes: Sendable {
  package struct Note: Hashable, Sendable {
    /// The line that the note is about, from 1.
    package var line: Int
    /// The line where the note begins, from 1.
    package var noteLine: Int
    /// Never empty.
    package var reason: String
  }

  /// In the order of the text.
  package let notes: [Note]

  private static let mark = "unobserved:"

  package init(of file: FileID, in sources: SourceMap) {
    var lexer = Lexer(file, in: sources)
    self.init(lexer.lex(), sources[file])
  }

  init(_ lexed: LexedFile, _ source: SourceFile) {
    var notes: [Note] = []
    /// The last line of the note that may go on.
    var open: Int?
    for comment in lexed.comments where comment.kind == .line {
      let line = source.lineIndex(at: comment.start) + 1
      let bytes = source.utf8[(Int(comment.start) + 2)..<Int(comment.end)]
      let text = Self.trimmed(String(decoding: bytes, as: UTF8.self))
      if text.hasPrefix(Self.mark) {
        let reason = Self.trimmed(String(text.dropFirst(Self.mark.count)))
        let subject = comment.isFirstOnLine ? Self.nextLine(after: comment, lexed, source) : line
        notes.append(Note(line: subject, noteLine: line, reason: reason))
        open = comment.isFirstOnLine ? line : nil
      } else if let last = open, comment.isFirstOnLine, line == last + 1 {
        let reason = notes[notes.count - 1].reason
        notes[notes.count - 1].reason = Self.trimmed(reason + " " + text)
        open = line
      } else {
        open = nil
      }
    }
    self.notes = notes.filter { !$0.reason.isEmpty }
  }

  /// The note on a line, from 1; nil when there is none.
  package func note(onLine line: Int) -> Note? { notes.first { $0.line == line } }

  /// The line, from 1, of the first token behind a comment.
  private static func nextLine(
    after comment: Comment, _ lexed: LexedFile, _ source: SourceFile
  ) -> Int {
    let token = lexed.tokens.first { $0.start >= comment.end }
    return token.map { source.lineIndex(at: $0.start) + 1 } ?? 0
  }

  private static func trimmed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
