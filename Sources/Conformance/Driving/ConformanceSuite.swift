/// Runs to be made, each from the initial state, as a tree: what they have in common is there once.
///
/// A node is reached by calls and the answers to them; a run is the way to a node without children.
/// So a run that is the beginning of another one is none of its own.
struct ConformanceSuite: Sendable {
  struct Node: Sendable {
    var parent: Int
    /// Of the observable graph.
    var state: Int
    /// The call and the answer that lead here from the parent; nothing for the root.
    var call: Int
    var result: Int
    var depth: Int
    fileprivate var firstChild = -1
    fileprivate var nextSibling = -1
  }

  let graph: ObservableGraph
  private(set) var nodes: [Node]

  init(on graph: ObservableGraph) {
    self.graph = graph
    nodes = [Node(parent: -1, state: 0, call: -1, result: -1, depth: 0)]
  }

  /// The node that follows with a call and its answer, if there is one.
  func child(of node: Int, call: Int, result: Int) -> Int? {
    var child = nodes[node].firstChild
    while child >= 0 {
      if nodes[child].call == call && nodes[child].result == result { return child }
      child = nodes[child].nextSibling
    }
    return nil
  }

  /// The node that follows along an edge of the node's state.
  mutating func add(_ edge: EdgeTable.Edge, to node: Int) -> Int {
    if let known = child(of: node, call: edge.call, result: edge.result) { return known }
    let index = nodes.count
    var child = Node(
      parent: node, state: edge.target, call: edge.call, result: edge.result,
      depth: nodes[node].depth + 1)
    child.nextSibling = nodes[node].firstChild
    nodes.append(child)
    nodes[node].firstChild = index
    return index
  }

  /// A sequence of calls after a node, with every answer that the spec allows, as far as it is
  /// defined.
  mutating func add(_ calls: ArraySlice<Int>, after node: Int) {
    guard let call = calls.first else { return }
    for edge in graph.edges[nodes[node].state] where edge.call == call {
      let next = add(edge, to: node)
      add(calls.dropFirst(), after: next)
    }
  }

  /// The ends of all runs, in the order in which the nodes were added that a run is the first to
  /// come to: ways to states before what follows them, and by their depth.
  func ends() -> [Int] {
    var isMet = Array(repeating: false, count: nodes.count)
    var ends: [Int] = []
    for node in nodes.indices.dropFirst() where !isMet[node] {
      // All before it have been met, so its way back is met from its parent on.
      var end = node
      isMet[end] = true
      while nodes[end].firstChild >= 0 {
        end = nodes[end].firstChild
        isMet[end] = true
      }
      ends.append(end)
    }
    return ends
  }

  /// Calls of the way to a node.
  func calls(to node: Int) -> [Int] {
    var calls: [Int] = []
    var current = node
    while current > 0 {
      calls.append(nodes[current].call)
      current = nodes[current].parent
    }
    return calls.reversed()
  }
}
