/// Walks within a component where a fair run can stay, until all that such a run has to meet again
/// and again has been met, and back.
///
/// It goes to the nearest node or edge that meets something new, again and again: loops are short,
/// not always the shortest, which would be hard to find (it is a travelling salesman's problem).
struct LoopWalk {
  /// The ranks of the component's nodes, ascending.
  private let members: [Int]
  private let wordCount: Int
  /// What has to be met: everything, but for the strong requirements that no node here wants.
  private let required: [UInt64]

  init(_ members: [UInt32], _ graph: inout ProductGraph) {
    var ranks: [Int] = []
    for node in members { ranks.append(graph.rank(of: node)) }
    self.members = ranks.sorted()
    wordCount = graph.requirements.wordCount
    var required = graph.requirements.unconditional
    if graph.requirements.hasStrong {
      for node in members {
        graph.expand(node)
        for word in required.indices { required[word] |= graph.wanted(word) }
      }
    }
    self.required = required
  }

  func contains(_ node: UInt32, _ graph: borrowing ProductGraph) -> Bool {
    place(of: graph.rank(of: node)) != nil
  }

  /// The place of a rank among the members.
  private func place(of rank: Int) -> Int? {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = (low + high) / 2
      if members[middle] < rank { low = middle + 1 } else { high = middle }
    }
    return low < members.count && members[low] == rank ? low : nil
  }

  /// The edges of a loop, each as a visit of the node that it leads to, beginning behind the first.
  ///
  /// - Parameters:
  ///   - end: the node that the loop has to come to before its `closing` edge; nil where any edge
  ///     back may close it.
  ///   - closing: the edge that closes the loop and, with it, begins it.
  func loop(
    from start: UInt32, through end: UInt32?, closing: LassoBuilder.Visit?,
    in graph: inout ProductGraph
  ) -> [LassoBuilder.Visit] {
    var remaining = required
    var walk: [LassoBuilder.Visit] = []
    var present = start
    if let closing { meet(closing, &remaining, graph) }
    while remaining.contains(where: { $0 != 0 }) {
      guard let way = nearest(from: present, meeting: remaining, in: &graph) else {
        preconditionFailure("a component does not meet what it was found to meet")
      }
      for visit in way { meet(visit, &remaining, graph) }
      walk += way
      present = way.last?.node ?? present
      graph.expand(present)
      for word in 0..<wordCount { remaining[word] &= ~graph.met(word) }
    }
    let goal = end ?? start
    if closing == nil || present != goal {
      guard let way = way(from: present, to: goal, in: &graph) else {
        preconditionFailure("a component has no way back")
      }
      walk += way
    }
    // The closing edge comes first where the stem ends before it.
    return (closing.map { [$0] } ?? []) + walk
  }

  private func meet(
    _ visit: LassoBuilder.Visit, _ remaining: inout [UInt64], _ graph: borrowing ProductGraph
  ) {
    remaining[0] &= ~UInt64(visit.acceptance)
    let number = visit.label < 0 ? -1 : Int(graph.requirements.ofPosition[Int(visit.label)])
    if number >= 0 { remaining[number / 64] &= ~(1 << UInt64(number % 64)) }
  }

  // MARK: Searches

  private struct Found {
    var node: UInt32
    var parent: Int
    var visit: LassoBuilder.Visit?
  }

  /// The shortest way to something that meets one of some requirements.
  private func nearest(
    from start: UInt32, meeting remaining: [UInt64], in graph: inout ProductGraph
  ) -> [LassoBuilder.Visit]? {
    search(from: start, in: &graph) { graph in
      remaining.indices.contains { graph.met($0) & remaining[$0] != 0 }
    } isGoal: { visit, graph in
      var rest = remaining
      meet(visit, &rest, graph)
      return rest != remaining
    }
  }

  /// The shortest way to a node by at least one edge.
  private func way(
    from start: UInt32, to goal: UInt32, in graph: inout ProductGraph
  ) -> [LassoBuilder.Visit]? {
    search(from: start, in: &graph) { _ in
      false
    } isGoal: { visit, _ in
      visit.node == goal
    }
  }

  /// Breadth first within the component.
  ///
  /// - Parameters:
  ///   - isEnd: whether the node just expanded is what is looked for.
  ///   - isGoal: whether an edge, as a visit, is.
  private func search(
    from start: UInt32, in graph: inout ProductGraph,
    isEnd: (borrowing ProductGraph) -> Bool,
    isGoal: (LassoBuilder.Visit, borrowing ProductGraph) -> Bool
  ) -> [LassoBuilder.Visit]? {
    var seen = [Bool](repeating: false, count: members.count)
    var found = [Found(node: start, parent: -1, visit: nil)]
    if let place = place(of: graph.rank(of: start)) { seen[place] = true }
    var next = 0
    while next < found.count {
      graph.expand(found[next].node)
      if isEnd(graph) { return path(to: next, found) }
      for number in 0..<graph.edgeCount {
        let edge = graph.edge(number)
        guard let place = place(of: graph.rank(of: edge.target)) else { continue }
        let visit = LassoBuilder.Visit(
          node: edge.target, parent: 0, label: edge.label,
          acceptance: edge.acceptance)
        if isGoal(visit, graph) { return path(to: next, found) + [visit] }
        if seen[place] { continue }
        seen[place] = true
        found.append(Found(node: edge.target, parent: next, visit: visit))
      }
      next += 1
    }
    return nil
  }

  private func path(to place: Int, _ found: [Found]) -> [LassoBuilder.Visit] {
    var path: [LassoBuilder.Visit] = []
    var next = place
    while next >= 0 {
      if let visit = found[next].visit { path.append(visit) }
      next = found[next].parent
    }
    return path.reversed()
  }
}
