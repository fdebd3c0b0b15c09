package import SourceText
package import SpecLanguage

extension Verification {
  /// Why a spec is not there to be run.
  package enum LoadFailure: Error {
    case file(FileFailure)
    case invalid([DiagnosticReport])
  }

  /// Reads and checks a spec under parameter values, for whoever runs it otherwise than by a
  /// search.
  package func load(
    _ path: String, parameters: [String: Int64]
  ) throws(LoadFailure) -> (spec: TypedSpec, sources: SourceMap) {
    let prepared = prepare(path)
    if let failure = prepared.failure { throw .file(failure) }
    guard let loaded = prepared.loaded else { preconditionFailure("a file is read or fails") }
    guard prepared.spec != nil else {
      throw .invalid(prepared.diagnostics.reports(in: loaded.sources))
    }
    let result = check(loaded, parameters: parameters)
    guard let spec = result.spec else {
      throw .invalid(result.diagnostics.reports(in: loaded.sources))
    }
    return (spec, loaded.sources)
  }
}
