import Conformance
import Testing

/// Expects that an implementation obeys an open model, all of whose edges are driven.
func expectObedience(
  of implementation: some ImplementationUnderTest, to spec: String,
  coverage: ConformanceCoverage = .complete(), sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  try await expectObedience(
    ofEach: [()], to: spec, coverage: coverage, sourceLocation: sourceLocation
  ) { implementation }
}

/// The same for a spec that leaves something open at the beginning: an implementation for each
/// possibility, in the order of the spec.
func expectObedience<Choice>(
  ofEach choices: [Choice], to spec: String, coverage: ConformanceCoverage = .complete(),
  sourceLocation: SourceLocation = #_sourceLocation,
  _ implementation: (Choice) -> some ImplementationUnderTest
) async throws {
  let graph = try TransitionGraph(exploring: typedSpec(spec))
  try #require(graph.initial.count == choices.count, "\(spec)", sourceLocation: sourceLocation)
  for (choice, state) in zip(choices, graph.initial) {
    let part = graph.part(from: state)
    let check = try ConformanceCheck(graph: part, coverage: coverage)
    let report = await check.run(implementation(choice))
    let comment: Comment = "\(choice) \(spec)"
    #expect(report.divergence?.description == nil, comment, sourceLocation: sourceLocation)
    #expect(report.edgesDriven == part.edgeCount, comment, sourceLocation: sourceLocation)
    if let planned = check.plannedRuns {
      #expect(report.runs == planned, comment, sourceLocation: sourceLocation)
    }
  }
}

/// What a check of a faulty implementation reports, if anything.
func divergence(
  of implementation: some ImplementationUnderTest, from spec: String,
  coverage: ConformanceCoverage = .complete()
) async throws -> ConformanceDivergence? {
  let graph = try TransitionGraph(exploring: typedSpec(spec))
  return try await ConformanceCheck(graph: graph, coverage: coverage).run(implementation).divergence
}
