/// Edges of a product graph.
@safe struct EdgeList: ~Copyable {
  struct Edge {
    var target: UInt32
    /// The rank of the target among all nodes.
    var rank: UInt32
    /// Which of the steps that were taken it is; -1 where it is none.
    var step: Int32
    /// The position of the action; -1 where a run that has come to its end stays in its state.
    var label: Int32
    /// What it meets beside its acceptance sets; `FairComponents.noRequirement` for nothing.
    var requirement: UInt16
    /// The acceptance sets that it belongs to.
    var acceptance: UInt16
  }

  private var edges: Table<Edge>
  private(set) var count = 0

  init() { edges = Self.allocate(64) }

  deinit { edges.deallocate() }

  private static func allocate(_ capacity: Int) -> Table<Edge> {
    let none = Edge(target: 0, rank: 0, step: -1, label: -1, requirement: 0, acceptance: 0)
    return .allocate(repeating: none, count: capacity)
  }

  var byteCount: Int { edges.count * MemoryLayout<Edge>.stride }

  @inline(__always)
  subscript(index: Int) -> Edge {
    precondition(index >= 0 && index < count, "no edge of that number")
    return edges[index]
  }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ edge: Edge) {
    if count == edges.count { grow() }
    edges[count] = edge
    count += 1
  }

  private mutating func grow() {
    let larger = Self.allocate(2 * edges.count)
    for index in 0..<count { larger[index] = edges[index] }
    edges.deallocate()
    edges = larger
  }
}
