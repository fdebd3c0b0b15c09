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
    for line in files.text("/proc/meminfo").split(separator: "\n")
    where line.hasPrefix("MemAvailable:") {
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      return kilobytes.map { $0 * 1024 }
    }
    return nil
  }

  private func controlGroupBytes() -> [Int?] {
    ControlGroups(files: files).folders(of: "memory").map { folder in
      switch folder {
      case .version2(let path):
        room(limit: path + "/memory.max", used: path + "/memory.current")
      case .version1(let path):
        room(limit: path + "/memory.limit_in_bytes", used: path + "/memory.usage_in_bytes")
      }
    }
  }

  /// Limit minus use; nil without a limit. Page cache counts as used although it could be given
  /// back: rather too careful than killed.
  private func room(limit: String, used: String) -> Int? {
    guard let limit = files.number(limit), let used = files.number(used) else { return nil }
    return max(0, limit - used)
  }
}
