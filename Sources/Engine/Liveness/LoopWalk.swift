/// Walks within a component where a fair run can stay, until all that such a run has to meet again
/// and again has been met, and back.
///
/// It goes to the nearest node or edge that meets something new, again and again: loops are short,
/// not always the shortest, which would be hard to find (it is a travelling salesman's problem).
struct LoopWalk {
  /// The ranks of the component's nodes, ascending.
  private let members: [UInt32]
  private let wordCount: Int
  /// What has to be met: everything, but for the strong requirements that no node here wants.
  private let required: [UInt64]

  /// Asked now and then, with the bytes that there are here; false ends the walk.
  private let pulse: (Int) -> Bool

  init(_ members: [UInt32], _ graph: inout ProductGraph, pulse: @escaping (Int) -> Bool) {
    self.pulse = pulse
    var ranks: [UInt32] = []
    ranks.reserveCapacity(members.count)
    for node in members { ranks.append(UInt32(truncatingIfNeeded: graph.rank(of: node))) }
    ranks.sort()
    self.members = ranks
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
      if Int(members[middle]) < rank { low = middle + 1 } else { high = middle }
    }
    return low < members.count && Int(members[low]) == rank ? low : nil
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
  ) throws(LassoBuilder.Failure) -> [LassoBuilder.Visit] {
    var remaining = required
    var walk: [LassoBuilder.Visit] = []
    var present = start
    if let closing { meet(closing, &remaining, graph) }
    while remaining.contains(where: { $0 != 0 }) {
      guard let way = try nearest(from: present, meeting: remaining, in: &graph) else {
        preconditionFailure("a component does not meet what it was found to meet")
      }
      for visit in way { meet(visit, &remaining, graph) }
      walk += way
      present = way.last?.node ?? present
      graph.expand(present)
      for word in 0..<wordCount { remaining[word] &= ~graph.met(word) }
    }
    let goal = end ?? start
    // A loop has at least one edge.
    if present != goal || closing == nil && walk.isEmpty {
      guard let way = try way(from: present, to: goal, in: &graph) else {
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

  /// The shortest way to something that meets one of some requirements.
  private func nearest(
    from start: UInt32, meeting remaining: [UInt64], in graph: inout ProductGraph
  ) throws(LassoBuilder.Failure) -> [LassoBuilder.Visit]? {
    try search(from: start, in: &graph) { graph in
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
  ) throws(LassoBuilder.Failure) -> [LassoBuilder.Visit]? {
    try search(from: start, in: &graph) { _ in
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
  ) throws(LassoBuilder.Failure) -> [LassoBuilder.Visit]? {
    guard let seen = MarkedSet(capacity: members.count),
      var found = PagedStack<LassoBuilder.Visit>(capacity: members.count + 1)
    else { throw .memory }
    let none = LassoBuilder.none
    found.append(LassoBuilder.Visit(node: start, parent: none, label: -1, acceptance: 0))
    if let place = place(of: graph.rank(of: start)) { seen.insert(place) }
    var next = 0
    while next < found.count {
      if next % 1024 == 1023 && !pulse(members.count * 5 + found.byteCount) { throw .interrupted }
      graph.expand(found[next].node)
      if isEnd(graph) { return path(to: next, found) }
      for number in 0..<graph.edges.count {
        let edge = graph.edges[number]
        guard let place = place(of: graph.rank(of: edge.target)) else { continue }
        let visit = LassoBuilder.Visit(
          node: edge.target, parent: UInt32(truncatingIfNeeded: next), label: edge.label,
          acceptance: edge.acceptance)
        if isGoal(visit, graph) { return path(to: next, found) + [visit] }
        if seen.contains(place) { continue }
        seen.insert(place)
        found.append(visit)
      }
      next += 1
    }
    return nil
  }

  /// The edges to a visit, without the node that all began with.
  private func path(
    to place: Int, _ found: borrowing PagedStack<LassoBuilder.Visit>
  ) -> [LassoBuilder.Visit] {
    var path: [LassoBuilder.Visit] = []
    var visit = found[place]
    while visit.parent != LassoBuilder.none {
      path.append(visit)
      visit = found[Int(visit.parent)]
    }
    return path.reversed()
  }
}
