extension FairComponents {
  /// Searches all that can be reached from a node and was not seen before.
  ///
  /// - Parameter pulse: called after every node; false ends the search at once.
  /// - Returns: false when it was ended.
  mutating func search(
    from root: UInt32, in graph: inout ProductGraph, pulse: (borrowing FairComponents) -> Bool
  ) -> Bool {
    if places[graph.rank(of: root)] != 0 { return true }
    enter(Waiting(node: root, requirement: Self.noRequirement, acceptance: 0), &graph)
    while parts.count > 0 {
      guard let edge = nextWaiting() else {
        complete(&graph)
        continue
      }
      let known = places[graph.rank(of: edge.node)]
      if known == 0 {
        enter(edge, &graph)
        if isFull || !pulse(self) { return false }
        if waiting.count > waitingMax { tidy(graph) }
      } else if known != Self.done {
        join(from: Int(known) - 1, edge.requirement, edge.acceptance)
      }
    }
    return true
  }

  /// Begins a component with a node, and looks at all edges from it.
  mutating func enter(_ edge: Waiting, _ graph: inout ProductGraph) {
    let rank = graph.rank(of: edge.node)
    nodes.append(edge.node)
    places[rank] = UInt32(truncatingIfNeeded: nodes.count)
    visited += 1
    parts.append(
      Part(
        nodesStart: UInt32(truncatingIfNeeded: nodes.count - 1),
        waitingStart: UInt32(truncatingIfNeeded: waiting.count), requirement: edge.requirement,
        acceptance: edge.acceptance, isCyclic: false))
    graph.expand(edge.node)
    let places = self.places
    graph.touchRanks { places[$0] }
    for word in 0..<wordCount { requirements.append(graph.met(word)) }
    for word in 0..<width - wordCount { requirements.append(graph.wanted(word)) }
    if waiting.capacity - waiting.count < graph.edges.count {
      isFull = true
      return
    }
    for index in 0..<graph.edges.count {
      let next = graph.edges[index]
      let known = places[Int(next.rank)]
      if known == Self.done { continue }
      if known == 0 {
        waiting.append(
          Waiting(
            node: next.target, requirement: next.requirement, acceptance: next.acceptance))
      } else {
        join(from: Int(known) - 1, next.requirement, next.acceptance)
      }
    }
  }

  /// The waiting edge of the last component that was found last; nil when there is none left.
  mutating func nextWaiting() -> Waiting? {
    let start = Int(parts[parts.count - 1].waitingStart)
    return waiting.count > start ? waiting.removeLast() : nil
  }

  /// Makes one component of all from that of a node of the path on: an edge leads back there.
  mutating func join(from nodePlace: Int, _ requirement: UInt16, _ acceptance: UInt16) {
    var last = parts.count - 1
    while Int(parts[last].nodesStart) > nodePlace {
      let part = parts[last]
      // The edge that led into it is one within from now on.
      meet(part.requirement, part.acceptance, in: last)
      for word in 0..<width {
        let own = requirements[width * last + word]
        requirements[width * (last - 1) + word] |= own
      }
      last -= 1
    }
    parts.shorten(to: last + 1)
    requirements.shorten(to: width * (last + 1))
    parts[last].isCyclic = true
    meet(requirement, acceptance, in: last)
  }

  @inline(__always)
  private mutating func meet(_ requirement: UInt16, _ acceptance: UInt16, in part: Int) {
    let base = width * part
    // Acceptance sets have the first numbers.
    requirements[base] |= UInt64(acceptance)
    if requirement != Self.noRequirement {
      requirements[base + Int(requirement) / 64] |= 1 << UInt64(requirement % 64)
    }
  }

  /// Whether what an edge meets is met in a part already.
  @inline(__always)
  func isMet(_ edge: Waiting, in part: Int) -> Bool {
    let base = width * part
    if UInt64(edge.acceptance) & ~requirements[base] != 0 { return false }
    if edge.requirement == Self.noRequirement { return true }
    let word = requirements[base + Int(edge.requirement) / 64]
    return word >> UInt64(edge.requirement % 64) & 1 == 1
  }

  /// Ends the last component of the path.
  private mutating func complete(_ graph: inout ProductGraph) {
    let part = parts[parts.count - 1]
    let start = Int(part.nodesStart)
    if part.isCyclic && mayBeFair(graph.requirements) {
      let base = width * (parts.count - 1)
      let met = (0..<wordCount).map { requirements[base + $0] }
      let wanted = (0..<wordCount).map {
        width > wordCount ? requirements[base + wordCount + $0] : 0
      }
      switch graph.requirements.outcome(met: met, wanted: wanted) {
      case .unfair: break
      case .fair:
        for index in start..<nodes.count { fair.insert(graph.rank(of: nodes[index])) }
        fairNodeCount += nodes.count - start
      case .wanting(let missing):
        rest.append(members(from: start, wantingNothingOf: missing, &graph))
      }
    }
    leave(graph)
  }

  /// Whether the last component of the path meets all that is required in any case.
  @inline(__always)
  private func mayBeFair(_ wanted: borrowing FairnessRequirements) -> Bool {
    let base = width * (parts.count - 1)
    for word in 0..<wordCount where wanted.unconditional[word] & ~requirements[base + word] != 0 {
      return false
    }
    return true
  }

  /// Takes the last component off the path.
  mutating func leave(_ graph: borrowing ProductGraph) {
    let start = Int(parts[parts.count - 1].nodesStart)
    for index in start..<nodes.count {
      places[graph.rank(of: nodes[index])] = Self.done
    }
    nodes.shorten(to: start)
    waiting.shorten(to: Int(parts[parts.count - 1].waitingStart))
    requirements.shorten(to: width * (parts.count - 1))
    parts.shorten(to: parts.count - 1)
  }

  private func members(
    from start: Int, wantingNothingOf missing: [UInt64], _ graph: inout ProductGraph
  ) -> [UInt32] {
    var members: [UInt32] = []
    for index in start..<nodes.count {
      graph.expand(nodes[index])
      let isWanting = missing.indices.contains { graph.wanted($0) & missing[$0] != 0 }
      if !isWanting { members.append(nodes[index]) }
    }
    return members
  }
}
