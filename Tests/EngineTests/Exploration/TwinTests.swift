import Engine
import Testing

@Suite("The search and its plain twin")
struct TwinTests {
  @Test("find the same on drawn programs", arguments: [0, 1, 2, 3])
  func drawnPrograms(block: UInt64) {
    for seed in (block * 40)..<(block * 40 + 40) {
      compare(RandomProgram.program(seed: seed), "seed \(seed)")
    }
  }

  @Test("find the same in two-phase commit")
  func twoPhaseCommit() { compare(TwoPhaseCommit.program(managers: 3), "two-phase commit") }

  private func compare(_ program: Program, _ name: Comment) {
    var twin = TwinExplorer(program)
    twin.explore()
    let exploration = Explorer(program: program, limits: .unlimited).explore()
    #expect(exploration.states == twin.states, name)
    #expect(exploration.transitions == twin.transitions, name)
    #expect(exploration.depth == twin.depth, name)
    #expect(exploration.fired == twin.fired, name)
    #expect(exploration.constrained == twin.constrained, name)
    #expect(exploration.branchesTaken == twin.branchesTaken, name)
    #expect(exploration.casesSeen == twin.casesSeen, name)
    #expect(exploration.isComplete, name)
    let findings = Dictionary(
      uniqueKeysWithValues: exploration.findings.map { ("\($0.kind)", $0.path) })
    #expect(findings == twin.findings, name)
    for (measure, twin) in zip(exploration.measures, twin.measures) {
      #expect(measure?.least == twin?.least, name)
      #expect(measure?.greatest == twin?.greatest, name)
      #expect(measure?.leastPath == twin?.leastPath, name)
      #expect(measure?.greatestPath == twin?.greatestPath, name)
    }
  }

  @Test("are drawn programs that exercise every kind of finding and of role")
  func drawnProgramsAreVaried() {
    var kinds: Set<String> = []
    var opcodes: Set<Opcode> = []
    var states = 0
    for seed in 0..<320 as Range<UInt64> {
      let program = RandomProgram.program(seed: seed)
      opcodes.formUnion(program.code.map(\.opcode))
      let exploration = Explorer(program: program, limits: .unlimited).explore()
      states = max(states, exploration.states)
      for finding in exploration.findings {
        kinds.insert(String("\(finding.kind)".prefix { $0 != "(" }))
      }
    }
    #expect(kinds == ["check", "checkFailed", "actionFailed", "step", "deadlock"])
    #expect(Set(Opcode.allCases).subtracting(opcodes).isEmpty)
    #expect(states > 40)
  }
}
