/// A transition graph as somebody sees it who hears only the answers: its states are the sets of
/// states that explain all answers so far.
///
/// In such a graph a call with its answer leads to one state, so a spec with choices is followed
/// like one without. Of a spec without choices it is the graph itself, index by index, and shares
/// its edges.
struct ObservableGraph: Sendable {
  /// A first way to a state: an edge, by its number, and the state that it leaves.
  struct Parent: Sendable {
    fileprivate let stateNumber: UInt32
    fileprivate let edgeNumber: UInt32

    var state: Int { Int(stateNumber) }
    var edge: Int { Int(edgeNumber) }
  }

  /// By state, in the order of calls: only calls that are allowed in every member.
  private(set) var edges: EdgeTable
  let results: [SpecificationValue]
  /// By state: the edge by which it was first reached; nil for the initial state, which is 0.
  private(set) var parents: [Parent?] = []
  /// By state: the states of the transition graph that it stands for, in ascending order; nil
  /// where each stands for itself.
  private(set) var members: [[Int]]?

  /// States come in breadth-first order.
  /// - Throws: `ConformanceError.tooManyStates`: with choices there may be more of these sets than
  ///   states.
  /// - Complexity: O(edges · log edges) where the spec has no choices.
  init(_ graph: TransitionGraph, statesMax: Int = 1_000_000) throws(ConformanceError) {
    results = graph.results
    edges = graph.edges
    if !Self.isObservable(graph) {
      var sets = StateSets(graph)
      edges = try sets.edges(statesMax: statesMax)
      members = sets.members
    }
    findParents()
  }

  /// Do the calls and answers so far tell which state it is in?
  private static func isObservable(_ graph: TransitionGraph) -> Bool {
    graph.initial == [0]
      && graph.edges.allSatisfy { edges in
        zip(edges, edges.dropFirst()).allSatisfy { $0.call != $1.call }
          || Set(edges.map { [$0.call, $0.result] }).count == edges.count
      }
  }

  private mutating func findParents() {
    parents = Array(repeating: nil, count: edges.count)
    for state in edges.indices {
      for number in edges.numbers(of: state) {
        let target = edges.all[number].target
        guard target != 0, parents[target] == nil else { continue }
        parents[target] = Parent(stateNumber: UInt32(state), edgeNumber: UInt32(number))
      }
    }
  }

  /// The calls of a state's edges, each once, in ascending order.
  func calls(in state: Int) -> [Int] {
    edges[state].reduce(into: []) { calls, edge in
      if calls.last != edge.call { calls.append(edge.call) }
    }
  }

  /// The edges of a state that make a call: one for each answer.
  func answers(to call: Int, in state: Int) -> [EdgeTable.Edge] {
    edges[state].filter { $0.call == call }
  }

  /// The number of the edge that a state has for a call and its answer.
  func edge(of state: Int, call: Int, answer: SpecificationValue) -> Int? {
    edges.numbers(of: state).first {
      edges.all[$0].call == call && results[edges.all[$0].result] == answer
    }
  }

  /// The calls of a shortest way to a state.
  func calls(to state: Int) -> [Int] {
    var calls: [Int] = []
    var current = state
    while let parent = parents[current] {
      calls.append(edges.all[parent.edge].call)
      current = parent.state
    }
    return calls.reversed()
  }
}
