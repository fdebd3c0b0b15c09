package import SourceText

/// A file and all that it imports, parsed.
package struct LoadedSpec: Sendable {
  package var sources: SourceMap
  /// The file that was asked for.
  package var root: FileID
  /// Imported files stand before those that import them; the root is last.
  package var files: [SyntaxFile]
  /// What each file imports directly, in the order of its `import` lines.
  package var imports: [FileID: [FileID]]
  /// What reading and parsing found wrong.
  package var diagnostics: [Diagnostic]

  package init(
    sources: SourceMap, root: FileID, files: [SyntaxFile], imports: [FileID: [FileID]],
    diagnostics: [Diagnostic]
  ) {
    self.sources = sources
    self.root = root
    self.files = files
    self.imports = imports
    self.diagnostics = diagnostics
  }
}
