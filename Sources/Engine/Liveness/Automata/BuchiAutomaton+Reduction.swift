extension BuchiAutomaton {
  /// What transitions outside the strongly connected parts belong to: a run takes them finitely
  /// often, so it does not matter.
  enum Passing {
    case noSet
    case allSets
  }

  /// Makes the automaton smaller, and accepts the same runs.
  mutating func reduce() {
    simplifyTransitions()
    trim()
    mergeBisimilarStates()
    mergeSimulatedStates()
    mergeAcceptanceSets()
    mergeSimulatedStates()
    normalizeAcceptance(passing: .noSet)
    separateTransitions()
    for state in transitions.indices { transitions[state].sort(by: Transition.precedes) }
  }

  /// Removes the states that cannot be reached or from which nothing is accepted, and numbers the
  /// others breadth first.
  mutating func trim() {
    let parts = Parts(transitions)
    var isUseful = parts.sets.map { $0.map { $0 == allSets } ?? false }
    // A part's targets have smaller numbers.
    let statesByPart = transitions.indices.sorted {
      (parts.partOfState[$0], $0) < (parts.partOfState[$1], $1)
    }
    for state in statesByPart {
      let part = parts.partOfState[state]
      if transitions[state].contains(where: { isUseful[parts.partOfState[$0.target]] }) {
        isUseful[part] = true
      }
    }
    let old = transitions
    var order = [initialState]
    var numbers = [initialState: 0]
    transitions = []
    while transitions.count < order.count {
      var leaving: [Transition] = []
      for var transition in old[order[transitions.count]]
      where isUseful[parts.partOfState[transition.target]] {
        if numbers[transition.target] == nil {
          numbers[transition.target] = order.count
          order.append(transition.target)
        }
        transition.target = numbers[transition.target] ?? 0
        leaving.append(transition)
      }
      transitions.append(leaving)
    }
    initialState = 0
  }

  /// Lets transitions that no accepted run takes infinitely often belong to sets as it is simplest:
  /// those within a part that accepts nothing to none, those between parts as is said.
  mutating func normalizeAcceptance(passing: Passing) {
    let parts = Parts(transitions)
    for state in transitions.indices {
      for index in transitions[state].indices {
        if !parts.holds(transitions[state][index], from: state) {
          transitions[state][index].acceptance = passing == .noSet ? 0 : allSets
        } else if parts.sets[parts.partOfState[state]] != allSets {
          transitions[state][index].acceptance = 0
        }
      }
    }
  }

  /// Merges states that simulate each other, in both ways to see passing transitions, until
  /// nothing changes.
  private mutating func mergeSimulatedStates() {
    var size = (Int.max, Int.max)
    while (transitions.count, transitionCount) < size && transitionCount <= 4_000 {
      size = (transitions.count, transitionCount)
      for passing in [Passing.allSets, .noSet] {
        normalizeAcceptance(passing: passing)
        merge(by: DirectSimulation(self))
        simplifyTransitions()
        trim()
      }
    }
  }
}
