package import SourceText

/// A file in the one layout, or what keeps it from being laid out.
package enum FormatResult: Sendable {
  case text(String)
  /// The file does not parse; it is left alone.
  case diagnostics([Diagnostic])
}

/// Lays out a file: indentation and spaces are made uniform, while words, comments and the author's
/// line breaks stay. Laying out twice changes nothing more, and the result parses to the same tree.
/// - Complexity: O(bytes).
package func format(_ file: FileID, in sources: SourceMap) -> FormatResult {
  var lexer = Lexer(file, in: sources)
  let lexed = lexer.lex()
  var parser = Parser(lexed, of: file, in: sources)
  _ = parser.parseFile()
  guard lexed.problems.diagnostics.isEmpty, parser.problems.diagnostics.isEmpty else {
    return .diagnostics(parse(file, in: sources).diagnostics)
  }
  var layout = Layout(source: sources[file], lexed: lexed, roles: parser.roles)
  return .text(layout.run())
}
