/// Builds the run that shows that a claim does not hold: a shortest way to a component in which a
/// fair run can stay, and a short loop there.
///
/// Both come from breadth-first searches that begin with states in the order of their words and
/// take steps in an order that the program gives, so the lasso does not depend on how states were
/// numbered.
struct LassoBuilder: ~Copyable {
  /// A node that a search has come to, the place of the one before it, and the edge between.
  struct Visit {
    var node: UInt32
    var parent: UInt32
    var label: Int32
    var acceptance: UInt16
  }

  static let none = UInt32.max

  /// Nodes in the order in which they were found.
  private var visits: PagedStack<Visit>

  /// Why there is no lasso.
  enum Failure: Error {
    /// No node of a fair component can be reached.
    case unreachable
    case memory
    case interrupted
  }

  init?(nodeCountMax: Int) {
    guard let visits = PagedStack<Visit>(capacity: nodeCountMax) else { return nil }
    self.visits = visits
  }

  /// - Parameters:
  ///   - roots: the initial states, in the order of their words.
  ///   - pulse: called now and then, with the bytes that there are here; false ends it.
  mutating func lasso(
    in graph: inout ProductGraph, _ components: inout FairComponents, roots: [Int],
    pulse: @escaping (Int) -> Bool
  ) throws(Failure) -> EngineLasso {
    let entry = try entry(in: &graph, components, roots: roots, pulse)
    let stem = path(to: entry.place)
    components.beginAgain()
    let bytes = visits.byteCount
    var beats = 0
    let members = components.component(of: entry.node, in: &graph) { _ in
      beats += 1
      return beats % 1024 != 0 || pulse(bytes)
    }
    guard let members else { throw .interrupted }
    let walk = LoopWalk(members, &graph) { pulse(bytes + $0) }
    var stemVisits = stem
    var closing: Visit?
    if let turn = entry.turn, walk.contains(turn.node, graph) {
      // The state before is in the loop as well: the stem can end there.
      closing = Visit(
        node: entry.node, parent: Self.none, label: turn.label, acceptance: turn.acceptance)
      stemVisits.removeLast()
    }
    let loop = try walk.loop(
      from: entry.node, through: closing == nil ? nil : entry.turn?.node, closing: closing,
      in: &graph)
    return build(stemVisits, loop, in: &graph)
  }

  // MARK: The stem

  private struct Entry {
    var node: UInt32
    /// Among the visits.
    var place: Int
    /// A node of the state before, from which the same step leads to the same node, where there is
    /// a fair one.
    var turn: (node: UInt32, label: Int32, acceptance: UInt16)?
  }

  /// The first node of a fair component on the first level that has one.
  private mutating func entry(
    in graph: inout ProductGraph, _ components: borrowing FairComponents, roots: [Int],
    _ pulse: (Int) -> Bool
  ) throws(Failure) -> Entry {
    guard let seen = MarkedSet(capacity: graph.cellCount * graph.automaton.transitions.count)
    else { throw .memory }
    let initial = graph.automaton.initialState
    for cell in roots where graph.isNode(cell, initial) {
      let node = graph.node(cell, initial)
      seen.insert(Int(node))
      visits.append(Visit(node: node, parent: Self.none, label: -1, acceptance: 0))
      if isFair(node, graph, components) {
        return Entry(node: node, place: visits.count - 1, turn: nil)
      }
    }
    var first: Entry?
    var next = 0
    var levelEnd = visits.count
    while next < visits.count {
      if next == levelEnd {
        if let first { return first }
        levelEnd = visits.count
      }
      if next % 1024 == 0 {
        if !pulse(visits.byteCount + seen.byteCount) { throw .interrupted }
      }
      let source = visits[next].node
      graph.expand(source)
      for number in 0..<graph.edges.count {
        let edge = graph.edges[number]
        let isNew = !seen.contains(Int(edge.target))
        if isNew {
          seen.insert(Int(edge.target))
          visits.append(
            Visit(
              node: edge.target, parent: UInt32(truncatingIfNeeded: next), label: edge.label,
              acceptance: edge.acceptance))
        }
        guard isNew, isFair(edge.target, graph, components) else { continue }
        let place = visits.count - 1
        if let turn = turn(from: source, edge, &graph, components) {
          return Entry(node: edge.target, place: place, turn: turn)
        }
        if first == nil { first = Entry(node: edge.target, place: place, turn: nil) }
        // Looking for a turn has expanded another node.
        graph.expand(source)
      }
      next += 1
    }
    guard let first else { throw .unreachable }
    return first
  }

  private func isFair(
    _ node: UInt32, _ graph: borrowing ProductGraph, _ components: borrowing FairComponents
  ) -> Bool {
    let rank = graph.rank(of: node)
    return components.isSearched(rank) && components.fair.contains(rank)
  }

  private func turn(
    from source: UInt32, _ edge: EdgeList.Edge, _ graph: inout ProductGraph,
    _ components: borrowing FairComponents
  ) -> (node: UInt32, label: Int32, acceptance: UInt16)? {
    let cell = graph.cell(of: source)
    for state in graph.automaton.transitions.indices where graph.isNode(cell, state) {
      let node = graph.node(cell, state)
      guard isFair(node, graph, components) else { continue }
      graph.expand(node)
      for number in 0..<graph.edges.count {
        let other = graph.edges[number]
        if other.target == edge.target && other.label == edge.label {
          return (node, other.label, other.acceptance)
        }
      }
    }
    return nil
  }

  private func path(to place: Int) -> [Visit] {
    var path: [Visit] = []
    var next = UInt32(truncatingIfNeeded: place)
    while next != Self.none {
      let visit = visits[Int(next)]
      path.append(visit)
      next = visit.parent
    }
    return path.reversed()
  }

  // MARK: Steps

  private func build(
    _ stem: [Visit], _ loop: [Visit], in graph: inout ProductGraph
  ) -> EngineLasso {
    let first = graph.store.words(at: graph.cell(of: stem[0].node))
    var steps = [EngineStep(action: nil, choices: [], state: first)]
    // Where a run has come to its end it stays, which is no step.
    for (before, after) in zip(stem, stem.dropFirst()) where after.label >= 0 {
      steps.append(step(from: before.node, after, in: &graph))
    }
    var source = stem[stem.count - 1].node
    var turns: [EngineStep] = []
    for visit in loop where visit.label >= 0 {
      turns.append(step(from: source, visit, in: &graph))
      source = visit.node
    }
    return EngineLasso(stem: steps, loop: turns)
  }

  private func step(
    from source: UInt32, _ visit: Visit, in graph: inout ProductGraph
  ) -> EngineStep {
    graph.engineStep(
      from: graph.cell(of: source), visit.label, to: graph.cell(of: visit.node))
  }
}
