/// Drives one implementation along calls and holds its answers against what the spec allows.
///
/// The spec is followed as the set of states that still explain the answers, so one with choices is
/// no special case: an implementation diverges when no state is left.
struct ConformanceRun<Implementation: ImplementationUnderTest> {
  enum Answer {
    /// The number of an edge of the state that the run was in.
    case allowed(edge: Int)
    case divergent
    /// The call was not made: the spec does not allow it in every state that may be meant.
    case notCalled
  }

  let graph: TransitionGraph
  let observable: ObservableGraph
  private var implementation: Implementation
  /// Of the observable graph.
  private(set) var state = 0
  /// The edges gone, four bytes each: a run may have a million.
  private var edges: [UInt32] = []
  /// The call that was answered as the spec does not allow, which is the last.
  private var divergence: (call: Int, observed: SpecificationValue)?

  /// Starts from the initial state.
  init(
    of implementation: Implementation, on graph: TransitionGraph, observedAs: ObservableGraph
  ) async {
    self.graph = graph
    observable = observedAs
    self.implementation = implementation
    await self.implementation.reset()
  }

  /// Makes a call where the spec allows it.
  mutating func make(_ call: Int) async -> Answer {
    guard observable.edges[state].contains(where: { $0.call == call }) else { return .notCalled }
    let observed = await implementation.perform(graph.calls[call])
    guard let edge = observable.edge(of: state, call: call, answer: observed) else {
      divergence = (call, observed)
      return .divergent
    }
    edges.append(UInt32(edge))
    state = observable.edges.all[edge].target
    return .allowed(edge: edge)
  }

  /// Calls that were answered as the spec allows.
  var length: Int { edges.count }

  /// All calls that were made.
  var calls: [Int] {
    edges.map { observable.edges.all[Int($0)].call } + (divergence.map { [$0.call] } ?? [])
  }

  /// The state before each call.
  func state(before call: Int) -> Int {
    call == 0 ? 0 : observable.edges.all[Int(edges[call - 1])].target
  }

  /// The calls so far as reports show them.
  var description: [ConformanceDivergence.Step] {
    var steps = edges.enumerated().map { index, number in
      let edge = observable.edges.all[Int(number)]
      return step(edge.call, before: index, observed: observable.results[edge.result])
    }
    if let divergence {
      steps.append(step(divergence.call, before: edges.count, observed: divergence.observed))
    }
    return steps
  }

  private func step(
    _ call: Int, before index: Int, observed: SpecificationValue
  ) -> ConformanceDivergence.Step {
    let allowed = observable.answers(to: call, in: state(before: index)).map(\.result)
    return ConformanceDivergence.Step(
      call: graph.calls[call].description,
      allowed: allowed.map { observable.results[$0].description }.joined(separator: " or "),
      observed: observed.description)
  }
}
