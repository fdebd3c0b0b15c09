import FoundationEssentials
import TestSupport
import Testing

@testable import Engine

/// Native code comes while a search is under way, or does not come, and leaves nothing behind.
@Suite("The way to native code", .serialized)
struct TierSwitchTests {
  private func explore(
    _ program: Program, _ tiers: TierChoice, threads: Int = 1,
    limits: ExplorationLimits = .unlimited,
    shouldStop: (() -> Bool)? = nil
  ) -> Exploration {
    let settings = SearchSettings(threadCount: threads, tiers: tiers)
    return Explorer(program: program, limits: limits, settings: settings).explore(
      shouldStop: shouldStop)
  }

  @Test(
    "ends with what bytecode finds, and with native code where it was waited for",
    .enabled(if: NativeBuild.isPossible, "there is no C compiler here"), arguments: [1, 3])
  func agrees(threads: Int) {
    let program = TwoPhaseCommit.program(managers: 5)
    let expected = explore(program, .bytecodeOnly)
    #expect(expected.tier == .bytecode)
    for tiers in [TierChoice.both, .nativeOnly] {
      let found = explore(program, tiers, threads: threads)
      #expect(found.summary == expected.summary)
      if tiers == .nativeOnly { #expect(found.tier == .native && found.compilation != nil) }
    }
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
