import Conformance
import Testing

/// The library's health checker, and faulty ones, against `specs/components/health-check.mesh`.
@Suite("The health check's open model")
struct HealthCheckConformanceTests {
  static func spec(failureThreshold: Int, successThreshold: Int) -> String {
    """
    import "components/health-check"
    var check: open HealthCheck(
      failureThreshold: \(failureThreshold), successThreshold: \(successThreshold))
    """
  }

  static func graph(_ failureThreshold: Int, _ successThreshold: Int) throws -> TransitionGraph {
    try TransitionGraph(
      exploring: typedSpec(
        spec(failureThreshold: failureThreshold, successThreshold: successThreshold)))
  }

  @Test(
    "is obeyed by the library's checker and registry on every edge",
    arguments: [(3, 2), (4, 3), (1, 1), (1, 2), (2, 1)])
  func conforms(failureThreshold: Int, successThreshold: Int) async throws {
    let graph = try Self.graph(failureThreshold, successThreshold)
    let check = try ConformanceCheck(graph: graph, extraStates: 1)
    let report = await check.run(
      HealthCheckAdapter(failureThreshold: failureThreshold, successThreshold: successThreshold))
    #expect(report.divergence?.description == nil)
    #expect(report.edgesDriven == graph.edgeCount && report.runs == check.plannedRuns)
  }

  @Test("is obeyed by the check that the faulty ones are made from")
  func faultless() async throws {
    let check = try ConformanceCheck(graph: Self.graph(3, 2), extraStates: 1)
    let report = await check.run(
      FaultyHealthCheck(fault: nil, failureThreshold: 3, successThreshold: 2))
    #expect(report.divergence?.description == nil)
  }

  @Test("shows a shortest run on which counters begin at their thresholds")
  func restarted() async throws {
    let report = try await ConformanceCheck(graph: Self.graph(3, 2)).run(
      FaultyHealthCheck(
        fault: .countersBeginAtTheirThresholds, failureThreshold: 3, successThreshold: 2))
    #expect(
      report.divergence?.description == """
            call          the spec allows   the implementation said
        1   check.pass()  .unknown          .healthy   <- differs
        """)
  }
}
