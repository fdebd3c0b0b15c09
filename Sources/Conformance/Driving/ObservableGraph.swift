/// A transition graph as somebody sees it who hears only the answers: its states are the sets of
/// states that explain all answers so far.
///
/// In such a graph a call with its answer leads to one state, so a spec with choices is followed
/// like one without. Of a spec without choices it is the graph itself, index by index.
struct ObservableGraph: Sendable {
  struct Edge: Sendable {
    /// Index into the calls of the transition graph.
    var call: Int
    /// Index into `results`.
    var result: Int
    var target: Int
  }

  /// By state: the states of the transition graph that it stands for, in ascending order.
  private(set) var members: [[Int]] = []
  /// By state, in the order of calls: only calls that are allowed in every member.
  private(set) var edges: [[Edge]] = []
  /// By state: the calls of its edges, each once, in ascending order.
  private(set) var calls: [[Int]] = []
  private(set) var results: [SpecificationValue] = []
  /// By state: the state and the place among its edges from which it was first reached; nil for
  /// the initial state, which is 0.
  private(set) var parents: [(state: Int, edge: Int)?] = []

  private var indices: [[Int]: Int] = [:]
  private var resultIndices: [SpecificationValue: Int] = [:]

  /// States come in breadth-first order.
  /// - Throws: `ConformanceError.tooManyStates`: with choices there may be more of these sets than
  ///   states.
  /// - Complexity: O(edges · log edges) where the spec has no choices.
  init(_ graph: TransitionGraph, statesMax: Int = 1_000_000) throws(ConformanceError) {
    _ = state(of: graph.initial.sorted(), after: nil)
    var next = 0
    while next < members.count {
      for (call, result, targets) in Self.steps(of: members[next], in: graph) {
        let parent = (state: next, edge: edges[next].count)
        let edge = Edge(
          call: call, result: index(of: result), target: state(of: targets, after: parent))
        if members.count > statesMax { throw .tooManyStates(limit: statesMax) }
        edges[next].append(edge)
        if calls[next].last != call { calls[next].append(call) }
      }
      next += 1
    }
  }

  /// Where each call leads with each answer, for calls that every member allows.
  private static func steps(
    of members: [Int], in graph: TransitionGraph
  ) -> [(call: Int, result: SpecificationValue, targets: [Int])] {
    var steps: [(call: Int, result: SpecificationValue, targets: [Int])] = []
    let offered = members.map { Set(graph.edges[$0].map(\.call)) }
    let allowed = offered.dropFirst().reduce(offered[0]) { $0.intersection($1) }
    var byCall: [Int: [TransitionGraph.Edge]] = [:]
    for member in members {
      for edge in graph.edges[member] where allowed.contains(edge.call) {
        byCall[edge.call, default: []].append(edge)
      }
    }
    for call in allowed.sorted() {
      var answers: [(result: SpecificationValue, targets: [Int])] = []
      for edge in byCall[call] ?? [] {
        if let known = answers.firstIndex(where: { $0.result == edge.result }) {
          answers[known].targets.append(edge.target)
        } else {
          answers.append((edge.result, [edge.target]))
        }
      }
      steps += answers.map { (call, $0.result, Set($0.targets).sorted()) }
    }
    return steps
  }

  private mutating func state(of members: [Int], after parent: (state: Int, edge: Int)?) -> Int {
    if let known = indices[members] { return known }
    let index = self.members.count
    indices[members] = index
    self.members.append(members)
    edges.append([])
    calls.append([])
    parents.append(parent)
    return index
  }

  private mutating func index(of result: SpecificationValue) -> Int {
    if let known = resultIndices[result] { return known }
    results.append(result)
    resultIndices[result] = results.count - 1
    return results.count - 1
  }

  /// The edges of a state that make a call: one for each answer.
  func answers(to call: Int, in state: Int) -> [Edge] { edges[state].filter { $0.call == call } }

  /// A shortest way to a state.
  func path(to state: Int) -> [Edge] {
    var path: [Edge] = []
    var current = state
    while let parent = parents[current] {
      path.append(edges[parent.state][parent.edge])
      current = parent.state
    }
    return path.reversed()
  }
}
