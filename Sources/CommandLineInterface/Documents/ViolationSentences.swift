import SourceText
package import SpecLanguage

/// What counterexamples show, as the specs tell it: the `///` lines above `expect violated`.
package struct ViolationSentences: Sendable {
  private var sentences: [String: String] = [:]

  /// Of the file that was asked for, and not of what it imports.
  package init(of loaded: LoadedSpec) {
    guard let file = loaded.files.first(where: { $0.file == loaded.root }) else { return }
    for declaration in file.declarations where !declaration.documentation.isEmpty {
      guard case .expectation(let expectation) = declaration.kind,
        case .verdict(let verdict, let path) = expectation.kind, verdict.text == "violated"
      else { continue }
      let name = loaded.sources.text(of: path.span)
      // What is said of the defaults is said first, and is of the others as well.
      let text = declaration.documentation.split(separator: "\n").joined(separator: " ")
      if sentences[name] == nil { sentences[name] = text }
    }
  }

  /// What the counterexample to a property shows; nil when the spec does not say.
  package subscript(property: String) -> String? { sentences[property] }
}
