/// Which states of an automaton can do at each step what others do.
///
/// The greatest direct simulation: F. Somenzi and R. Bloem, "Efficient Büchi automata from LTL
/// formulae", CAV 2000, doi:10.1007/10722167_21. A run that a state accepts is accepted by those
/// that simulate it.
struct DirectSimulation {
  private let size: Int
  private var isSimulated: [Bool]

  init(_ automaton: BuchiAutomaton) {
    let transitions = automaton.transitions
    size = transitions.count
    isSimulated = Array(repeating: true, count: size * size)
    var isChanged = true
    while isChanged {
      isChanged = false
      // What a pair can do depends on those that come after it: states are numbered breadth first,
      // so a long chain of them is done in one round, begun at its end.
      for simulating in (0..<size).reversed() {
        for state in (0..<size).reversed() where state != simulating && simulates(simulating, state)
        {
          let isMatched = transitions[state].allSatisfy { step in
            transitions[simulating].contains { replaces($0, step) }
          }
          if isMatched { continue }
          isSimulated[simulating * size + state] = false
          isChanged = true
        }
      }
    }
  }

  func simulates(_ a: Int, _ b: Int) -> Bool { isSimulated[a * size + b] }

  func areEqual(_ a: Int, _ b: Int) -> Bool { simulates(a, b) && simulates(b, a) }

  /// Can the first transition be taken in place of the second?
  func replaces(_ a: BuchiAutomaton.Transition, _ b: BuchiAutomaton.Transition) -> Bool {
    a.covers(b) && simulates(a.target, b.target)
  }
}
