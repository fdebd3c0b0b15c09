extension TransitionGraph {
  /// The part that one of the initial states leads to: the model of whoever begins there.
  ///
  /// What a spec leaves open at the beginning, such as a hash function, gives it an initial state
  /// for each possibility. A component has one of them, and is held to that.
  /// - Complexity: O(edges of the part).
  package func part(from state: Int) -> TransitionGraph {
    var part = self
    part.edges = EdgeTable()
    part.initial = [0]
    var numbers = [state: 0]
    var states = [state]
    while part.edges.count < states.count {
      let edges = self.edges[states[part.edges.count]].map { edge in
        let target = numbers[edge.target] ?? states.count
        if target == states.count {
          numbers[edge.target] = target
          states.append(edge.target)
        }
        return EdgeTable.Edge(call: edge.call, result: edge.result, target: target)
      }
      part.edges.append(edges)
    }
    return part
  }
}
