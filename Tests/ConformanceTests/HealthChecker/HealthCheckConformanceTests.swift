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

  @Test(
    "is obeyed by the library's checker and registry on every edge",
    arguments: [(3, 2), (4, 3), (1, 1), (1, 2), (2, 1)])
  func conforms(failureThreshold: Int, successThreshold: Int) async throws {
    try await expectObedience(
      of: HealthCheckAdapter(
        failureThreshold: failureThreshold, successThreshold: successThreshold),
      to: Self.spec(failureThreshold: failureThreshold, successThreshold: successThreshold),
      coverage: .complete(extraStates: 1))
  }

  @Test("is obeyed by the check that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(
      of: FaultyHealthCheck(fault: nil, failureThreshold: 3, successThreshold: 2),
      to: Self.spec(failureThreshold: 3, successThreshold: 2),
      coverage: .complete(extraStates: 1))
  }

  @Test("shows a shortest run on which counters begin at their thresholds")
  func restarted() async throws {
    let divergence = try await divergence(
      of: FaultyHealthCheck(
        fault: .countersBeginAtTheirThresholds, failureThreshold: 3, successThreshold: 2),
      from: Self.spec(failureThreshold: 3, successThreshold: 2))
    #expect(
      divergence?.description == """
            call          the spec allows   the implementation said
        1   check.pass()  .unknown          .healthy   <- differs
        """)
  }
}
