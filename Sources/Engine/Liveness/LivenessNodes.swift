/// The nodes of a product graph: for each state of the automaton, the states of the program with
/// which it can go on.
struct LivenessNodes {
  /// By state of the automaton. The ranks of those that are searched come first.
  let alive: [RankedSet.Shared]
  /// The nodes that are searched for cycles.
  let searchedCount: Int
  /// The sets of those.
  let searched: [RankedSet.Shared]

  /// States of the program that are part of one that is searched, or a few more.
  var searchedStateCount: Int {
    searched.count == 1 ? searchedCount : min(searchedCount, searched.first?.set.cellCount ?? 0)
  }

  /// Nil when there is no address space.
  ///
  /// - Parameter known: the propositions that letters tell.
  init?(
    _ automaton: BuchiAutomaton, _ roles: AutomatonRoles, _ letters: borrowing PropositionLetters,
    known: UInt64, levels: [[Range<Int>]], cellCount: Int
  ) {
    var (rank, searched) = (0, 0)
    // The free one last: its nodes need no ranks of their own.
    let searchedStates = automaton.transitions.indices.filter { $0 != roles.free }
    var byState: [Int: RankedSet.Shared] = [:]
    for state in searchedStates + [roles.free].compactMap(\.self) {
      guard var set = RankedSet(cellCount: cellCount) else { return nil }
      let transitions = automaton.transitions[state]
      let isAlwaysAlive = transitions.contains { ($0.required | $0.forbidden) & known == 0 }
      for range in levels.joined() {
        for cell in range {
          let letter = letters[cell]
          if isAlwaysAlive || transitions.contains(where: { $0.fits(letter, known: known) }) {
            set.insert(cell)
          }
        }
      }
      set.rank(from: rank)
      rank += set.count
      if state != roles.free { searched = rank }
      byState[state] = RankedSet.Shared(set)
    }
    alive = automaton.transitions.indices.compactMap { byState[$0] }
    searchedCount = searched
    self.searched = searchedStates.compactMap { byState[$0] }
  }
}
