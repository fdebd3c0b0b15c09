extension BuchiAutomaton {
  /// The strongly connected parts of an automaton, or of some of its transitions.
  struct Parts {
    /// The number of each state's part. Transitions lead to the same part or to one with a smaller
    /// number.
    private(set) var partOfState: [Int]
    private(set) var count = 0
    /// For each part, the acceptance sets with a transition within it; nil where there is no
    /// transition within it.
    private(set) var sets: [UInt64?] = []

    /// R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2), 1972,
    /// doi:10.1137/0201010; without recursion.
    init(_ transitions: [[Transition]], where isIncluded: (Transition) -> Bool = { _ in true }) {
      let size = transitions.count
      partOfState = Array(repeating: -1, count: size)
      var order = Array(repeating: -1, count: size)
      var low = Array(repeating: 0, count: size)
      var open: [Int] = []
      var found = 0
      for root in 0..<size where order[root] < 0 {
        var path = [(state: root, next: 0)]
        order[root] = found
        low[root] = found
        found += 1
        open.append(root)
        while let (state, next) = path.last {
          if next < transitions[state].count {
            path[path.count - 1].next += 1
            let transition = transitions[state][next]
            guard isIncluded(transition) else { continue }
            let target = transition.target
            if order[target] < 0 {
              path.append((target, 0))
              order[target] = found
              low[target] = found
              found += 1
              open.append(target)
            } else if partOfState[target] < 0 {
              low[state] = min(low[state], order[target])
            }
          } else {
            path.removeLast()
            if let parent = path.last?.state { low[parent] = min(low[parent], low[state]) }
            if low[state] == order[state] { close(state, &open) }
          }
        }
      }
      findSets(transitions, where: isIncluded)
    }

    private mutating func close(_ root: Int, _ open: inout [Int]) {
      while let state = open.popLast() {
        partOfState[state] = count
        if state == root { break }
      }
      count += 1
    }

    private mutating func findSets(
      _ transitions: [[Transition]], where isIncluded: (Transition) -> Bool
    ) {
      sets = Array(repeating: nil, count: count)
      for (state, leaving) in transitions.enumerated() {
        for transition in leaving where isIncluded(transition) && holds(transition, from: state) {
          sets[partOfState[state], default: 0] |= transition.acceptance
        }
      }
    }

    /// Does the transition stay within a part?
    func holds(_ transition: Transition, from state: Int) -> Bool {
      partOfState[state] == partOfState[transition.target]
    }
  }
}

extension Array {
  /// The value at an index, where nil is taken for another one.
  fileprivate subscript<Wrapped>(index: Int, default value: Wrapped) -> Wrapped
  where Element == Wrapped? {
    get { self[index] ?? value }
    set { self[index] = newValue }
  }
}
