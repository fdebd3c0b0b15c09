import Engine
import TestSupport
import Testing

/// Native code and bytecode find the same.
@Suite("Native code", .enabled(if: NativeBuild.isPossible, "there is no C compiler here"))
struct NativeTwinTests {
  @Test("of random programs explores the same as bytecode", arguments: 0..<4)
  func random(part: Int) throws {
    let programs = (0..<100).map { RandomProgram.program(seed: UInt64(part * 100 + $0 + 1)) }
    let natives = try NativeBuild.programs(
      programs, isOptimized: part == 0, isMerged: part % 2 == 1)
    let limits = ExplorationLimits(memoryBytesMax: 256 << 20)
    for (number, (program, native)) in zip(programs, natives).enumerated() {
      let expected = Explorer(program: program, limits: limits).explore().summary
      let found = Explorer(native: native, limits: limits).explore().summary
      #expect(found == expected, "seed \(part * 100 + number + 1)")
    }
  }
}
