/// Finds the spec files that a list of paths means.
package struct SpecFiles {
  private let files: FileAccess

  package init(files: FileAccess) { self.files = files }

  /// Folders below a path that are entered; deeper ones are more likely a loop of links.
  private static let depthMax = 32

  /// Files as they are; of a folder every `*.mesh` in it and below, sorted by path. Files that come
  /// up twice count once.
  package func paths(of arguments: [String]) throws(FileFailure) -> [String] {
    var found: [String] = []
    for argument in arguments {
      switch files.kind(argument) {
      case .missing: throw .missing(path: argument)
      case .file: found.append(argument)
      case .folder: found += try specs(in: trimmed(argument), depth: 0).sorted()
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  private func specs(in folder: String, depth: Int) throws(FileFailure) -> [String] {
    guard depth < Self.depthMax else { return [] }
    var found: [String] = []
    for name in try files.list(folder) where !name.hasPrefix(".") {
      let path = folder == "/" ? "/" + name : folder + "/" + name
      switch files.kind(path) {
      case .folder: found += try specs(in: path, depth: depth + 1)
      case .file where name.hasSuffix(".mesh"): found.append(path)
      case .file, .missing: continue
      }
    }
    return found
  }

  private func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
