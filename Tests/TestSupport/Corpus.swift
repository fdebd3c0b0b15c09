import FoundationEssentials
package import MeshCheck

/// The specs and traces that come with the repository, by paths from its root.
package enum Corpus {
  private static let root = RepositoryFiles.root

  /// `specs/classics/die-hard.mesh`, and all others, sorted.
  package static let specs = paths(in: "specs", endingIn: ".mesh")

  /// `counterexamples/….itf.json`, sorted.
  package static let traces = paths(in: "counterexamples", endingIn: ".itf.json")

  /// Set by `MESHCHECK_CORPUS=full`: every state of every spec, however long that takes.
  package static let isFull = ProcessInfo.processInfo.environment["MESHCHECK_CORPUS"] == "full"

  /// The files of the repository, as if its root were the current folder.
  package static let files = FileAccess(
    kind: { FileAccess.system.kind(root + "/" + $0) },
    read: { path throws(FileFailure) in try FileAccess.system.read(root + "/" + path) },
    write: { path, _ throws(FileFailure) in throw .unwritable(path: path) },
    list: { path throws(FileFailure) in try FileAccess.system.list(root + "/" + path) },
    makeFolder: { path throws(FileFailure) in throw .unwritable(path: path) })

  /// The same files, but one with another text.
  package static func files(replacing path: String, by text: String) -> FileAccess {
    var files = files
    let (kind, read) = (files.kind, files.read)
    files.kind = { $0 == path ? .file : kind($0) }
    files.read = { wanted throws(FileFailure) in
      wanted == path ? Array(text.utf8) : try read(wanted)
    }
    return files
  }

  private static func paths(in folder: String, endingIn suffix: String) -> [String] {
    let names =
      (try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().map { folder + "/" + $0 }
  }
}
