import Engine
import Testing

/// Native code and bytecode find the same.
@Suite("Native code", .enabled(if: NativeBuild.isPossible, "there is no C compiler here"))
struct NativeTwinTests {
  /// All that a search found out, but for what depends on the machine.
  static func summary(_ exploration: Exploration) -> String {
    var exploration = exploration
    exploration.elapsed = .zero
    exploration.peakBytes = 0
    let cases = exploration.casesSeen.map { $0.sorted() }
    exploration.casesSeen = []
    return "\(cases) \(exploration)"
  }

  @Test("of random programs explores the same as bytecode", arguments: 0..<4)
  func random(part: Int) throws {
    let programs = (0..<100).map { RandomProgram.program(seed: UInt64(part * 100 + $0 + 1)) }
    let natives = try NativeBuild.programs(programs, isOptimized: part == 0)
    let limits = ExplorationLimits(memoryBytesMax: 256 << 20)
    for (number, (program, native)) in zip(programs, natives).enumerated() {
      let expected = Self.summary(Explorer(program: program, limits: limits).explore())
      let found = Self.summary(Explorer(native: native, limits: limits).explore())
      #expect(found == expected, "seed \(part * 100 + number + 1)")
    }
  }
}
