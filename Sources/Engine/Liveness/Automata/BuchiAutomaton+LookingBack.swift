extension BuchiAutomaton {
  /// The automaton that reads propositions that look back where they become known.
  ///
  /// Whether something has changed since the state before is known with the step that is taken from
  /// there, a position earlier than it is asked for. So what the automaton will ask is guessed and
  /// checked when the step is read (`step`), and kept as a part of its state. Only the first
  /// position asks the state itself (`still`).
  ///
  /// Nil where it would need more than `statesMax` states.
  func lookingBack(_ changes: [(still: UInt64, step: UInt64)], statesMax: Int) -> BuchiAutomaton? {
    if changes.isEmpty { return self }
    var copies = Copies(self, changes)
    while copies.next < copies.origins.count {
      guard copies.origins.count <= statesMax, copies.spellOutNext() else { return nil }
    }
    var automaton = BuchiAutomaton(
      transitions: copies.transitions, acceptanceSetCount: acceptanceSetCount)
    automaton.reduce()
    return automaton
  }
}

/// The states of an automaton, each with what is known there of the step before.
private struct Copies {
  struct Origin: Hashable {
    var state: Int
    /// The `still` bits of what is true. Nil in the first position, where the state tells.
    var truths: UInt64?
  }

  /// More propositions are not asked for by one state: there are two copies for each, doubled.
  static let askedMax = 8

  let automaton: BuchiAutomaton
  let changes: [(still: UInt64, step: UInt64)]
  /// By state: the `still` bits that its transitions ask for.
  let asked: [UInt64]
  var origins: [Origin]
  var numbers: [Origin: Int]
  var transitions: [[BuchiAutomaton.Transition]] = []
  var next: Int { transitions.count }

  init(_ automaton: BuchiAutomaton, _ changes: [(still: UInt64, step: UInt64)]) {
    self.automaton = automaton
    self.changes = changes
    let mask = changes.reduce(0) { $0 | $1.still }
    asked = automaton.transitions.map { leaving in
      leaving.reduce(0) { $0 | $1.required | $1.forbidden } & mask
    }
    let first = Origin(state: automaton.initialState, truths: nil)
    origins = [first]
    numbers = [first: 0]
  }

  /// Writes down the transitions of the first state that has none yet; false when there are too
  /// many.
  mutating func spellOutNext() -> Bool {
    let origin = origins[next]
    var leaving: [BuchiAutomaton.Transition] = []
    for transition in automaton.transitions[origin.state] {
      var guarded = transition
      if let truths = origin.truths {
        let asked = asked[origin.state]
        guard transition.required & asked & ~truths == 0,
          transition.forbidden & asked & truths == 0
        else { continue }
        guarded.required &= ~asked
        guarded.forbidden &= ~asked
      }
      guard asked[transition.target].nonzeroBitCount <= Self.askedMax else { return false }
      for truths in subsets(of: asked[transition.target]) {
        leaving.append(lead(guarded, to: transition.target, truths))
      }
    }
    transitions.append(leaving)
    return true
  }

  private mutating func lead(
    _ transition: BuchiAutomaton.Transition, to state: Int, _ truths: UInt64
  ) -> BuchiAutomaton.Transition {
    var made = transition
    for change in changes where asked[state] & change.still != 0 {
      if truths & change.still != 0 {
        made.required |= change.step
      } else {
        made.forbidden |= change.step
      }
    }
    let origin = Origin(state: state, truths: truths)
    if let known = numbers[origin] {
      made.target = known
    } else {
      made.target = origins.count
      numbers[origin] = origins.count
      origins.append(origin)
    }
    return made
  }

  private func subsets(of mask: UInt64) -> [UInt64] {
    var found: [UInt64] = [0]
    var subset: UInt64 = 0
    while subset != mask {
      subset = (subset &- mask) & mask
      found.append(subset)
    }
    return found
  }
}
