/// How many threads of this process can run at a time, as Linux and its control groups tell.
///
/// A container sees all processors of the machine; which of them it may use its affinity says, and
/// how much of their time the quotas of every control group on the way up (version 2: `cpu.max`,
/// version 1: `cpu.cfs_quota_us` and `cpu.cfs_period_us`).
package struct AvailableProcessors {
  private let files: FileAccess

  package init(files: FileAccess) { self.files = files }

  /// The least of what affinity and each control group allow; 1 when nothing can be found out.
  package func count() -> Int {
    let allowed = [allowedCount()].compactMap { $0 } + quotas()
    return max(1, allowed.min() ?? 1)
  }

  /// `Cpus_allowed_list:	0-3,8`
  private func allowedCount() -> Int? {
    for line in files.text("/proc/self/status").split(separator: "\n")
    where line.hasPrefix("Cpus_allowed_list:") {
      let list = line.drop { $0 != ":" }.dropFirst().filter { !$0.isWhitespace }
      return list.split(separator: ",").reduce(0 as Int?) { sum, part in
        let ends = part.split(separator: "-").map { Int($0) }
        guard let sum, let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last
        else { return nil }
        return sum + last - first + 1
      }
    }
    return nil
  }

  /// What each quota allows, rounded up: half a processor's time still needs a thread.
  private func quotas() -> [Int] {
    ControlGroups(files: files).folders(of: "cpu").compactMap { folder in
      switch folder {
      case .version2(let path):
        let parts = files.text(path + "/cpu.max").split { $0 == " " || $0 == "\n" }
        guard parts.count == 2 else { return nil }
        return processors(Int(parts[0]), Int(parts[1]))
      case .version1(let path):
        return processors(
          files.number(path + "/cpu.cfs_quota_us"), files.number(path + "/cpu.cfs_period_us"))
      }
    }
  }

  /// nil without a quota, which is `max` or -1.
  private func processors(_ quota: Int?, _ period: Int?) -> Int? {
    guard let quota, let period, quota > 0, period > 0 else { return nil }
    return (quota - 1) / period + 1
  }
}
