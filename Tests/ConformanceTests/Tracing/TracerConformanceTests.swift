import Conformance
import Testing

/// The library's tracer and faulty ones against `specs/components/tracer.mesh`, edge by edge.
@Suite("The tracer's open model")
struct TracerConformanceTests {
  static func spec(spans: Int, traces: Int) -> String {
    """
    import "components/tracer"
    var tracer: open Tracer(spans: \(spans), traces: \(traces))
    """
  }

  @Test(
    "is obeyed by the library's tracer on every edge",
    arguments: [
      (3, 2, ConformanceCoverage.complete()), (2, 2, .complete(extraStates: 1)),
      (4, 1, .everyEdge),
    ])
  func conforms(spans: Int, traces: Int, coverage: ConformanceCoverage) async throws {
    try await expectObedience(
      of: TracerAdapter(), to: Self.spec(spans: spans, traces: traces), coverage: coverage)
  }

  @Test("is obeyed by the tracer that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(
      of: FaultyTracer(fault: nil), to: Self.spec(spans: 2, traces: 2))
  }

  @Test("shows a shortest run on which a hop loses the trace")
  func unknownParent() async throws {
    let divergence = try await divergence(
      of: FaultyTracer(fault: .unknownParentStartsATrace),
      from: Self.spec(spans: 2, traces: 2))
    #expect(
      divergence?.description == """
            call                  the spec allows            the implementation said
        1   tracer.root()         0                          0
        2   tracer.child(0, nil)  1                          1
        3   tracer.recorded(1)    (0, true, nil, false, 0)   (1, false, nil, false, 0)   <- differs
        """)
  }
}
