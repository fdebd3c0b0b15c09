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
    arguments: [(spans: 3, traces: 2, lookahead: 1), (spans: 2, traces: 2, lookahead: 2)])
  func conforms(size: (spans: Int, traces: Int, lookahead: Int)) async throws {
    let graph = try TransitionGraph(
      exploring: typedSpec(Self.spec(spans: size.spans, traces: size.traces)))
    let report = await ConformanceCheck(graph: graph, lookahead: size.lookahead).run(
      TracerAdapter())
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
  }

  @Test("of four spans in one trace is obeyed on every edge")
  func oneUp() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(spans: 4, traces: 1)))
    let report = await ConformanceCheck(graph: graph, lookahead: 0).run(TracerAdapter())
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
  }

  @Test("is obeyed by the tracer that the faulty ones are made from")
  func faultless() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(spans: 2, traces: 2)))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(FaultyTracer(fault: nil))
    #expect(report.divergence?.description == nil)
  }

  @Test("shows a shortest run on which a hop loses the trace")
  func unknownParent() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(spans: 2, traces: 2)))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(
      FaultyTracer(fault: .unknownParentStartsATrace))
    #expect(
      report.divergence?.description == """
            call                  the spec allows            the implementation said
        1   tracer.root()         0                          0
        2   tracer.child(0, nil)  1                          1
        3   tracer.recorded(1)    (0, true, nil, false, 0)   (1, false, nil, false, 0)   <- differs
        """)
  }
}
