import MeshCheck
import TestSupport
import Testing

@Suite("The processors that are available")
struct AvailableProcessorsTests {
  private func count(_ files: [String: String]) -> Int {
    AvailableProcessors(files: MemoryFiles(files).access).count()
  }

  @Test(
    "are those that the affinity allows",
    arguments: [("0", 1), ("0-3", 4), ("0-3,8,10-11", 7), ("5", 1)])
  func affinity(list: String, expected: Int) {
    let status = "Name:\tmeshcheck\nCpus_allowed:\tff\nCpus_allowed_list:\t\(list)\n"
    #expect(count(["/proc/self/status": status]) == expected)
  }

  @Test(
    "are as many as a quota of version 2 has time for, rounded up",
    arguments: [
      ("max 100000", 8), ("200000 100000", 2), ("150000 100000", 2), ("1000 100000", 1),
      ("1600000 100000", 8),
    ])
  func version2(quota: String, expected: Int) {
    let files = [
      "/proc/self/status": "Cpus_allowed_list:\t0-7\n", "/proc/self/cgroup": "0::/pod/box\n",
      "/sys/fs/cgroup/pod/cpu.max": "\(quota)\n", "/sys/fs/cgroup/pod/box/cpu.max": "max 100000\n",
    ]
    #expect(count(files) == expected)
  }

  @Test("are as many as a quota of version 1 has time for", arguments: [("-1", 8), ("300000", 3)])
  func version1(quota: String, expected: Int) {
    let files = [
      "/proc/self/status": "Cpus_allowed_list:\t0-7\n",
      "/proc/self/cgroup": "3:cpuacct:/y\n1:cpu,cpuset:/docker/of-the-host\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "\(quota)\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    ]
    #expect(count(files) == expected)
  }

  @Test(
    "are one where nothing is known", arguments: ["", "Cpus_allowed_list:\n", "x", "3-1", "a-b"])
  func unknown(list: String) {
    #expect(count(["/proc/self/status": "Cpus_allowed_list:\t\(list)\n"]) == 1)
  }

  @Test("can be found out on this machine")
  func here() {
    #expect(AvailableProcessors(files: .system).count() >= 1)
  }
}
