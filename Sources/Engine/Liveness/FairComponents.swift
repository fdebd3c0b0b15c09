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
    /// The edge by which it was entered.
    var requirement: UInt16
    var acceptance: UInt16
    /// Whether there is an edge from one of its nodes to another, or to itself.
    var isCyclic: Bool
  }

  /// By rank of a node: 0 when it was not seen, `done`, or one more than its place among the nodes
  /// of the path.
  let places: SharedNumbers
  let nodeCount: Int
  static let done = UInt32.max
  /// Of a node that was not seen: a waiting edge to it is known, while the list is tidied up.
  static let marked = UInt32.max - 1

  var nodes: PagedStack<UInt32>
  var waiting: PagedStack<Waiting>
  /// The node of a waiting edge that says nothing new.
  static let dropped = UInt32.max
  var parts: PagedStack<Part>
  /// For each part, what is met within, and what is wanted if anything may be.
  var requirements: PagedStack<UInt64>
  let wordCount: Int
  /// Words of what is kept for a part.
  let width: Int
  /// So many waiting edges there may be before the list is tidied up.
  var waitingMax: Int
  let waitingMin: Int

  /// By rank: whether the node is in a component where a fair run can stay.
  let fair: MarkedSet
  /// Components without the nodes that want what is not met there, to be searched again.
  var rest: [[UInt32]] = []
  var visited = 0
  var fairNodeCount = 0
  /// Whether the search had to end because the list of waiting edges is full.
  var isFull = false

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
}
