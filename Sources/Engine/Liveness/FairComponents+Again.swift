extension FairComponents {
  /// Takes one of the sets that are to be searched again: its nodes are as if they had not been
  /// seen, and all others stay seen.
  mutating func takeRest(_ graph: borrowing ProductGraph) -> [UInt32]? {
    guard let members = rest.popLast() else { return nil }
    for node in members { places[graph.rank(of: node)] = 0 }
    return members
  }

  /// Makes the nodes of fair components as if they had not been seen, and no others.
  mutating func beginAgain() {
    for rank in 0..<nodeCount { places[rank] = fair.contains(rank) ? 0 : Self.done }
  }

  /// The nodes of the component of one that was not seen; nil when it was ended.
  ///
  /// - Precondition: nodes outside of fair components count as seen, as after `beginAgain`.
  ///
  /// - Parameter pulse: called after every node; false ends it.
  mutating func component(
    of root: UInt32, in graph: inout ProductGraph, pulse: (borrowing FairComponents) -> Bool
  ) -> [UInt32]? {
    var members: [UInt32] = []
    enter(Waiting(node: root, requirement: Self.noRequirement, acceptance: 0), &graph)
    while parts.count > 0 {
      guard let edge = nextWaiting() else {
        if parts.count == 1 { members = (0..<nodes.count).map { nodes[$0] } }
        leave(graph)
        continue
      }
      let known = places[graph.rank(of: edge.node)]
      if known == 0 {
        enter(edge, &graph)
        if isFull || !pulse(self) { return nil }
        if waiting.count > waitingMax { tidy(graph) }
      } else if known != Self.done {
        join(from: Int(known) - 1, edge.requirement, edge.acceptance)
      }
    }
    return members
  }
}
