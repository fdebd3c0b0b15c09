/// How much memory this process may still take, as Linux and its control groups tell.
///
/// A container sees the whole machine in `/proc/meminfo`, so the limits of every control group on
/// the way up count as well (version 2: `memory.max`, version 1: `memory.limit_in_bytes`).
package struct AvailableMemory {
  private let files: FileAccess

  package init(files: FileAccess) { self.files = files }

  /// What is left when nothing can be found out: enough for small specs, harmless anywhere.
  private static let fallbackBytes = 1 << 30

  /// The least of what the machine and each control group leave, in bytes.
  package func bytes() -> Int {
    ([machineBytes()] + controlGroupBytes()).compactMap { $0 }.min() ?? Self.fallbackBytes
  }

  /// Three quarters of it: the rest is for the files in the page cache and for others.
  package func defaultLimitBytes() -> Int { bytes() / 4 * 3 }

  /// `MemAvailable:   24047532 kB`
  private func machineBytes() -> Int? {
    for line in text("/proc/meminfo").split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      return kilobytes.map { $0 * 1024 }
    }
    return nil
  }

  private func controlGroupBytes() -> [Int?] {
    var left: [Int?] = []
    for line in text("/proc/self/cgroup").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      if parts[0] == "0" && parts[1].isEmpty {
        left += groups("/sys/fs/cgroup", String(parts[2])).map {
          room(limit: $0 + "/memory.max", used: $0 + "/memory.current")
        }
      } else if parts[1].split(separator: ",").contains("memory") {
        left += groups("/sys/fs/cgroup/memory", String(parts[2])).map {
          room(limit: $0 + "/memory.limit_in_bytes", used: $0 + "/memory.usage_in_bytes")
        }
      }
    }
    return left
  }

  /// The folders from the root of the hierarchy down to the group. Inside a container the path may
  /// be the host's; then only the root exists, and it is the container's own group.
  private func groups(_ root: String, _ path: String) -> [String] {
    var folders = [root]
    for part in path.split(separator: "/") {
      folders.append(folders[folders.count - 1] + "/\(part)")
    }
    return folders
  }

  /// Limit minus use; nil without a limit. Page cache counts as used although it could be given
  /// back: rather too careful than killed.
  private func room(limit: String, used: String) -> Int? {
    guard let limit = number(limit), let used = number(used) else { return nil }
    return max(0, limit - used)
  }

  /// nil for a missing file, and for `max`.
  private func number(_ path: String) -> Int? {
    text(path).split(separator: "\n").first.flatMap { Int($0) }
  }

  private func text(_ path: String) -> String {
    guard let bytes = try? files.read(path) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
