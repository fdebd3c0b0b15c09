/// What states of the program can be for an automaton, by the truth of the state propositions
/// alone: what a step may make true is left open.
struct LetterRoles {
  private let automaton: BuchiAutomaton
  /// The states of the automaton that are searched for cycles.
  private let searched: [Int]
  /// The propositions that a letter tells.
  private let known: UInt64
  private let allSets: UInt64
  private var waiting: [UInt64: Bool] = [:]
  private var staying: [UInt64: Bool] = [:]

  init(_ automaton: BuchiAutomaton, searched: [Int], known: UInt64) {
    self.automaton = automaton
    self.searched = searched
    self.known = known
    allSets = (1 << UInt64(automaton.acceptanceSetCount)) - 1
  }

  /// Whether the state is part of a node that is searched.
  mutating func isWaiting(_ letter: UInt64) -> Bool {
    if let known = waiting[letter] { return known }
    let answer = searched.contains { state in
      automaton.transitions[state].contains { $0.fits(letter, known: known) }
    }
    waiting[letter] = answer
    return answer
  }

  /// Whether a run that stays in the state may be accepted.
  mutating func mayStay(_ letter: UInt64) -> Bool {
    if let known = staying[letter] { return known }
    let answer = searched.contains { acceptsAlways(letter, from: $0) }
    staying[letter] = answer
    return answer
  }

  /// Whether the automaton can go round from one of its states to the same, and take transitions of
  /// all sets, while it reads nothing but one letter.
  private func acceptsAlways(_ letter: UInt64, from state: Int) -> Bool {
    let ahead = reached(from: [state], letter)
    let component = ahead.filter { reached(from: [$0], letter).contains(state) }
    var sets: UInt64 = 0
    for member in component {
      for transition in automaton.transitions[member]
      where transition.fits(letter, known: known) && component.contains(transition.target) {
        sets |= transition.acceptance
      }
    }
    return !component.isEmpty && sets & allSets == allSets
  }

  /// The states that it can come to by one transition or more.
  private func reached(from start: [Int], _ letter: UInt64) -> Set<Int> {
    var seen: Set<Int> = []
    var open = start
    while let state = open.popLast() {
      for transition in automaton.transitions[state]
      where transition.fits(letter, known: known) && seen.insert(transition.target).inserted {
        open.append(transition.target)
      }
    }
    return seen
  }
}
