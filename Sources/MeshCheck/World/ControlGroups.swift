/// The control groups of this process.
struct ControlGroups {
  enum Folder {
    case version1(String)
    case version2(String)
  }

  let files: FileAccess

  /// The folders that rule a resource, from the root of a hierarchy down to the process's group.
  ///
  /// Inside a container the path may be the host's; then only the root exists, and it is the
  /// container's own group.
  func folders(of controller: String) -> [Folder] {
    var found: [Folder] = []
    for line in files.text("/proc/self/cgroup").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      if parts[0] == "0" && parts[1].isEmpty {
        found += path("/sys/fs/cgroup", parts[2]).map { .version2($0) }
      } else if parts[1].split(separator: ",").contains(where: { $0 == controller }) {
        found += path("/sys/fs/cgroup/" + controller, parts[2]).map { .version1($0) }
      }
    }
    return found
  }

  private func path(_ root: String, _ path: Substring) -> [String] {
    var folders = [root]
    for part in path.split(separator: "/") {
      folders.append(folders[folders.count - 1] + "/\(part)")
    }
    return folders
  }
}

extension FileAccess {
  /// A small file of the system's, empty when it is not there.
  func text(_ path: String) -> String {
    guard let bytes = try? read(path) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The number in a file; nil when there is none, or `max`.
  func number(_ path: String) -> Int? {
    text(path).split(separator: "\n").first.flatMap { Int($0) }
  }
}
