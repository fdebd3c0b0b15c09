/// Leaves out nodes from which every run comes to an end, or out of the graph, or stays for ever in
/// one node where no fair run can stay.
///
/// One pass, from the deepest level to the first: most steps lead one level deeper, to nodes that
/// were looked at just before, so what has no cycles goes at once. Nodes of a level are looked at
/// together, by all threads, and edges to nodes that were left out are soon not even looked up. A
/// depth-first search waits for memory at each edge.
/// Where few nodes go, as most are on cycles, the pass is broken off.
struct LevelTrim {
  let levels: [[Range<Int>]]
  let nodes: LivenessNodes
  let components: FairComponents.Shared
  let makeGraph: () -> ProductGraph
  let sharing: WorkShare
  let partsMax: Int
  /// As `SearchSettings.trimSampleMin`.
  let sampleMin: Int

  /// The share of the sample that should go.
  private static let shareMin = 0.4
  /// Levels of fewer states are looked at by one thread.
  private static let sharedLevelMin = 4_000

  /// - Parameter pulse: called after each level with the nodes looked at; false ends the pass.
  /// - Returns: how many nodes were left out.
  func run(pulse: (Int) -> Bool) -> Int {
    let isAlone = nodes.searchedStates.count == 1
    let workers = (0..<partsMax).map { _ in
      TrimWorker(makeGraph(), nodes, components, mayLeaveOut: isAlone)
    }
    var (seen, gone) = (0, 0)
    for level in levels.reversed() {
      let pieces = CellPieces(level)
      if partsMax > 1 && pieces.count > 1
        && level.reduce(0, { $0 + $1.count }) >= Self.sharedLevelMin
      {
        sharing.run { part in workers[part].trim(pieces) }
      } else {
        workers[0].trim(pieces)
      }
      seen = workers.reduce(0) { $0 + $1.seen }
      gone = workers.reduce(0) { $0 + $1.gone }
      if !pulse(seen) { break }
      if seen >= sampleMin && Double(gone) < Self.shareMin * Double(seen) { break }
    }
    return gone
  }
}

/// What one thread has for leaving out nodes.
private final class TrimWorker: @unchecked Sendable {
  private var graph: ProductGraph?
  private let nodes: LivenessNodes
  private let components: FairComponents.Shared
  private var waiting: [UInt32] = []
  private(set) var seen = 0
  private(set) var gone = 0

  init(
    _ graph: consuming ProductGraph, _ nodes: LivenessNodes, _ components: FairComponents.Shared,
    mayLeaveOut: Bool
  ) {
    if mayLeaveOut { graph.beginLeavingOut() }
    self.graph = consume graph
    self.nodes = nodes
    self.components = components
  }

  func trim(_ pieces: CellPieces) {
    // In a variable of its own, whose uses nobody has to watch over.
    guard var graph = self.graph.take() else { return }
    while let piece = pieces.next() {
      for cell in piece.joined() {
        for state in nodes.searchedStates where graph.isNode(cell, state) {
          waiting.append(graph.node(cell, state))
          if waiting.count == ProductGraph.togetherMax { trimWaiting(&graph) }
        }
      }
    }
    while !waiting.isEmpty { trimWaiting(&graph) }
    self.graph = consume graph
  }

  private func trimWaiting(_ graph: inout ProductGraph) {
    let count = graph.expand(waiting)
    graph.touchRanks { components.touch($0) }
    for number in 0..<count {
      graph.select(number: number)
      if canGo(waiting[number], graph) {
        components.leaveOut(graph.rank(of: waiting[number]))
        gone += 1
      }
    }
    seen += count
    waiting.removeFirst(count)
  }

  /// Whether no fair run can stay in the graph from the node on.
  private func canGo(_ node: UInt32, _ graph: borrowing ProductGraph) -> Bool {
    var staysInNode = false
    for index in 0..<graph.edgeCount {
      let edge = graph.edge(index)
      if edge.target == node {
        staysInNode = true
      } else if components.isLeftOut(Int(edge.rank)) {
        graph.leaveOut(edge)
      } else {
        return false
      }
    }
    return !staysInNode || !graph.canStay(in: node)
  }
}
