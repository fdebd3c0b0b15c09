import TestSupport
import Testing

@testable import Engine

@Suite("A search that folds states")
struct FoldingTests {
  private func explore(
    _ program: Program, folding: SearchSettings.Folding, threads: Int = 1,
    memory: Int = 1 << 30
  ) -> Exploration {
    var settings = SearchSettings(threadCount: threads)
    settings.sharedLevelMin = 2
    settings.folding = folding
    var limits = ExplorationLimits.unlimited
    limits.memoryBytesMax = memory
    return Explorer(program: program, limits: limits, settings: settings).explore()
  }

  @Test("finds what a search of whole states finds", arguments: [1, 3])
  func drawnPrograms(threads: Int) {
    for seed in 0..<24 as Range<UInt64> {
      let program = RandomProgram.program(seed: seed)
      let whole = ExplorationOutcome(explore(program, folding: .never))
      let folded = ExplorationOutcome(explore(program, folding: .always, threads: threads))
      #expect(folded == whole, "seed \(seed)")
    }
  }

  @Test("counts the states of independent counters", arguments: [1, 3])
  func counting(threads: Int) {
    let exploration = explore(Counters.program(5, top: 5), folding: .always, threads: threads)
    #expect(exploration.isFolded)
    #expect(exploration.states == 6 * 6 * 6 * 6 * 6)
    // Each counter has a step from all but its last value.
    #expect(exploration.transitions == 5 * 5 * 6 * 6 * 6 * 6)
    #expect(exploration.depth == 25)
  }

  @Test("folds wide states when memory runs short, and comes to its end", arguments: [1, 3])
  func runningShort(threads: Int) {
    let program = Counters.program(7, top: 5)
    let memory = 14 << 20
    let whole = explore(program, folding: .never, threads: threads, memory: memory)
    #expect(whole.stop == .memory(bytes: memory))
    let folded = explore(program, folding: .auto, threads: threads, memory: memory)
    #expect(folded.isFolded)
    #expect(folded.stop == nil)
    #expect(folded.states == 279_936)
    #expect(folded.peakBytes <= memory)
    let unlimited = explore(program, folding: .auto, threads: threads)
    #expect(!unlimited.isFolded)
    #expect(ExplorationOutcome(folded) == ExplorationOutcome(unlimited))
  }
}
