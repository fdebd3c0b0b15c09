import SourceText
package import SpecLanguage

/// A text that was meant to be a spec without mistakes, and is not.
package struct SpecMistake: Error, CustomStringConvertible {
  package var description: String
}

/// A spec given as text, for tests.
package enum SpecText {
  /// The loaded text as one file that imports nothing.
  package static func load(_ text: String) -> LoadedSpec {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "spec.mesh", utf8: Array(text.utf8)))
    let result = parse(file, in: sources)
    return LoadedSpec(
      sources: sources, root: file, files: [result.syntax], imports: [:],
      diagnostics: result.diagnostics)
  }

  /// The meaning of the text.
  /// - Throws: `SpecMistake` with the errors, each with its line.
  package static func check(
    _ text: String, parameters: [String: Int64] = [:]
  ) throws(SpecMistake) -> TypedSpec {
    let loaded = load(text)
    let result = SpecLanguage.check(loaded, parameters: parameters)
    let errors = (loaded.diagnostics + result.diagnostics).filter { $0.severity == .error }
    guard errors.isEmpty, let spec = result.spec else {
      throw SpecMistake(description: describe(errors, in: loaded.sources))
    }
    return spec
  }

  private static func describe(_ diagnostics: [Diagnostic], in sources: SourceMap) -> String {
    diagnostics.map { diagnostic in
      guard let span = diagnostic.span else { return "\(diagnostic.code) \(diagnostic.message)" }
      let position = sources.position(of: span)
      let line = sources[span.file].lineText(position.line - 1)
      return
        "\(diagnostic.code) \(position.line):\(position.column) \(diagnostic.message)\n  \(line)"
    }.joined(separator: "\n")
  }
}
