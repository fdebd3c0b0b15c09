import SourceText
import SpecLanguage
import Testing

/// A wrong spec and the whole text of what is said of it.
struct DiagnosticCase: Sendable, CustomTestStringConvertible {
  var source: String
  var expected: String

  init(_ source: String, _ expected: String) {
    self.source = source
    self.expected = expected
  }

  var testDescription: String { source }
}

/// Everything that parsing a text reports, without the blank lines between.
func rendered(_ text: String) -> String {
  var sources = SourceMap()
  let file = sources.add(SourceFile(path: "a.mesh", utf8: Array(text.utf8)))
  let renderer = DiagnosticRenderer(sources: sources)
  return renderer.render(parse(file, in: sources).diagnostics)
}
