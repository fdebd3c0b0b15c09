import Conformance
import Testing

/// Expects that an implementation obeys an open model, all of whose edges are driven.
@discardableResult
func expectObedience(
  of implementation: some ImplementationUnderTest, to spec: String,
  coverage: ConformanceCoverage = .complete(), sourceLocation: SourceLocation = #_sourceLocation
) async throws -> ConformanceReport {
  // Where a spec has several beginnings, an implementation has but one of them.
  let graph = try TransitionGraph(exploring: typedSpec(spec))
  #expect(graph.initial.count == 1, "\(spec)", sourceLocation: sourceLocation)
  let check = try ConformanceCheck(graph: graph, coverage: coverage)
  let report = await check.run(implementation)
  #expect(report.divergence?.description == nil, "\(spec)", sourceLocation: sourceLocation)
  #expect(report.edgesDriven == graph.edgeCount, "\(spec)", sourceLocation: sourceLocation)
  if let planned = check.plannedRuns {
    #expect(report.runs == planned, "\(spec)", sourceLocation: sourceLocation)
  }
  return report
}

/// What a check of a faulty implementation reports, if anything.
func divergence(
  of implementation: some ImplementationUnderTest, from spec: String,
  coverage: ConformanceCoverage = .complete()
) async throws -> ConformanceDivergence? {
  let graph = try TransitionGraph(exploring: typedSpec(spec))
  return try await ConformanceCheck(graph: graph, coverage: coverage).run(implementation).divergence
}
