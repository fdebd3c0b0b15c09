/// Finds the strongly connected components of a product graph in which a fair run can stay.
///
/// One depth-first search keeps a path of components that are not complete yet (Gabow, "Path-based
/// depth-first search for strong and biconnected components", 2000,
/// doi:10.1016/S0020-0190(00)00051-X): an edge back to one of them makes one of all that come
/// after it. For each the requirements that are met within are kept beside it, so that nothing need
/// be looked at again when it is complete.
///
/// A node takes 4 bytes, and while it is on the path 4 more; edges to nodes that were not seen yet
/// wait in a list of 8 bytes each, from which those that say nothing new are taken out when it
/// grows.
@safe struct FairComponents: ~Copyable {
  /// An edge to a node that was not seen when it was found.
  struct Waiting {
    var node: UInt32
    /// The requirement that it meets; `noRequirement` when there is none.
    var requirement: UInt16
    /// The acceptance sets that it belongs to.
    var acceptance: UInt16
  }

  static let noRequirement = UInt16.max
  /// More acceptance sets than this, or requirements in all, are too many.
  static let acceptanceSetCountMax = 16
  static let requirementCountMax = Int(UInt16.max)

  /// A component that is not complete: where its nodes and its waiting edges begin.
  struct Part {
    var nodesStart: UInt32
    var waitingStart: UInt32
    /// The edge to be looked at next; all before it have been.
    var waitingNext: UInt32
    /// The edge by which it was entered.
    var requirement: UInt16
    var acceptance: UInt16
    /// Whether there is an edge from one of its nodes to another, or to itself.
    var isCyclic: Bool
  }

  /// By rank of a node: 0 when it was not seen, `done`, or one more than its place among the nodes
  /// of the path.
  private let places: SharedNumbers
  let nodeCount: Int
  fileprivate static let done = UInt32.max
  /// Of a node that was not seen: a waiting edge to it is known, while the list is tidied up.
  private static let marked = UInt32.max - 1

  private var nodes: PagedStack<UInt32>
  private var waiting: PagedStack<Waiting>
  /// The node of a waiting edge that was looked at, or says nothing new.
  private static let dropped = UInt32.max
  private var parts: PagedStack<Part>
  /// For each part, what is met within, and what is wanted if anything may be.
  private var requirements: PagedStack<UInt64>
  private let wordCount: Int
  /// Words of what is kept for a part.
  private let width: Int
  /// So many waiting edges there may be before the list is tidied up.
  private var waitingMax: Int
  private let waitingMin: Int

  /// By rank: whether the node is in a component where a fair run can stay.
  let fair: MarkedSet
  /// Components without the nodes that want what is not met there, to be searched again.
  private(set) var rest: [[UInt32]] = []
  private(set) var visited = 0
  private(set) var fairNodeCount = 0
  /// Whether the search had to end because the list of waiting edges is full.
  private(set) var isFull = false

  /// Nil when there is no address space.
  ///
  /// - Parameter waitingMin: as `SearchSettings.waitingEdgesMin`.
  init?(nodeCount: Int, _ wanted: FairnessRequirements, waitingMin: Int) {
    self.waitingMin = waitingMin
    waitingMax = waitingMin
    let wordCount = wanted.wordCount
    let width = wanted.hasStrong ? 2 * wordCount : wordCount
    guard let places = SharedNumbers(count: nodeCount),
      let nodes = PagedStack<UInt32>(capacity: nodeCount),
      let waiting = PagedStack<Waiting>(capacity: min(max(1 << 24, nodeCount * 64), 1 << 32 - 1)),
      let parts = PagedStack<Part>(capacity: nodeCount),
      let requirements = PagedStack<UInt64>(capacity: width * nodeCount),
      let fair = MarkedSet(capacity: nodeCount)
    else { return nil }
    self.places = places
    self.nodeCount = nodeCount
    self.nodes = nodes
    self.waiting = waiting
    self.parts = parts
    self.requirements = requirements
    self.fair = fair
    self.wordCount = wordCount
    self.width = width
  }

  var byteCount: Int {
    nodeCount * 4 + nodeCount / 8 + nodes.byteCount + waiting.byteCount + parts.byteCount
      + requirements.byteCount + rest.reduce(0) { $0 + $1.count * 4 }
  }

  /// Whether the node of a rank is one of those that are searched; others can be on no cycle that
  /// is accepted.
  func isSearched(_ rank: Int) -> Bool { rank < nodeCount }

  // MARK: Leaving out

  /// Where it is kept which nodes need not be searched, for several threads before the search.
  var shared: Shared { Shared(places: places) }

  struct Shared: Sendable {
    fileprivate let places: SharedNumbers

    @inline(__always)
    func isLeftOut(_ rank: Int) -> Bool { places[rank] == FairComponents.done }

    /// No fair run can stay where the node is.
    @inline(__always)
    func leaveOut(_ rank: Int) { places[rank] = FairComponents.done }

    /// Loads what is kept of a node.
    @inline(__always)
    func touch(_ rank: Int) -> UInt32 { places[rank] }
  }

  // MARK: Searching

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
  private mutating func enter(_ edge: Waiting, _ graph: inout ProductGraph) {
    let rank = graph.rank(of: edge.node)
    nodes.append(edge.node)
    places[rank] = UInt32(truncatingIfNeeded: nodes.count)
    visited += 1
    parts.append(
      Part(
        nodesStart: UInt32(truncatingIfNeeded: nodes.count - 1),
        waitingStart: UInt32(truncatingIfNeeded: waiting.count),
        waitingNext: UInt32(truncatingIfNeeded: waiting.count), requirement: edge.requirement,
        acceptance: edge.acceptance, isCyclic: false))
    graph.expand(edge.node)
    let places = self.places
    graph.touchRanks { places[$0] }
    for word in 0..<wordCount { requirements.append(graph.met(word)) }
    for word in 0..<width - wordCount { requirements.append(graph.wanted(word)) }
    if waiting.capacity - waiting.count < graph.edgeCount {
      isFull = true
      return
    }
    for index in 0..<graph.edgeCount {
      let next = graph.edge(index)
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

  /// The next waiting edge of the last component; nil when there is none left.
  ///
  /// The first comes first: within one component the order does not matter, and nodes that were
  /// found together are near each other in memory.
  private mutating func nextWaiting() -> Waiting? {
    let last = parts.count - 1
    var next = Int(parts[last].waitingNext)
    while next < waiting.count {
      let edge = waiting[next]
      next += 1
      if edge.node == Self.dropped { continue }
      waiting[next - 1].node = Self.dropped
      parts[last].waitingNext = UInt32(truncatingIfNeeded: next)
      return edge
    }
    parts[last].waitingNext = UInt32(truncatingIfNeeded: next)
    return nil
  }

  /// Makes one component of all from that of a node of the path on: an edge leads back there.
  private mutating func join(from nodePlace: Int, _ requirement: UInt16, _ acceptance: UInt16) {
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
  private func isMet(_ edge: Waiting, in part: Int) -> Bool {
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
  private mutating func leave(_ graph: borrowing ProductGraph) {
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

  /// Takes out waiting edges that were looked at or say nothing new: those to complete components,
  /// and those that meet nothing which is not met in their part already, if their node was seen, or
  /// waits at a later edge too, which comes first or is of the same part.
  private mutating func tidy(_ graph: borrowing ProductGraph) {
    var part = parts.count - 1
    for index in stride(from: waiting.count - 1, through: 0, by: -1) {
      while Int(parts[part].waitingStart) > index { part -= 1 }
      let edge = waiting[index]
      if edge.node == Self.dropped { continue }
      let rank = graph.rank(of: edge.node)
      let known = places[rank]
      if known == 0 { places[rank] = Self.marked }
      if known == Self.done || known != 0 && isMet(edge, in: part) {
        waiting[index].node = Self.dropped
      }
    }
    var target = 0
    part = 0
    for index in 0..<waiting.count {
      while part < parts.count && Int(parts[part].waitingStart) == index {
        beginWaiting(of: part, at: target)
        part += 1
      }
      let edge = waiting[index]
      if edge.node == Self.dropped { continue }
      let rank = graph.rank(of: edge.node)
      if places[rank] == Self.marked { places[rank] = 0 }
      waiting[target] = edge
      target += 1
    }
    while part < parts.count {
      beginWaiting(of: part, at: target)
      part += 1
    }
    waiting.shorten(to: target)
    waitingMax = max(waitingMin, 3 * target)
  }

  private func beginWaiting(of part: Int, at place: Int) {
    parts[part].waitingStart = UInt32(truncatingIfNeeded: place)
    parts[part].waitingNext = UInt32(truncatingIfNeeded: place)
  }

  // MARK: Searching again

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

  /// The nodes of the component of one that was not seen.
  ///
  /// - Precondition: nodes outside of fair components count as seen, as after `beginAgain`.
  mutating func component(of root: UInt32, in graph: inout ProductGraph) -> [UInt32] {
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
      } else if known != Self.done {
        join(from: Int(known) - 1, edge.requirement, edge.acceptance)
      }
    }
    return members
  }
}
