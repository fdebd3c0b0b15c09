package import Engine

/// An infinite run that goes through a stem once and through a loop for ever.
package struct LassoWord: Hashable, Sendable {
  /// The propositions that are true at each position, a bit for each.
  package var stem: [UInt64]
  /// Not empty.
  package var loop: [UInt64]

  package init(stem: [UInt64], loop: [UInt64]) {
    self.stem = stem
    self.loop = loop
  }

  private var positions: [UInt64] { stem + loop }

  private func successor(_ position: Int) -> Int {
    position + 1 < stem.count + loop.count ? position + 1 : stem.count
  }

  /// Does the run satisfy the formula? By what the operators mean.
  package func satisfies(_ formula: Engine.TemporalFormula) -> Bool { truth(of: formula)[0] }

  /// The formula's truth at each position.
  private func truth(of formula: Engine.TemporalFormula) -> [Bool] {
    let indices = positions.indices
    switch formula {
    case .constant(let value): return indices.map { _ in value }
    case .proposition(let number): return positions.map { $0 >> UInt64(number) & 1 == 1 }
    case .not(let inner): return truth(of: inner).map { !$0 }
    case .and(let a, let b): return zip(truth(of: a), truth(of: b)).map { $0 && $1 }
    case .or(let a, let b): return zip(truth(of: a), truth(of: b)).map { $0 || $1 }
    case .next(let inner):
      let later = truth(of: inner)
      return indices.map { later[successor($0)] }
    case .until(let a, let b):
      let (first, second) = (truth(of: a), truth(of: b))
      return fixpoint(from: false) { second[$0] || first[$0] && $1 }
    case .releases(let a, let b):
      let (first, second) = (truth(of: a), truth(of: b))
      return fixpoint(from: true) { second[$0] && (first[$0] || $1) }
    case .bounded(let wait):
      let (triggers, goals) = (truth(of: wait.trigger), truth(of: wait.goal))
      let ticks = truth(of: wait.tick)
      return indices.map { start in
        after(start).allSatisfy {
          !triggers[$0] || isMet(goals, ticks, from: $0, ticksMax: wait.ticksMax)
        }
      }
    }
  }

  /// The positions that come from one on, that one included.
  private func after(_ start: Int) -> [Int] {
    Array(start..<positions.count) + Array(stem.count..<max(stem.count, start))
  }

  /// Walks from a position to the first one with the goal, and counts the ticks on the way.
  private func isMet(_ goals: [Bool], _ ticks: [Bool], from start: Int, ticksMax: Int) -> Bool {
    var (position, count) = (start, 0)
    for _ in positions {
      if goals[position] { return count <= ticksMax }
      if ticks[position] { count += 1 }
      position = successor(position)
    }
    // All positions that there are have been seen, or some twice: it never comes.
    return false
  }

  /// The truths that agree with a rule for each position and what is true at the one after: the
  /// least or the greatest, as they begin.
  private func fixpoint(from start: Bool, _ rule: (Int, Bool) -> Bool) -> [Bool] {
    var truths = positions.map { _ in start }
    while true {
      let changed = truths.indices.map { rule($0, truths[successor($0)]) }
      if changed == truths { return truths }
      truths = changed
    }
  }

  /// Does the automaton accept the run? By a search through the pairs of a state and a position.
  package func isAccepted(by automaton: BuchiAutomaton) -> Bool {
    let size = stem.count + loop.count
    let all = (0..<automaton.acceptanceSetCount).reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
    let edges = automaton.transitions.flatMap { leaving in
      positions.enumerated().map { position, truths in
        leaving
          .filter { $0.required & ~truths == 0 && $0.forbidden & truths == 0 }
          .map { (target: $0.target * size + successor(position), acceptance: $0.acceptance) }
      }
    }
    let targets = edges.map { $0.map(\.target) }
    let start = automaton.initialState * size
    let reachable = Self.reached(from: [start], targets)
    // What can be reached by a step or more from each pair. Pairs that reach each other make a
    // part.
    let after = targets.map { Self.reached(from: $0, targets) }
    for pair in edges.indices where pair == start || reachable[pair] {
      guard after[pair][pair] else { continue }
      let part = edges.indices.filter { after[pair][$0] && after[$0][pair] }
      let sets = part.reduce(UInt64(0)) { sets, member in
        edges[member].filter { after[pair][$0.target] && after[$0.target][pair] }
          .reduce(sets) { $0 | $1.acceptance }
      }
      if sets == all { return true }
    }
    return false
  }

  private static func reached(from start: [Int], _ targets: [[Int]]) -> [Bool] {
    var isReached = targets.map { _ in false }
    var open = start
    while let node = open.popLast() {
      if isReached[node] { continue }
      isReached[node] = true
      open += targets[node]
    }
    return isReached
  }
}
