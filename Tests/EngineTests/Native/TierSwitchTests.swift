import FoundationEssentials
import TestSupport
import Testing

@testable import Engine

/// Native code comes while a search is under way, or does not come, and leaves nothing behind.
@Suite("The way to native code", .serialized)
struct TierSwitchTests {
  private func explore(
    _ program: Program, _ tiers: TierChoice, threads: Int = 1, processors: Int = .max,
    limits: ExplorationLimits = .unlimited,
    shouldStop: (() -> Bool)? = nil
  ) -> Exploration {
    var settings = SearchSettings(threadCount: threads, tiers: tiers)
    settings.processorCount = processors
    settings.sharedLevelMin = 100
    return Explorer(program: program, limits: limits, settings: settings).explore(
      shouldStop: shouldStop)
  }

  @Test(
    "ends with what bytecode finds, and with native code where it was waited for",
    .enabled(if: NativeBuild.isPossible, "there is no C compiler here"),
    arguments: [1, 3], [1, 2, 8])
  func agrees(threads: Int, processors: Int) {
    let program = TwoPhaseCommit.program(managers: 5)
    let expected = explore(program, .bytecodeOnly)
    #expect(expected.tier == .bytecode)
    for tiers in [TierChoice.both, .nativeOnly] {
      let found = explore(program, tiers, threads: threads, processors: processors)
      #expect(found.summary == expected.summary)
      guard tiers == .nativeOnly else { continue }
      #expect(found.tier == .native)
      // A compiler may have several processors, but none takes no time at all.
      #expect(found.compilation.map { $0.processor > .zero && $0.elapsed > .zero } == true)
    }
  }

  /// Whether a search of two-phase commit that looks like this would start a compiler.
  private func compiles(
    sizes: [Int], states: Int, milliseconds: Int, managers: Int = 5
  ) -> Bool {
    let program = LinkedProgram(TwoPhaseCommit.program(managers: managers))
    var tiers = TierSwitch(program, .both, processorCount: 2)
    tiers.endLevel(sizes: sizes, states: states, elapsed: .milliseconds(milliseconds))
    defer { tiers.end() }
    return tiers.poll(elapsed: .milliseconds(milliseconds))
  }

  @Test(
    "does not begin for a search that has taken twenty milliseconds and is at its end",
    arguments: 3...7)
  func small(managers: Int) {
    let isBegun = compiles(
      sizes: [4000, 1000], states: 10_000, milliseconds: 20, managers: managers)
    #expect(!isBegun)
  }

  @Test("begins when what is done, with what is found and not done, is worth a compiler")
  func prospects() {
    #expect(compiles(sizes: [200, 100], states: 100_000, milliseconds: 3_000))
    // Nine tenths of the states that are known are still to be expanded.
    #expect(compiles(sizes: [10_000, 90_000], states: 100_000, milliseconds: 50))
    #expect(!compiles(sizes: [1_000, 100], states: 100_000, milliseconds: 80))
    // While levels do not shrink, as much is to come as has been.
    #expect(compiles(sizes: [100, 100], states: 100_000, milliseconds: 80))
    // The pace of a few states says nothing.
    #expect(!compiles(sizes: [10, 90_000], states: 90_010, milliseconds: 10))
  }

  @Test(
    "leaves one processor to the compiler while it runs",
    .enabled(if: NativeBuild.isPossible, "there is no C compiler here"), arguments: [1, 2, 3])
  func processors(count: Int) {
    let program = LinkedProgram(TwoPhaseCommit.program(managers: 5))
    var tiers = TierSwitch(program, .both, processorCount: count)
    #expect(tiers.workersMax == .max && !tiers.isAwaited)
    let isBegun = tiers.poll(elapsed: .seconds(10))
    #expect(isBegun && tiers.workersMax == count - 1 && tiers.isAwaited == (count == 1))
    while !tiers.poll(elapsed: .seconds(10)) { NativeBuild.pause() }
    #expect(tiers.workersMax == .max && !tiers.isAwaited && tiers.native == nil)
    let isGiven = tiers.takeBuilt() != nil
    #expect(isGiven && tiers.native != nil)
    let isGivenAgain = tiers.takeBuilt() != nil
    #expect(!isGivenAgain)
  }

  @Test("gives pieces only to as many workers as may begin something")
  func pieces() {
    var level = StateRanges()
    level.append(0..<10)
    let linked = LinkedProgram(TwoPhaseCommit.program(managers: 3))
    let store = StateStore(
      linked.keyShape, memoryBytesMax: 1 << 24, workerCountMax: 2, batchCapacity: 512)!
    let round = Round(
      Pieces(of: level, workers: 1), level: 0, in: store, as: .shared, workersMax: 1)
    #expect(round.nextPiece(for: 1) == nil)
    #expect(round.nextPiece(for: 0) == 0..<10)
    #expect(round.nextPiece(for: 0) == nil)
  }

  @Test(
    "ends the compiler when the search ends first",
    .enabled(if: NativeBuild.isPossible, "there is no C compiler here"))
  func cancels() throws {
    let build = try NativeBuild([LinkedProgram(TwoPhaseCommit.program(managers: 9))])
    #expect(FileManager.default.fileExists(atPath: build.folder))
    build.cancel()
    #expect(!FileManager.default.fileExists(atPath: build.folder))
    var looks = 0
    let found = explore(TwoPhaseCommit.program(managers: 9), .nativeOnly) {
      looks += 1
      return true
    }
    #expect(found.stop == .cancelled && looks == 1)
  }

  @Test("says what is wrong with a program that cannot be written as C text")
  func unsuitable() throws {
    var b = ProgramBuilder()
    let field = b.field(width: 8)
    let address = b.temporary()
    b.action { b in
      // An address that no object is known of.
      b.emit(.copy, address, b.constant(0))
      b.emit(.storeAt, address, 0, field)
      b.emit(.end)
    }
    let program = b.build()
    #expect(CEmitter.text(of: [program]) == nil)
    let found = explore(program, .nativeOnly)
    #expect(found.nativeFailure == .unsuitableProgram && found.states == 0)
    let both = explore(program, .both)
    #expect(both.stop == nil && both.tier == .bytecode)
  }
}
