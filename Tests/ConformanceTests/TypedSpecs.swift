import FoundationEssentials
import SourceText
import SpecLanguage
import TestSupport
import Testing

/// A spec given as text, beside the repository's own for its imports.
func typedSpec(_ text: String) throws -> TypedSpec {
  let path = "\(RepositoryFiles.root)/specs/text.mesh"
  let loader = SpecLoader { file in
    if file == path { return Array(text.utf8) }
    return Array(try Data(contentsOf: URL(filePath: file)))
  }
  let loaded = loader.load(path: path)
  let result = check(loaded)
  let renderer = DiagnosticRenderer(sources: loaded.sources, color: false)
  let problems = (loaded.diagnostics + result.diagnostics).map { renderer.render($0) }
  return try #require(result.spec, "\(problems.joined(separator: "\n"))")
}
