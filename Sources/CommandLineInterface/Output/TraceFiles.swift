import Counterexamples
import MeshCheck
import SpecLanguage

/// Writes each counterexample, and nothing else, to a folder: for machines as `.itf.json`, for
/// people as `.md`.
struct TraceFiles {
  private let folder: String?
  private let files: FileAccess
  private var names = TraceNames()

  /// Without a folder, nothing is written.
  init(folder: String?, files: FileAccess) {
    self.folder = folder
    self.files = files
  }

  mutating func write(_ report: SpecReport) throws(FileFailure) {
    guard let folder, let spec = report.spec else { return }
    for property in report.properties where property.verdict == .violated {
      guard let trace = property.trace else { continue }
      let name = names.free(TraceNames.name(of: property.name, in: report))
      try write(trace, of: spec, command: report.command, to: folder + "/" + name)
    }
  }

  mutating func write(_ report: SimulationReport) throws(FileFailure) {
    guard let folder, let spec = report.base.spec else { return }
    for property in report.properties where property.verdict == .violated {
      guard let trace = property.trace else { continue }
      let name = names.free(TraceNames.name(of: property.name, in: report.base))
      let command = report.command(repeating: property)
      try write(trace, of: spec, command: command, to: folder + "/" + name)
    }
  }

  private func write(
    _ trace: Trace, of spec: TypedSpec, command: String, to path: String
  ) throws(FileFailure) {
    if let folder { try files.makeFolder(folder) }
    let itf = ITFTraceWriter(spec: spec).text(of: trace)
    try files.write(path + ".itf.json", Array(itf.utf8))
    let markdown = MarkdownTraceRenderer(spec: spec, command: command).render(trace)
    try files.write(path + ".md", Array(markdown.utf8))
  }
}
