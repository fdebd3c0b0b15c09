package import SpecLanguage

/// A spec that implementations are held to: a `.mesh` file, or a text, with variables declared
/// `open`.
///
/// ```swift
/// let spec = try ConformanceModel(path: "specs/breaker.mesh", set: ["threshold": 3])
/// let report = try await spec.check(BreakerAdapter())
/// print(report.divergence?.description ?? "conforms, \(report.runs) runs")
/// ```
///
/// Everything that is not the transition of an open component, such as an action of the spec's own,
/// is refused: there would be nothing to call.
public struct ConformanceModel: Sendable {
  package let spec: TypedSpec

  package init(spec: TypedSpec) throws(ConformanceError) {
    if let other = spec.actions.first(where: { $0.openTransition == nil }) {
      throw .notAnOpenModel(action: other.name)
    }
    self.spec = spec
  }

  /// The reachable graph of the spec.
  /// - Throws: `ConformanceError.tooManyStates` and `.specIsFaulty`.
  package func graph(statesMax: Int) throws(ConformanceError) -> TransitionGraph {
    try TransitionGraph(exploring: spec, statesMax: statesMax)
  }

  /// Drives an implementation through every edge of the spec's reachable graph.
  ///
  /// - Parameter coverage: what else is driven; a complete suite unless it says otherwise.
  /// - Parameter onProgress: called every thousand runs of a suite, and every thousand calls of a
  ///   tour.
  /// - Returns: the counts and, where there is one, the divergence, without calls that it does not
  ///   need.
  /// - Throws: `ConformanceError.tooManyStates`, `.suiteTooLarge` with its size, `.specIsFaulty`.
  public func check(
    _ implementation: some ImplementationUnderTest, coverage: ConformanceCoverage = .complete(),
    limits: ConformanceLimits = ConformanceLimits(),
    onProgress: (@Sendable (ConformanceProgress) -> Void)? = nil
  ) async throws(ConformanceError) -> ConformanceReport {
    var check = try ConformanceCheck(
      graph: graph(statesMax: limits.statesMax), coverage: coverage,
      sequencesMax: limits.sequencesMax)
    check.onProgress = onProgress
    return await check.run(implementation)
  }

  /// Makes the calls of one run again, as `ConformanceDivergence.calls` gives them.
  /// - Returns: the divergence, or nil when every answer was allowed.
  /// - Throws: `ConformanceError.noSuchCall` for a call that the spec does not allow there.
  public func replay(
    _ calls: [String], on implementation: some ImplementationUnderTest,
    limits: ConformanceLimits = ConformanceLimits()
  ) async throws(ConformanceError) -> ConformanceDivergence? {
    let replay = try ConformanceReplay(graph: graph(statesMax: limits.statesMax))
    return try await replay.run(calls, on: implementation)
  }
}

/// What a check may cost; beyond it the check is refused, never cut.
public struct ConformanceLimits: Sendable {
  /// States of the spec.
  public var statesMax: Int
  /// Sequences of calls of a complete suite, counted before those that begin others are left out.
  public var sequencesMax: Int

  public init(statesMax: Int = 100_000, sequencesMax: Int = 1_000_000) {
    precondition(statesMax > 0 && sequencesMax > 0, "a limit of nothing")
    self.statesMax = statesMax
    self.sequencesMax = sequencesMax
  }
}
