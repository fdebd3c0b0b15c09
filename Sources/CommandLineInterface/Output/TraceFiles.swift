import Counterexamples
import MeshCheck
import SpecLanguage

/// Writes each counterexample, and nothing else, to a folder: for machines as `.itf.json`, for
/// people as `.md`.
struct TraceFiles {
  private let folder: String?
  private let files: FileAccess
  private var namesInUse: Set<String> = []

  /// Without a folder, nothing is written.
  init(folder: String?, files: FileAccess) {
    self.folder = folder
    self.files = files
  }

  mutating func write(_ report: SpecReport) throws(FileFailure) {
    guard let folder, let spec = report.spec else { return }
    for property in report.properties where property.verdict == .violated {
      guard let trace = property.trace else { continue }
      let name = freeName(Self.name(of: property.name, in: report))
      try write(trace, of: spec, command: report.command, to: folder + "/" + name)
    }
  }

  mutating func write(_ report: SimulationReport) throws(FileFailure) {
    guard let folder, let spec = report.base.spec else { return }
    for property in report.properties where property.verdict == .violated {
      guard let trace = property.trace else { continue }
      let name = freeName(Self.name(of: property.name, in: report.base))
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

  /// `breaker-Protective`; `breaker-clients-3-Protective` where a parameter is not the file's own.
  static func name(of property: String, in report: SpecReport) -> String {
    let file = report.file.split(separator: "/").last.map(String.init) ?? report.file
    var parts = [file.hasSuffix(".mesh") ? String(file.dropLast(5)) : file]
    parts += report.changedParameters.map { "\($0.name)-\($0.value)" }
    return safe((parts + [property]).joined(separator: "-"))
  }

  /// Letters, digits, `.`, `_` and `-` as they are, runs of anything else as one `-`; not hidden,
  /// and short enough for any file system.
  static func safe(_ name: String) -> String {
    var result = ""
    for character in name {
      let isKept =
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
      if isKept {
        result.append(character)
      } else if !result.hasSuffix("-") {
        result.append("-")
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    while result.hasPrefix(".") || result.hasPrefix("-") { result.removeFirst() }
    return result.isEmpty ? "trace" : String(result.prefix(150))
  }

  /// Two specs of one name in different folders, or two violations of one name, are told apart by a
  /// number; letter case does not tell names apart everywhere.
  private mutating func freeName(_ name: String) -> String {
    var candidate = name
    var number = 1
    while !namesInUse.insert(candidate.lowercased()).inserted {
      number += 1
      candidate = "\(name)-\(number)"
    }
    return candidate
  }
}
