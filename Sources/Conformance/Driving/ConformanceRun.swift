/// Drives one implementation along calls and holds its answers against what the spec allows.
///
/// The spec is followed as the set of states that still explain the answers, so one with choices is
/// no special case: an implementation diverges when no state is left.
struct ConformanceRun<Implementation: ImplementationUnderTest> {
  /// One call that was made.
  struct Step {
    /// State of the observable graph before the call.
    var state: Int
    var call: Int
    var observed: SpecificationValue
  }

  enum Answer {
    /// An edge of the state that the run was in.
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
  private(set) var steps: [Step] = []

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
    let edges = observable.edges[state]
    guard edges.contains(where: { $0.call == call }) else { return .notCalled }
    let observed = await implementation.perform(graph.calls[call])
    steps.append(Step(state: state, call: call, observed: observed))
    let edge = edges.firstIndex {
      $0.call == call && observable.results[$0.result] == observed
    }
    guard let edge else { return .divergent }
    state = edges[edge].target
    return .allowed(edge: edge)
  }

  /// The calls so far as reports show them.
  var description: [ConformanceDivergence.Step] {
    steps.map { step in
      let allowed = observable.answers(to: step.call, in: step.state).map(\.result)
      return ConformanceDivergence.Step(
        call: graph.calls[step.call].description,
        allowed: allowed.map { observable.results[$0].description }.joined(separator: " or "),
        observed: step.observed.description)
    }
  }
}
