import Conformance

/// A table of answers and next states as an implementation, to be mutated at will.
///
/// A call that the table does not have is answered with nothing and changes nothing.
struct MachineImplementation: ImplementationUnderTest {
  struct Step: Hashable, Sendable {
    var result: SpecificationValue
    var target: Int
  }

  /// By state and call.
  var steps: [[ConformanceCall: Step]]
  private var state = 0

  init(steps: [[ConformanceCall: Step]]) { self.steps = steps }

  /// The graph of a spec without choices, itself as an implementation.
  init(_ graph: TransitionGraph) {
    self.init(
      steps: graph.edges.map { edges in
        Dictionary(
          uniqueKeysWithValues: edges.map {
            (graph.calls[$0.call], Step(result: graph.results[$0.result], target: $0.target))
          })
      })
  }

  mutating func reset() { state = 0 }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    guard let step = steps[state][call] else { return .nothing }
    state = step.target
    return step.result
  }
}

extension MachineImplementation {
  /// Does it answer as the graph on every sequence of calls that the graph allows?
  ///
  /// The pairs of states that both may be in are gone through one by one, without any suite.
  func agrees(with graph: TransitionGraph) -> Bool {
    var seen: Set<[Int]> = [[graph.initial[0], 0]]
    var queue = [[graph.initial[0], 0]]
    while let pair = queue.popLast() {
      for edge in graph.edges[pair[0]] {
        let step = steps[pair[1]][graph.calls[edge.call]]
        guard step?.result ?? .nothing == graph.results[edge.result] else { return false }
        let next = [edge.target, step?.target ?? pair[1]]
        if seen.insert(next).inserted { queue.append(next) }
      }
    }
    return true
  }
}
