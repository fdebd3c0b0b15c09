import TestSupport
import Testing

@testable import Engine

@Suite("A search that moves states to a file")
struct SpillingTests {
  private func explore(
    _ program: Program, threads: Int, memory: Int = 1 << 30, spillFolder: String? = nil
  ) -> Exploration {
    var settings = SearchSettings(threadCount: threads)
    settings.sharedLevelMin = 2
    settings.folding = .never
    settings.spillFolder = spillFolder
    var limits = ExplorationLimits.unlimited
    limits.memoryBytesMax = memory
    return Explorer(program: program, limits: limits, settings: settings).explore()
  }

  @Test("comes to its end where memory alone does not suffice", arguments: [1, 3])
  func runningShort(threads: Int) throws {
    let folder = try TemporaryFolder()
    let program = Counters.program(7, top: 5)
    let memory = 15 << 20
    let cut = explore(program, threads: threads, memory: memory)
    #expect(cut.stop == .memory(bytes: memory))
    let spilled = explore(program, threads: threads, memory: memory, spillFolder: folder.path)
    #expect(spilled.stop == nil)
    #expect(spilled.states == 279_936)
    #expect(spilled.spilledBytes > 0)
    #expect(spilled.peakBytes <= memory)
    let whole = explore(program, threads: threads)
    #expect(whole.spilledBytes == 0)
    #expect(ExplorationOutcome(spilled) == ExplorationOutcome(whole))
    #expect(folder.contents.isEmpty)
  }

  @Test("ends for lack of memory, and says why, where no file can be written")
  func unwritable() {
    let memory = 6 << 20
    let exploration = explore(
      Counters.program(7, top: 5), threads: 1, memory: memory, spillFolder: "/proc/none")
    #expect(exploration.stop == .memory(bytes: memory))
    #expect(exploration.spillFailure?.message == "/proc/none: No such file or directory")
    #expect(exploration.spilledBytes == 0)
  }
}
