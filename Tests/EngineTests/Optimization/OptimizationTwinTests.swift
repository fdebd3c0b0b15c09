import Engine
import TestSupport
import Testing

/// An optimized program and the same as it was.
@Suite("Optimized programs")
struct OptimizationTwinTests {
  private func summary(_ program: Program) -> String {
    Explorer(program: program, limits: .unlimited).explore().summary
  }

  @Test("explore the same", arguments: 0..<8)
  func explored(part: UInt64) {
    for seed in (part * 100)..<(part * 100 + 100) {
      let program = RandomProgram.program(seed: seed)
      let optimized = program.optimized()
      #expect(optimized.firstFlaw() == nil, "seed \(seed)")
      #expect(summary(optimized) == summary(program), "seed \(seed)")
    }
  }

  @Test("are understood by the plain interpreter, run by run", arguments: 0..<4)
  func interpreted(part: UInt64) {
    for seed in (part * 40)..<(part * 40 + 40) {
      let program = RandomProgram.program(seed: seed)
      var (plain, optimized) = (TwinMachine(program), TwinMachine(program.optimized()))
      let initial = plain.initialStates()
      #expect(optimized.initialStates() == initial, "seed \(seed)")
      for case .state(let words, _) in initial.map(\.result) {
        #expect(
          optimized.successors(of: words) == plain.successors(of: words), "seed \(seed)")
        for check in program.checks.indices {
          let value = plain.evaluate(check: check, in: words)
          #expect(optimized.evaluate(check: check, in: words) == value, "seed \(seed)")
        }
      }
    }
  }

  @Test("are shorter, and do not change when they are optimized again")
  func shortened() {
    var (before, after) = (0, 0)
    for seed in 0..<200 as Range<UInt64> {
      let program = RandomProgram.program(seed: seed)
      before += program.code.count
      after += program.optimized().code.count
    }
    #expect(after < before)
    let program = TwoPhaseCommit.program(managers: 4).optimized()
    #expect(program.optimized().code == program.code)
  }
}
