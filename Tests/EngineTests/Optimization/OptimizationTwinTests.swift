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

  /// A constant takes no bits, and its initialisation may give it other values on the way there.
  @Test("know nothing of a field between two writes but what was written")
  func constantsOnTheirWay() {
    var b = ProgramBuilder()
    let (constant, other) = (b.field(width: 2), b.field(width: 2))
    let (sum, counter) = (b.temporary(), b.temporary())
    b.initialize { b in
      b.set(constant, to: 0)
      b.emit(.copy, counter, b.constant(0))
      b.place("again")
      b.emit(.add, sum, constant, b.constant(1), 0)
      b.emit(.store, constant, sum)
      b.emit(.add, counter, counter, b.constant(1), 0)
      b.emit(.jumpIfLess, counter, b.constant(3), b.label("again"))
      b.emit(.end)
    }
    b.action { b in
      b.emit(.subtract, sum, constant, other, 1)
      b.emit(.store, other, sum)
      b.emit(.end)
    }
    b.check(.measure) { $0.emit(.end, constant) }
    let program = b.build()
    let narrow = program.narrowed(by: ConstantFields(of: program))
    #expect(narrow.layout.fields[0].width == 0)
    #expect(summary(narrow.optimized()) == summary(narrow))
    #expect(narrow.optimized().code.count <= narrow.code.count)
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
