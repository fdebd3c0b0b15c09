extension BuchiAutomaton {
  /// Drops acceptance sets that others imply, part by part, and numbers the others anew: a run ends
  /// in one part, so each part can use the same numbers.
  mutating func mergeAcceptanceSets() {
    let parts = Parts(transitions)
    let old = allSets
    var needed: [[UInt64]] = Array(repeating: [], count: parts.count)
    // Where a part accepts nothing, its runs have to miss some set.
    var count = 0
    for part in 0..<parts.count {
      guard let sets = parts.sets[part] else { continue }
      if sets == old { needed[part] = neededSets(of: part, in: parts) }
      count = max(count, sets == old ? needed[part].count : 1)
    }
    acceptanceSetCount = count
    for state in transitions.indices {
      let part = parts.partOfState[state]
      let isAccepting = parts.sets[part] == old
      for index in transitions[state].indices {
        let transition = transitions[state][index]
        var acceptance: UInt64 = 0
        if isAccepting && parts.holds(transition, from: state) {
          acceptance = allSets
          for (number, set) in needed[part].enumerated() where transition.acceptance & set == 0 {
            acceptance &= ~(1 << UInt64(number))
          }
        }
        transitions[state][index].acceptance = acceptance
      }
    }
  }

  /// The acceptance sets that matter within an accepting part. One does not if whatever takes the
  /// others infinitely often takes it too.
  private func neededSets(of part: Int, in parts: Parts) -> [UInt64] {
    var needed = (0..<UInt64(acceptanceSetCount)).map { UInt64(1) << $0 }
    let leaving = transitions.indices.map { state in
      parts.partOfState[state] != part
        ? [] : transitions[state].filter { parts.holds($0, from: state) }
    }
    for set in needed {
      let others = needed.reduce(0) { $1 == set ? $0 : $0 | $1 }
      let rest = Parts(leaving) { $0.acceptance & set == 0 }
      if !rest.sets.contains(where: { $0.map { others & ~$0 == 0 } ?? false }) {
        needed.removeAll { $0 == set }
      }
    }
    return needed
  }
}
