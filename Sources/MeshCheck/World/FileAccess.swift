/// Why a file could not be used.
public enum FileFailure: Error, Hashable, Sendable {
  case missing(path: String)
  case isFolder(path: String)
  case unreadable(path: String)
  case unwritable(path: String)
  case unlistable(path: String)

  /// One sentence for people, without a full stop.
  public var message: String {
    switch self {
    case .missing(let path): "there is no file '\(path)'"
    case .isFolder(let path): "'\(path)' is a folder, not a file"
    case .unreadable(let path): "'\(path)' cannot be read"
    case .unwritable(let path): "'\(path)' cannot be written"
    case .unlistable(let path): "the folder '\(path)' cannot be listed"
    }
  }
}

/// All that verifying asks of a file system, so that it runs as well on files held in memory.
package struct FileAccess: Sendable {
  package enum Kind: Sendable {
    case file, folder, missing
  }

  package var kind: @Sendable (String) -> Kind
  package var read: @Sendable (String) throws(FileFailure) -> [UInt8]
  /// Replaces what is there; the folder must exist.
  package var write: @Sendable (String, [UInt8]) throws(FileFailure) -> Void
  /// The names in a folder, in any order.
  package var list: @Sendable (String) throws(FileFailure) -> [String]
  /// With all folders on the way; nothing when it is there.
  package var makeFolder: @Sendable (String) throws(FileFailure) -> Void

  package init(
    kind: @escaping @Sendable (String) -> Kind,
    read: @escaping @Sendable (String) throws(FileFailure) -> [UInt8],
    write: @escaping @Sendable (String, [UInt8]) throws(FileFailure) -> Void,
    list: @escaping @Sendable (String) throws(FileFailure) -> [String],
    makeFolder: @escaping @Sendable (String) throws(FileFailure) -> Void
  ) {
    self.kind = kind
    self.read = read
    self.write = write
    self.list = list
    self.makeFolder = makeFolder
  }
}
