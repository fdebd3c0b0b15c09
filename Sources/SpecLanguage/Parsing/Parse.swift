package import SourceText

/// A file's tree, as far as it could be made out, and all that is wrong with it.
package struct ParseResult: Sendable {
  package var syntax: SyntaxFile
  /// In order of place; at most a hundred and one.
  package var diagnostics: [Diagnostic]
}

/// Parses one file; every text gives a tree, and a wrong one gives diagnostics as well.
/// - Complexity: O(bytes), in memory bounded by the limit on tokens.
package func parse(_ file: FileID, in sources: SourceMap) -> ParseResult {
  var lexer = Lexer(file, in: sources)
  let lexed = lexer.lex()
  var parser = Parser(lexed, of: file, in: sources)
  let syntax = parser.parseFile()
  return ParseResult(
    syntax: syntax,
    diagnostics: merge(lexed.problems, parser.problems, end: Int32(sources[file].utf8.count)))
}

/// Both lists by place, cut at the limit, with a last word on what was cut.
private func merge(
  _ lexical: DiagnosticCollector, _ syntactic: DiagnosticCollector, end: Int32
) -> [Diagnostic] {
  var all = (lexical.diagnostics + syntactic.diagnostics).enumerated().sorted {
    ($0.element.span?.start ?? 0, $0.offset) < ($1.element.span?.start ?? 0, $1.offset)
  }.map(\.element)
  let kept = min(all.count, DiagnosticCollector.countMax)
  let dropped = all.count - kept + lexical.droppedCount + syntactic.droppedCount
  all.removeLast(all.count - kept)
  if dropped > 0, let last = all.last?.span {
    all.append(.moreProblems(dropped, at: Span(file: last.file, start: end, end: end)))
  }
  return all
}
