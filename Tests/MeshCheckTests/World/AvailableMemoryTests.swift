import MeshCheck
import TestSupport
import Testing

@Suite("The memory that is available")
struct AvailableMemoryTests {
  private static let machine = """
    MemTotal:       24000000 kB
    MemFree:         1000000 kB
    MemAvailable:    8000000 kB

    """

  private func bytes(_ files: [String: String]) -> Int {
    AvailableMemory(files: MemoryFiles(files).access).bytes()
  }

  @Test("is what the machine says")
  func machineAlone() {
    #expect(bytes(["/proc/meminfo": Self.machine]) == 8_000_000 * 1024)
  }

  @Test("is what a control group of version 2 leaves, be it its own or one above")
  func version2() {
    let files = [
      "/proc/meminfo": Self.machine, "/proc/self/cgroup": "0::/pod/box\n",
      "/sys/fs/cgroup/pod/memory.max": "1000000\n",
      "/sys/fs/cgroup/pod/memory.current": "300000\n",
      "/sys/fs/cgroup/pod/box/memory.max": "max\n",
      "/sys/fs/cgroup/pod/box/memory.current": "100\n",
    ]
    #expect(bytes(files) == 700_000)
  }

  @Test("is what a control group of version 1 leaves, inside a container too")
  func version1() {
    let files = [
      "/proc/meminfo": Self.machine,
      "/proc/self/cgroup": "5:cpu:/x\n4:memory:/docker/of-the-host\n0::/\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "2000000\n",
      "/sys/fs/cgroup/memory/memory.usage_in_bytes": "500000\n",
    ]
    #expect(bytes(files) == 1_500_000)
  }

  @Test("is never less than nothing, and something where nothing is known")
  func edges() {
    let full = [
      "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "100",
      "/sys/fs/cgroup/memory.current": "200",
    ]
    #expect(bytes(full) == 0)
    #expect(bytes([:]) == 1 << 30)
    #expect(bytes(["/proc/meminfo": "MemAvailable: lots\n"]) == 1 << 30)
  }

  @Test("is used to three quarters")
  func share() {
    let memory = AvailableMemory(files: MemoryFiles(["/proc/meminfo": Self.machine]).access)
    #expect(memory.defaultLimitBytes() == 6_000_000 * 1024)
  }

  @Test("can be found out on this machine")
  func here() {
    #expect(AvailableMemory(files: .system).bytes() > 1 << 20)
  }
}
