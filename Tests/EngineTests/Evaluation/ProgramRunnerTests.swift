import Engine
import Testing

@Suite("A program runner")
struct ProgramRunnerTests {
  @Test("takes the steps of its plain twin, in their order")
  func successors() {
    for seed in 0..<60 as Range<UInt64> {
      let program = RandomProgram.program(seed: seed)
      let runner = ProgramRunner(program)
      var twin = TwinMachine(program)
      var states = [[UInt64](repeating: 0, count: program.layout.wordCount)]
      #expect(runner.initialStates() == twin.initialStates(), "seed \(seed)")
      for outcome in runner.initialStates() {
        if case .state(let words, _) = outcome.result { states.append(words) }
      }
      for state in states {
        #expect(runner.successors(of: state) == twin.successors(of: state), "seed \(seed)")
        for (index, action) in program.actions.enumerated() {
          let runs = twin.runs(entry: action.entry, action: index, from: state)
          #expect(runner.run(action: index, from: state) == runs, "seed \(seed)")
        }
        for check in program.checks.indices {
          let value = twin.evaluate(check: check, in: state)
          #expect(runner.evaluate(check: check, in: state) == value, "seed \(seed)")
        }
      }
    }
  }
}
