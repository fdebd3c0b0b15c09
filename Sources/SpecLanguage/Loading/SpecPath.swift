/// Paths as text: where an import may be found, without asking a file system.
enum SpecPath {
  /// How many folders above a relative path's own are looked in: a run may start in any folder of a
  /// project, and projects are not deeper.
  static let foldersAboveMax = 8

  /// Without `.`, `//` and, where a folder goes before it, `..`: one file, one path.
  static func normalize(_ path: String) -> String {
    var parts: [Substring] = []
    let isAbsolute = path.hasPrefix("/")
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !isAbsolute {
        parts.append(part)
      }
    }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }

  /// The folder of a file; empty for the current one.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func join(_ folder: String, _ path: String) -> String {
    folder.isEmpty || path.hasPrefix("/") ? normalize(path) : normalize(folder + "/" + path)
  }

  /// The file that `import` names, with its extension.
  static func withExtension(_ path: String) -> String {
    path.hasSuffix(".mesh") ? path : path + ".mesh"
  }

  /// The folder of the importing file, then each above it.
  static func searchFolders(from path: String) -> [String] {
    var folders = [folder(of: normalize(path))]
    var above = 0
    while let last = folders.last, last != "/", above < foldersAboveMax {
      if last.isEmpty || last == ".." || last.hasSuffix("/..") {
        above += 1
        folders.append(last.isEmpty ? ".." : last + "/..")
      } else {
        folders.append(folder(of: last))
      }
    }
    return folders
  }
}
