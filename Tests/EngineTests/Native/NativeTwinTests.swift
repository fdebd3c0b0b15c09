import Engine
import TestSupport
import Testing

/// Native code and bytecode find the same.
@Suite("Native code", .enabled(if: NativeBuild.isPossible, "there is no C compiler here"))
struct NativeTwinTests {
  @Test("of random programs explores the same as bytecode", arguments: 0..<4)
  func random(part: Int) throws { try compare(part) { $0 } }

  @Test("of optimized random programs explores the same as bytecode as it was", arguments: 0..<4)
  func optimized(part: Int) throws { try compare(part) { $0.optimized() } }

  private func compare(_ part: Int, changing change: (Program) -> Program) throws {
    let programs = (0..<100).map { RandomProgram.program(seed: UInt64(part * 100 + $0 + 1)) }
    let natives = try NativeBuild.programs(
      programs.map(change), isOptimized: part == 0, isMerged: part % 2 == 1)
    let limits = ExplorationLimits(memoryBytesMax: 256 << 20)
    for (number, (program, native)) in zip(programs, natives).enumerated() {
      let expected = Explorer(program: program, limits: limits).explore().summary
      let found = Explorer(native: native, limits: limits).explore().summary
      #expect(found == expected, "seed \(part * 100 + number + 1)")
    }
  }
}
