package import SourceText
package import SpecLanguage

/// Runs a trace again on the spec that it names.
///
/// `load` gives the checked spec at a path under parameter values; what it throws goes through. A
/// trace that names no spec, as those of other tools may, needs a `path`.
/// - Returns: nil when there is neither a path nor a name.
package func replay<Failure: Error>(
  _ document: ITFDocument, path: String? = nil,
  load: (_ path: String, _ parameters: [String: Int64]) throws(Failure) -> (
    spec: TypedSpec, sources: SourceMap
  )
) throws(Failure) -> ReplayReport? {
  guard let path = path ?? document.source else { return nil }
  var parameters: [String: Int64] = [:]
  for parameter in document.parameters { parameters[parameter.name] = parameter.value }
  let loaded = try load(path, parameters)
  return Replayer(spec: loaded.spec, sources: loaded.sources, path: path).replay(document)
}
