/// The reachable graph of a component's open model: every state, every call, every answer.
///
/// States and calls are dense indices, so a run over the graph compares integers only.
package struct TransitionGraph: Sendable {
  package struct Edge: Hashable, Sendable {
    /// Index into `calls`.
    package var call: Int
    package var result: SpecificationValue
    package var target: Int
  }

  package private(set) var calls: [ConformanceCall] = []
  /// By state, in the order of the spec's actions, arguments and choices.
  package private(set) var edges: [[Edge]] = []
  /// States before any call.
  package private(set) var initial: [Int] = []
  /// By state: the call and state from which it was first reached; nil for initial states.
  package private(set) var parents: [(state: Int, call: Int)?] = []
  package private(set) var depths: [Int] = []

  private var callIndices: [ConformanceCall: Int] = [:]

  package var edgeCount: Int { edges.reduce(0) { $0 + $1.count } }

  /// A shortest sequence of calls that leads to a state.
  package func path(to state: Int) -> [Int] {
    var calls: [Int] = []
    var current = state
    while let parent = parents[current] {
      calls.append(parent.call)
      current = parent.state
    }
    return calls.reversed()
  }

  mutating func addState(after parent: (state: Int, call: Int)?) -> Int {
    let index = edges.count
    edges.append([])
    parents.append(parent)
    depths.append(parent.map { depths[$0.state] + 1 } ?? 0)
    if parent == nil { initial.append(index) }
    return index
  }

  mutating func addEdge(from state: Int, _ edge: Edge) { edges[state].append(edge) }

  mutating func index(of call: ConformanceCall) -> Int {
    if let known = callIndices[call] { return known }
    calls.append(call)
    callIndices[call] = calls.count - 1
    return calls.count - 1
  }
}
