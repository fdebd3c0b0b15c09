import FoundationEssentials

extension FileAccess {
  /// The files of this machine.
  package static let system = FileAccess(
    kind: systemKind, read: systemRead, write: systemWrite, list: systemList,
    makeFolder: systemMakeFolder)

  @Sendable private static func systemKind(of path: String) -> Kind {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return .missing
    }
    return isFolder ? .folder : .file
  }

  @Sendable private static func systemRead(_ path: String) throws(FileFailure) -> [UInt8] {
    switch systemKind(of: path) {
    case .missing: throw .missing(path: path)
    case .folder: throw .isFolder(path: path)
    case .file: break
    }
    guard let contents = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path)
    }
    return Array(contents)
  }

  @Sendable private static func systemWrite(_ path: String, _ bytes: [UInt8]) throws(FileFailure) {
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .unwritable(path: path)
    }
  }

  @Sendable private static func systemList(_ path: String) throws(FileFailure) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unlistable(path: path)
    }
  }

  @Sendable private static func systemMakeFolder(_ path: String) throws(FileFailure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(path: path)
    }
  }
}
