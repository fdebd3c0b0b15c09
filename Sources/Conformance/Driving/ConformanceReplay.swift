/// Makes the calls of a run again, given as reports print them.
///
/// A report's calls are all it takes: `breaker.admit(call1)`, `tick`, and so on. The check that
/// found a divergence need not be run again.
package struct ConformanceReplay: Sendable {
  private let graph: TransitionGraph
  private let observable: ObservableGraph

  package init(graph: TransitionGraph) throws(ConformanceError) {
    self.graph = graph
    observable = try ObservableGraph(graph)
  }

  init(check: ConformanceCheck) {
    graph = check.graph
    observable = check.observable
  }

  /// Makes the calls on an implementation, up to the first whose answer the spec does not allow.
  /// - Returns: the run as a divergence, or nil when every answer was allowed.
  /// - Throws: `ConformanceError.noSuchCall` for a call that the spec does not allow there.
  package func run(
    _ calls: [String], on implementation: some ImplementationUnderTest
  ) async throws(ConformanceError) -> ConformanceDivergence? {
    var run = await ConformanceRun(of: implementation, on: graph, observedAs: observable)
    for (index, call) in calls.enumerated() {
      guard let number = graph.calls.firstIndex(where: { $0.description == call }) else {
        throw .noSuchCall(call, step: index + 1)
      }
      switch await run.make(number) {
      case .allowed: break
      case .divergent: return ConformanceDivergence(steps: run.description)
      case .notCalled: throw .noSuchCall(call, step: index + 1)
      }
    }
    return nil
  }
}

extension ConformanceCheck {
  /// Makes the calls of a run again, on the graph of this check.
  package var replay: ConformanceReplay { ConformanceReplay(check: self) }
}

extension ConformanceDivergence {
  /// The calls of the run, all that is needed to replay it.
  public var calls: [String] { steps.map(\.call) }
}
