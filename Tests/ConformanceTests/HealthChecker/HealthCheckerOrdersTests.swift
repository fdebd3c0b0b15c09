import Interleavings
import MeshComponents
import Testing

@Suite("The health checker in every order")
struct HealthCheckerOrdersTests {
  static let round: HealthCheckerOrders.Round = { simulation, registry, probe in
    let checker = HealthChecker(
      registry: registry, probe: probe, timeout: .seconds(5), clock: simulation.clock,
      on: simulation.host("checker"))
    await checker.probeOnce()
  }

  @Test("an old instance's result says nothing of the one that took its name")
  func replacement() async {
    let report = await explore(
      .automatic(schedulesMax: 2_000), scenario: HealthCheckerOrders.replacement(Self.round))
    #expect(report.failure == nil, "\(report)")
    #expect(report.outcomes.isEmpty == false)
  }

  @Test("a probe that hangs keeps no other waiting")
  func hanging() async {
    let report = await explore(
      .automatic(schedulesMax: 2_000), scenario: HealthCheckerOrders.hanging(Self.round))
    #expect(report.failure == nil, "\(report)")
  }
}
