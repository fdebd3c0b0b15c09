/// The nodes of a product graph: for each state of the automaton, the states of the program with
/// which it can go on. And what the state propositions are in each state.
///
/// `rank` numbers them, once those that are not needed are known.
struct LivenessNodes {
  let letters: PropositionLetters.Shared
  /// By state of the automaton. The ranks of those that are searched come first.
  let alive: [RankedSet.Shared]
  /// The states of the automaton that are searched for cycles, and their nodes.
  let searchedStates: [Int]
  private let free: Int?
  private(set) var searchedCount = 0

  /// Of letters and sets.
  var byteCount: Int {
    letters.letters.byteCount
      + alive.reduce(0) { $0 + RankedSet.byteCount(cellCount: $1.set.cellCount) }
  }

  /// The sets of those.
  var searched: [RankedSet.Shared] { searchedStates.map { alive[$0] } }

  /// States of the program that are part of a node that is searched, or a few more.
  var searchedStateCount: Int {
    searchedStates.count == 1 ? searchedCount : min(searchedCount, alive[0].set.cellCount)
  }

  /// Nil when there is no address space.
  ///
  /// - Parameter evaluate: gives the letters of some states, by the number of the thread.
  init?(
    _ plan: QuestionPlan, cells: [Range<Int>], cellCount: Int, sharing: WorkShare,
    evaluate: @escaping @Sendable (Int, [Range<Int>], (Int, UInt64) -> Void) -> Void
  ) {
    guard
      let own = PropositionLetters(
        cellCount: cellCount, propositionCount: plan.propositions.count)
    else { return nil }
    let letters = PropositionLetters.Shared(own)
    var sets: [RankedSet.Shared] = []
    for _ in plan.automaton.transitions {
      guard let set = RankedSet(cellCount: cellCount) else { return nil }
      sets.append(RankedSet.Shared(set))
    }
    let (automaton, known) = (plan.automaton, plan.propositions.stateMask)
    let filling = sets
    let pieces = CellPieces(cells)
    sharing.run { part in
      while let piece = pieces.next() {
        evaluate(part, piece) { cell, letter in
          letters.letters[cell] = letter
          for (state, transitions) in automaton.transitions.enumerated()
          where transitions.contains(where: { $0.fits(letter, known: known) }) {
            filling[state].set.insert(cell)
          }
        }
      }
    }
    searchedStates = automaton.transitions.indices.filter { $0 != plan.roles.free }
    free = plan.roles.free
    self.letters = letters
    alive = sets
  }

  /// Whether a state is part of a node that is searched.
  @inline(__always)
  func isSearched(_ cell: Int) -> Bool {
    searchedStates.contains { alive[$0].set.contains(cell) }
  }

  /// Gives nodes their ranks.
  ///
  /// - Parameter gone: states whose nodes need not be searched, and are none from now on.
  mutating func rank(without gone: MarkedSet.Shared?) {
    var rank = 0
    for state in searchedStates {
      if let gone { alive[state].set.remove(gone.set) }
      rank += alive[state].set.rank(from: rank)
    }
    // The nodes of the free one need no ranks of their own.
    searchedCount = rank
    if let free { _ = alive[free].set.rank(from: rank) }
  }
}
