import FoundationEssentials
import SourceText
import SpecLanguage

extension ConformanceModel {
  /// Reads a `.mesh` file and what it imports.
  ///
  /// - Parameter parameters: values for the spec's `param` declarations, as `--set` gives them.
  /// - Throws: `ConformanceError.spec` with its diagnostics, `.notAnOpenModel`.
  public init(path: String, set parameters: [String: Int64] = [:]) throws(ConformanceError) {
    try self.init(path, parameters) { try Data(contentsOf: URL(filePath: $0)) }
  }

  /// Takes a spec's text; its imports are looked for as if it were a file in the directory.
  ///
  /// ```swift
  /// let spec = try ConformanceModel(
  ///   text: """
  ///     import "breaker"
  ///     entity Call(2)
  ///     var breaker: open Breaker<Call>(threshold: 2, cooldown: 2, probes: 1)
  ///     """, importing: "Specs")
  /// ```
  /// - Throws: `ConformanceError.spec` with its diagnostics, `.notAnOpenModel`.
  public init(
    text: String, importing directory: String = ".", set parameters: [String: Int64] = [:]
  ) throws(ConformanceError) {
    let path = "\(directory)/text.mesh"
    try self.init(path, parameters) { file in
      file == path ? Data(text.utf8) : try Data(contentsOf: URL(filePath: file))
    }
  }

  private init(
    _ path: String, _ parameters: [String: Int64], read: @escaping (String) throws -> Data
  ) throws(ConformanceError) {
    let loaded = SpecLoader { Array(try read($0)) }.load(path: path)
    let result = SpecLanguage.check(loaded, parameters: parameters)
    guard let spec = result.spec else {
      let renderer = DiagnosticRenderer(sources: loaded.sources, color: false)
      let diagnostics = loaded.diagnostics + result.diagnostics
      throw .spec(diagnostics: diagnostics.map { renderer.render($0) }.joined(separator: "\n"))
    }
    try self.init(spec: spec)
  }
}
