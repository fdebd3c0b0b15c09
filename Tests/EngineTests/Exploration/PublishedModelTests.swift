import Engine
import Testing

@Suite("A search of two-phase commit")
struct PublishedModelTests {
  /// States and steps as TLC counts them: 288 distinct and 1,146 in all for three resource managers
  /// (`specifications/transaction_commit/manifest.json` of the TLA+ examples), of which one is the
  /// initial state; eleven levels. For five, Gray and Lamport's specification has 8,832 states.
  @Test("counts what other checkers count", arguments: [(3, 288), (5, 8832)])
  func counts(managers: Int, states: Int) {
    let program = TwoPhaseCommit.program(managers: managers)
    let exploration = Explorer(program: program, limits: .unlimited).explore()
    #expect(exploration.states == states)
    #expect(exploration.isComplete)
    #expect(exploration.findings.isEmpty)
    if managers == 3 {
      #expect(exploration.transitions == 1145)
      #expect(exploration.depth == 10)
    }
    #expect(exploration.fired.reduce(0, +) == exploration.transitions)
    #expect(exploration.casesSeen == [[0, 1, 2, 3], [0, 1, 2]])
  }
}
