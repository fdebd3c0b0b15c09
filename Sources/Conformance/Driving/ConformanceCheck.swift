/// Drives an implementation through every edge of a component's reachable graph and tells, by
/// further calls, the states apart in which it then stands.
///
/// So an implementation that answers rightly and goes to a wrong state is caught as well. Which
/// calls these are is the suite's matter; see `ConformanceSuite`.
package struct ConformanceCheck: Sendable {
  package let graph: TransitionGraph
  let suite: ConformanceSuite
  /// Told every thousand runs.
  package var onProgress: (@Sendable (ConformanceProgress) -> Void)?

  /// With a complete suite for implementations of up to `extraStates` states more than the spec.
  /// - Throws: `ConformanceError.suiteTooLarge`, and `.tooManyStates` where a spec with choices can
  ///   be in too many sets of states.
  package init(
    graph: TransitionGraph, extraStates: Int, sequencesMax: Int = 1_000_000
  ) throws(ConformanceError) {
    precondition(extraStates >= 0, "implementations of \(extraStates) states more than the spec")
    self.graph = graph
    suite = try ConformanceSuite(
      on: ObservableGraph(graph), extraStates: extraStates, sequencesMax: sequencesMax)
  }

  /// With every sequence of `lookahead` further calls after each edge: no proof, and more calls
  /// than a complete suite without extra states in all but the smallest graphs.
  package init(graph: TransitionGraph, lookahead: Int = 2) {
    precondition(lookahead >= 0, "looking ahead by \(lookahead) calls")
    self.graph = graph
    do throws(ConformanceError) {
      suite = ConformanceSuite(on: try ObservableGraph(graph), continuations: lookahead)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Runs that are planned; with choices in the spec an implementation need not go all of them.
  package var plannedRuns: Int { suite.ends().count }

  /// Runs the whole suite; of all divergences the shortest is reported, without any calls that it
  /// does not need.
  package func run(_ implementation: some ImplementationUnderTest) async -> ConformanceReport {
    var execution = ConformanceExecution(check: self, implementation: implementation)
    let ends = suite.ends()
    for (index, end) in ends.enumerated() {
      await execution.drive(to: end)
      if (index + 1).isMultiple(of: 1000), let onProgress {
        onProgress(
          ConformanceProgress(
            runs: index + 1, planned: ends.count, calls: execution.report.calls))
      }
    }
    await execution.shorten()
    return execution.finished
  }
}

/// How far a check has come.
public struct ConformanceProgress: Sendable {
  /// Runs that are done or were not needed.
  public var runs: Int
  /// Runs that are planned.
  public var planned: Int
  /// Calls made so far.
  public var calls: Int
}
