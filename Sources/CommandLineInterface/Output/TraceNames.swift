package import MeshCheck

/// The names of trace files, each given once.
package struct TraceNames {
  private var namesInUse: Set<String> = []

  package init() {}

  /// `breaker-Protective`; `breaker-clients-3-Protective` where a parameter is not the file's own.
  package static func name(of property: String, in report: SpecReport) -> String {
    let file = report.file.split(separator: "/").last.map(String.init) ?? report.file
    var parts = [file.hasSuffix(".mesh") ? String(file.dropLast(5)) : file]
    parts += report.changedParameters.map { "\($0.name)-\($0.value)" }
    return safe((parts + [property]).joined(separator: "-"))
  }

  /// Letters, digits, `.`, `_` and `-` as they are, runs of anything else as one `-`; not hidden,
  /// and short enough for any file system.
  package static func safe(_ name: String) -> String {
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
  package mutating func free(_ name: String) -> String {
    var candidate = name
    var number = 1
    while !namesInUse.insert(candidate.lowercased()).inserted {
      number += 1
      candidate = "\(name)-\(number)"
    }
    return candidate
  }
}
