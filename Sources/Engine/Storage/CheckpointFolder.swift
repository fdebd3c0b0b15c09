internal import Glibc

/// A folder in which one search at a time keeps what it needs to go on.
///
/// What counts is the *manifest*: a small file that says how much of the others is good. It is
/// written beside the old one, brought to the disk and renamed over it, so at any moment there is
/// the old one or the new one, whole. The folder is locked as long as the value lives; the kernel
/// gives the lock back when the process ends, however it ends.
final class CheckpointFolder {
  let path: String
  private let lock: Int32

  /// Makes the folder, and those above it, where they are missing.
  init(path: String) throws(CheckpointError) {
    try Self.makeFolder(path)
    let lockPath = path + "/lock"
    let lock = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw .file(path: lockPath, code: errno) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw .inUse(folder: path)
    }
    self.path = path
    self.lock = lock
  }

  deinit { close(lock) }

  /// The last manifest that was committed; nil when there is none.
  func manifest() throws(CheckpointError) -> [UInt8]? {
    let descriptor = unsafe open(manifestPath, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 && errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw .file(path: manifestPath, code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      // `part` has as many bytes as are asked for.
      let got = unsafe read(descriptor, &part, part.count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .file(path: manifestPath, code: errno) }
      if got == 0 { return bytes }
      bytes += part[..<got]
    }
  }

  /// Makes this the manifest, when all that it speaks of is on the disk.
  func commit(_ manifest: [UInt8]) throws(CheckpointError) {
    let path = manifestPath + ".new"
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    var code: Int32 = 0
    var rest = manifest[...]
    while !rest.isEmpty && code == 0 {
      let part = Array(rest.prefix(1 << 20))
      // The array outlives the call, and `part.count` is its number of bytes.
      let written = unsafe write(descriptor, part, part.count)
      if written < 0 && errno != EINTR { code = errno }
      rest = rest.dropFirst(max(written, 0))
    }
    if code == 0 && fsync(descriptor) != 0 { code = errno }
    close(descriptor)
    guard code == 0 else { throw .file(path: path, code: code) }
    guard unsafe rename(path, manifestPath) == 0 else {
      throw .file(path: manifestPath, code: errno)
    }
    try synchronizeFolder()
  }

  /// A renaming is on the disk when the folder is.
  private func synchronizeFolder() throws(CheckpointError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .file(path: path, code: errno) }
  }

  /// Removes the named files and the folder, when nothing else is in it: the search is over.
  ///
  /// What cannot be removed stays: the result is worth more than a tidy disk.
  func clear(_ files: [String]) {
    for file in [Self.manifestName, Self.manifestName + ".new"] + files + ["lock"] {
      _ = unsafe unlink("\(path)/\(file)")
    }
    _ = unsafe rmdir(path)
  }

  private static let manifestName = "manifest.json"
  private var manifestPath: String { "\(path)/\(Self.manifestName)" }

  private static func makeFolder(_ path: String) throws(CheckpointError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part
      if unsafe mkdir(made, 0o700) != 0 && errno != EEXIST { throw .file(path: made, code: errno) }
      made += "/"
    }
  }
}
