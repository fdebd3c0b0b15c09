/// Drives an implementation through every edge of a component's reachable graph.
///
/// What else is driven, so that an implementation that answers rightly and goes to a wrong state
/// is caught as well, is the coverage's matter.
package struct ConformanceCheck: Sendable {
  private enum Plan: Sendable {
    case suite(ConformanceSuite)
    case tour
  }

  package let graph: TransitionGraph
  let observable: ObservableGraph
  private let plan: Plan
  /// Told every thousand runs of a suite, and every thousand calls of a tour.
  package var onProgress: (@Sendable (ConformanceProgress) -> Void)?

  /// - Throws: `ConformanceError.suiteTooLarge`, and `.tooManyStates` where a spec with choices can
  ///   be in too many sets of states.
  package init(
    graph: TransitionGraph, coverage: ConformanceCoverage = .complete(),
    sequencesMax: Int = 1_000_000
  ) throws(ConformanceError) {
    self.graph = graph
    observable = try ObservableGraph(graph)
    switch coverage {
    case .complete(let extraStates):
      precondition(extraStates >= 0, "implementations of \(extraStates) states more than the spec")
      plan = .suite(
        try ConformanceSuite(on: observable, extraStates: extraStates, sequencesMax: sequencesMax))
    case .everyEdge: plan = .tour
    }
  }

  /// Runs of a complete suite; with choices in the spec an implementation need not go all of them.
  /// Nil for a tour, whose runs come of its way.
  package var plannedRuns: Int? {
    guard case .suite(let suite) = plan else { return nil }
    return suite.ends().count
  }

  /// Drives the implementation until all is covered or shown to be wrong; a divergence is reported
  /// without any calls that it does not need.
  package func run(_ implementation: some ImplementationUnderTest) async -> ConformanceReport {
    let execution = ConformanceExecution(
      graph: graph, observable: observable, implementation: implementation)
    switch plan {
    case .suite(let suite):
      var drive = SuiteDrive(of: suite, execution)
      await drive.run(onProgress)
      return drive.execution.finished
    case .tour:
      var drive = TourDrive(execution)
      await drive.run(onProgress)
      return drive.execution.finished
    }
  }
}

/// How far a check has come.
public struct ConformanceProgress: Sendable {
  /// Runs of a complete suite that are done or were not needed; edges of a tour that were driven.
  public var done: Int
  /// Runs that are planned; edges that there are.
  public var planned: Int
  /// Calls made so far.
  public var calls: Int
}
