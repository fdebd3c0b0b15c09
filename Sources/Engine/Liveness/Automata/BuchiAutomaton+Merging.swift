extension BuchiAutomaton {
  /// Keeps one of the states that simulate each other, and of each state's transitions those that
  /// no other can take the place of.
  mutating func merge(by simulation: DirectSimulation) {
    let kept = transitions.indices.map { state in
      transitions.indices.first { simulation.areEqual($0, state) } ?? state
    }
    for state in transitions.indices {
      var leaving: [Transition] = []
      for transition in transitions[state] {
        if leaving.contains(where: { simulation.replaces($0, transition) }) { continue }
        leaving.removeAll { simulation.replaces(transition, $0) }
        leaving.append(transition)
      }
      transitions[state] = leaving.map { transition in
        var moved = transition
        moved.target = kept[transition.target]
        return moved
      }
    }
    initialState = kept[initialState]
  }

  /// Keeps one of the states whose transitions are equal up to such merging.
  mutating func mergeBisimilarStates() {
    var classes = Array(repeating: 0, count: transitions.count)
    var count = 1
    while true {
      var numbers: [Set<Transition>: Int] = [:]
      var finer: [Int] = []
      for leaving in transitions {
        let signature = Set(leaving.map { $0.moved(to: classes[$0.target]) })
        let number = numbers[signature] ?? numbers.count
        numbers[signature] = number
        finer.append(number)
      }
      classes = finer
      if numbers.count == count { break }
      count = numbers.count
    }
    var first: [Int?] = Array(repeating: nil, count: count)
    for state in transitions.indices where first[classes[state]] == nil {
      first[classes[state]] = state
    }
    for state in transitions.indices {
      transitions[state] = transitions[state].map {
        $0.moved(to: first[classes[$0.target]] ?? $0.target)
      }
    }
    initialState = first[classes[initialState]] ?? initialState
    simplifyTransitions()
    trim()
  }
}

extension BuchiAutomaton.Transition {
  func moved(to target: Int) -> Self {
    var moved = self
    moved.target = target
    return moved
  }
}
