/// Drives one implementation along calls of a graph and holds its answers against what the spec
/// allows.
///
/// The spec is followed as the set of states that still explain the answers, so one with choices is
/// no special case: an implementation diverges when no state is left.
struct ConformanceRun<Implementation: ImplementationUnderTest> {
  let graph: TransitionGraph
  private var implementation: Implementation
  private var possible: [Int]
  private(set) var steps: [ConformanceDivergence.Step] = []

  /// Starts from the initial state.
  init(of implementation: Implementation, on graph: TransitionGraph) async {
    self.graph = graph
    self.implementation = implementation
    await self.implementation.reset()
    possible = graph.initial
  }

  /// Makes a call.
  /// - Returns: false when the spec does not allow the answer.
  mutating func make(_ call: Int) async -> Bool {
    let options = possible.flatMap { graph.edges[$0].filter { $0.call == call } }
    precondition(!options.isEmpty, "a run makes only calls that the spec allows")
    let observed = await implementation.perform(graph.calls[call])
    var allowed: [SpecificationValue] = []
    for option in options where !allowed.contains(option.result) { allowed.append(option.result) }
    steps.append(
      .init(
        call: graph.calls[call].description,
        allowed: allowed.map(\.description).joined(separator: " or "),
        observed: observed.description))
    possible = []
    for option in options where option.result == observed && !possible.contains(option.target) {
      possible.append(option.target)
    }
    return !possible.isEmpty
  }

  /// Can the call be made in every state that the implementation may be in?
  func allows(_ call: Int) -> Bool {
    possible.allSatisfy { graph.edges[$0].contains { $0.call == call } }
  }
}
