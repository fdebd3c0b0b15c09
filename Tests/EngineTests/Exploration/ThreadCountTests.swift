import Engine
import TestSupport
import Testing

@Suite("A search by several threads")
struct ThreadCountTests {
  private func explore(
    _ program: Program, threads: Int, limits: ExplorationLimits = .unlimited
  ) -> Exploration {
    var settings = SearchSettings(threadCount: threads)
    settings.sharedLevelMin = 2
    return Explorer(program: program, limits: limits, settings: settings).explore()
  }

  @Test("finds what one thread finds in drawn programs", arguments: [2, 3, 8])
  func drawnPrograms(threads: Int) {
    for seed in 0..<24 as Range<UInt64> {
      let program = RandomProgram.program(seed: seed)
      let one = ExplorationOutcome(explore(program, threads: 1))
      #expect(ExplorationOutcome(explore(program, threads: threads)) == one, "seed \(seed)")
    }
  }

  @Test("finds what one thread finds while the table grows", arguments: [2, 3, 8])
  func twoPhaseCommit(threads: Int) {
    let program = TwoPhaseCommit.program(managers: 5)
    let one = ExplorationOutcome(explore(program, threads: 1))
    #expect(one.counts.prefix(2) == [8832, 58_145])
    for _ in 0..<3 { #expect(ExplorationOutcome(explore(program, threads: threads)) == one) }
  }

  @Test(
    "stops at exactly so many states", arguments: [1, 2, 8],
    [1, 2, 100, 2000, 5000, 8000, 8831, 8832])
  func statesMax(threads: Int, statesMax: Int) {
    var limits = ExplorationLimits.unlimited
    limits.statesMax = statesMax
    let program = TwoPhaseCommit.program(managers: 5)
    let exploration = explore(program, threads: threads, limits: limits)
    #expect(exploration.states == statesMax)
    #expect(exploration.stop == (statesMax == 8832 ? nil : .states(statesMax)))
  }

  @Test("keeps within its memory", arguments: [2, 8])
  func memory(threads: Int) {
    for bytes in [200_000, 300_000, 500_000] {
      var limits = ExplorationLimits.unlimited
      limits.memoryBytesMax = bytes
      let program = TwoPhaseCommit.program(managers: 6)
      let exploration = explore(program, threads: threads, limits: limits)
      #expect(exploration.stop == .memory(bytes: bytes))
      #expect(exploration.peakBytes <= bytes)
      #expect(exploration.states > bytes / 100)
    }
  }

  @Test("stops at a depth with the same states", arguments: [1, 3])
  func depth(threads: Int) {
    var limits = ExplorationLimits.unlimited
    limits.depthMax = 8
    let program = TwoPhaseCommit.program(managers: 5)
    let exploration = explore(program, threads: threads, limits: limits)
    let one = explore(program, threads: 1, limits: limits)
    #expect(exploration.stop == .depth(8))
    #expect(ExplorationOutcome(exploration) == ExplorationOutcome(one))
  }

  @Test("stops for time while another thread than the first is in an endless choice")
  func time() {
    var b = ProgramBuilder()
    let (x, choice) = (b.field(width: 3), b.temporary())
    for value in 1...7 as ClosedRange<Int64> {
      b.action { b in
        b.require(x, equals: 0)
        b.set(x, to: value)
        b.emit(.end)
      }
    }
    b.action { b in
      b.require(x, equals: 7)
      b.emit(.choose, choice, b.constant(.max))
      b.require(choice, equals: -1)
      b.emit(.end)
    }
    var limits = ExplorationLimits.unlimited
    limits.time = .milliseconds(30)
    let exploration = explore(b.build(), threads: 3, limits: limits)
    #expect(exploration.stop == .time(.milliseconds(30)))
    #expect(exploration.states == 8)
  }
}
