import Testing

@testable import Engine

/// Propositions about the state before are read with the step that leads from it.
@Suite("Automata that look back")
struct LookingBackTests {
  private static let (still, step): (UInt64, UInt64) = (1, 2)

  private func automaton(_ formula: TemporalFormula, changes: Int = 1) -> BuchiAutomaton? {
    let pairs = (0..<changes).map { number -> (still: UInt64, step: UInt64) in
      (1 << UInt64(number), 1 << UInt64(changes + number))
    }
    return BuchiAutomaton(formula, statesMax: 64)?.lookingBack(pairs, statesMax: 64)
  }

  /// Whether some position can be read from the initial state along transitions with these truths.
  private func reads(_ automaton: BuchiAutomaton, _ positions: [UInt64]) -> Bool {
    var states: Set<Int> = [automaton.initialState]
    for truths in positions {
      states = Set(
        states.flatMap { state in
          automaton.transitions[state]
            .filter { $0.required & ~truths == 0 && $0.forbidden & truths == 0 }
            .map(\.target)
        })
    }
    return !states.isEmpty
  }

  @Test("The first position asks the state, the others the step before")
  func positions() throws {
    let (still, step) = (Self.still, Self.step)
    let always = try #require(automaton(.always(.proposition(0))))
    #expect(reads(always, [still | step, step, step]))
    #expect(reads(always, [still | step, step | still, step]))
    #expect(!reads(always, [step, step, step]), "the first state is the one before itself")
    #expect(!reads(always, [still, step, step]), "the first step leads to the second position")
    #expect(!reads(always, [still | step, still, step]), "later the state is not asked")
  }

  @Test("What is not asked for is not kept apart")
  func size() throws {
    let plain = try #require(automaton(.always(.eventually(.proposition(3))), changes: 2))
    let original = try #require(
      BuchiAutomaton(.always(.eventually(.proposition(3))), statesMax: 64))
    #expect(plain.transitions.count == original.transitions.count)
  }

  @Test("Without changes nothing happens, and too many states are none")
  func bounds() throws {
    let formula = TemporalFormula.always(.proposition(0))
    let plain = try #require(BuchiAutomaton(formula, statesMax: 64))
    #expect(plain.lookingBack([], statesMax: 0) == plain)
    #expect(plain.lookingBack([(1, 2)], statesMax: 1) == nil)
  }
}
