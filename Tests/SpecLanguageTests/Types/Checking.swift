import SourceText
import SpecLanguage
import Testing

/// The outcome of checking a spec given as text, with further files that it may import.
struct Checking {
  private struct Missing: Error {}

  let result: CheckResult
  let loaded: LoadedSpec

  init(_ source: String, files: [String: String] = [:], parameters: [String: Int64] = [:]) {
    let all = files.merging(["a.mesh": source]) { $1 }
    loaded = SpecLoader { path in
      guard let text = all[path] else { throw Missing() }
      return Array(text.utf8)
    }.load(path: "a.mesh")
    result = check(loaded, parameters: parameters)
  }

  /// `2:18 MC0301 unknown name 'mod'` for each diagnostic, its notes indented below it.
  var report: String {
    (loaded.diagnostics + result.diagnostics).flatMap { diagnostic in
      ["\(place(diagnostic.span))\(diagnostic.code) \(diagnostic.message)"]
        + diagnostic.notes.map { "  note \(place($0.span, orElse: "- "))\($0.message)" }
    }.joined(separator: "\n")
  }

  /// The codes of all diagnostics, those of loading first.
  var codes: [String] { (loaded.diagnostics + result.diagnostics).map(\.code.description) }

  /// As the command line prints it.
  var rendered: String {
    DiagnosticRenderer(sources: loaded.sources).render(loaded.diagnostics + result.diagnostics)
  }

  /// The typed spec; a test whose spec is wrong fails here, with the report.
  func spec() throws -> TypedSpec {
    try #require(result.spec, "\(report)")
  }

  private func place(_ span: Span?, orElse text: String = "") -> String {
    guard let span else { return text }
    let position = loaded.sources.position(of: span)
    return "\(position.line):\(position.column) "
  }
}
