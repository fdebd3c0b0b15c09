import MeshCheck
import TestSupport
import Testing

@Suite("The memory that was resident")
struct ResidentMemoryTests {
  private func peakBytes(_ status: String) -> Int? {
    ResidentMemory(files: MemoryFiles(["/proc/self/status": status]).access).peakBytes()
  }

  @Test("is the high-water mark of the process")
  func mark() {
    let status = "VmPeak:\t   90000 kB\nVmHWM:\t   12345 kB\nVmRSS:\t    99 kB\n"
    #expect(peakBytes(status) == 12_641_280)
  }

  @Test("is unknown where nobody tells")
  func unknown() {
    #expect(peakBytes("VmRSS:\t    99 kB\n") == nil)
    #expect(ResidentMemory(files: MemoryFiles([:]).access).peakBytes() == nil)
  }

  @Test("can be found out on this machine")
  func here() {
    #expect(ResidentMemory(files: .system).peakBytes().map { $0 > 1 << 20 } == true)
  }
}
