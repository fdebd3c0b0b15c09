/// Which states of an automaton have to be searched for cycles, and what is known of the others.
struct AutomatonRoles {
  /// States from which nothing but themselves leads back, whose cycles accept nothing, and which
  /// are met with every state that is reached: the initial one, where it may always stay. A product
  /// search need not visit its nodes.
  let free: Int?

  init(_ automaton: BuchiAutomaton) {
    let initial = automaton.initialState
    let all: UInt64 = (1 << UInt64(automaton.acceptanceSetCount)) - 1
    let loops = automaton.transitions[initial].filter { $0.target == initial }
    let staysAlways = loops.contains { $0.required == 0 && $0.forbidden == 0 }
    let accepts = loops.reduce(0) { $0 | $1.acceptance } & all == all
    let isEnteredAgain = automaton.transitions.indices.contains { state in
      state != initial && automaton.transitions[state].contains { $0.target == initial }
    }
    free = staysAlways && !accepts && !isEnteredAgain ? initial : nil
  }

  /// A state of the automaton whose node at a state stands for all nodes that the free one leads to
  /// from there: it stays where it is, whatever the step, and could have been there already. A
  /// search from it finds no cycle but those that can be reached, and is spared an expansion.
  func standIn(for free: Int, in automaton: BuchiAutomaton, known: UInt64) -> Int? {
    let leaving = automaton.transitions[free].filter { $0.target != free }
    guard let target = leaving.first?.target,
      (leaving + automaton.transitions[target]).allSatisfy({
        $0.target == target && $0.depends(onlyOn: known)
      })
    else { return nil }
    return target
  }
}

extension BuchiAutomaton.Transition {
  /// Whether a position with these truths can be read, as far as they are known.
  func fits(_ truths: UInt64, known: UInt64) -> Bool {
    required & known & ~truths == 0 && forbidden & known & truths == 0
  }

  /// Whether it depends on nothing but what is known.
  func depends(onlyOn known: UInt64) -> Bool { (required | forbidden) & ~known == 0 }
}
