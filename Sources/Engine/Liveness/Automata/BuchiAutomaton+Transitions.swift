extension BuchiAutomaton {
  /// Removes transitions beside which there is a better one to the same state, and literals whose
  /// negation another transition takes care of.
  mutating func simplifyTransitions() {
    for state in transitions.indices {
      var leaving = Self.withoutCovered(transitions[state])
      while Self.weaken(&leaving) { leaving = Self.withoutCovered(leaving) }
      transitions[state] = leaving
    }
  }

  private static func withoutCovered(_ transitions: [Transition]) -> [Transition] {
    var kept: [Transition] = []
    for transition in transitions {
      if kept.contains(where: { $0.target == transition.target && $0.covers(transition) }) {
        continue
      }
      kept.removeAll { $0.target == transition.target && transition.covers($0) }
      kept.append(transition)
    }
    return kept
  }

  /// - Returns: whether a literal could be left out.
  private static func weaken(_ transitions: inout [Transition]) -> Bool {
    var isChanged = false
    for index in transitions.indices {
      for other in transitions where other.target == transitions[index].target {
        var weaker = transitions[index]
        let opposed = (weaker.required & other.forbidden) | (weaker.forbidden & other.required)
        guard opposed.nonzeroBitCount == 1 else { continue }
        weaker.required &= ~opposed
        weaker.forbidden &= ~opposed
        var rest = other
        rest.required &= ~opposed
        rest.forbidden &= ~opposed
        guard rest.covers(weaker) else { continue }
        transitions[index] = weaker
        isChanged = true
      }
    }
    return isChanged
  }

  /// Where two transitions of a state fit, what follows the second can follow the first, and the
  /// first has one literal more: gives the second the negation of that literal.
  ///
  /// The automaton has as many transitions as before and accepts the same runs, by fewer paths.
  mutating func separateTransitions() {
    guard transitionCount <= 4_000 else { return }
    normalizeAcceptance(passing: .noSet)
    let simulation = DirectSimulation(self)
    for state in transitions.indices {
      for (index, better) in transitions[state].enumerated() {
        for other in transitions[state].indices where other != index {
          let transition = transitions[state][other]
          guard transition.acceptance & ~better.acceptance == 0,
            simulation.simulates(better.target, transition.target)
          else { continue }
          separate(other, of: state, from: transitions[state][index])
        }
      }
    }
  }

  private mutating func separate(_ index: Int, of state: Int, from better: Transition) {
    let transition = transitions[state][index]
    if better.required & transition.forbidden | better.forbidden & transition.required != 0 {
      return
    }
    let required = better.required & ~transition.required
    let forbidden = better.forbidden & ~transition.forbidden
    guard required.nonzeroBitCount + forbidden.nonzeroBitCount == 1 else { return }
    transitions[state][index].required |= forbidden
    transitions[state][index].forbidden |= required
  }
}
