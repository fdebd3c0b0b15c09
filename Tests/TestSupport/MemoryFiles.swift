package import MeshCheck
import Synchronization

/// A file system in memory. Nothing can be written in the folder `readonly`.
package final class MemoryFiles: Sendable {
  private let files: Mutex<[String: [UInt8]]>

  /// Texts by path.
  package init(_ files: [String: String] = [:]) {
    self.files = Mutex(files.mapValues { Array($0.utf8) })
  }

  package var paths: [String] { files.withLock { $0.keys.sorted() } }

  package func text(at path: String) -> String? {
    files.withLock { $0[path] }.map { String(decoding: $0, as: UTF8.self) }
  }

  package var access: FileAccess {
    FileAccess(
      kind: kind,
      read: { path throws(FileFailure) in
        if self.kind(of: path) == .folder { throw .isFolder(path: path) }
        guard let bytes = self.files.withLock({ $0[path] }) else { throw .missing(path: path) }
        return bytes
      },
      write: { path, bytes throws(FileFailure) in
        if path.hasPrefix("readonly/") { throw .unwritable(path: path) }
        self.files.withLock { $0[path] = bytes }
      },
      list: { folder throws(FileFailure) in self.names(in: folder) },
      makeFolder: { path throws(FileFailure) in
        if path == "readonly" { throw .unwritable(path: path) }
      })
  }

  private func kind(of given: String) -> FileAccess.Kind {
    let path = given.hasSuffix("/") ? String(given.dropLast()) : given
    return files.withLock { files in
      if files[path] != nil { return .file }
      return files.keys.contains { $0.hasPrefix(path + "/") } ? .folder : .missing
    }
  }

  private func names(in folder: String) -> [String] {
    let paths = files.withLock { $0.keys.filter { $0.hasPrefix(folder + "/") } }
    let names = paths.map { $0.dropFirst(folder.count + 1).prefix { $0 != "/" } }
    // In reverse, so that whoever relies on an order is found out.
    return Set(names.map(String.init)).sorted(by: >)
  }
}
