import Interleavings
import MeshComponents
import Synchronization
import TestSupport
import Testing

/// Each test is a scenario on a simulated clock, run in orders of its steps drawn by lot.
@Suite("A health checker")
struct HealthCheckerTests {
  /// What a scenario has to do with.
  struct World: Sendable {
    let simulation: Simulation
    let registry: ServiceRegistry<SimulatedClock>
    let probe: ScriptedProbe

    func checker(
      timeout: Duration = .seconds(1), jitter: Double = 0, concurrencyMax: Int = 8,
      seed: UInt64 = 1
    ) -> HealthChecker<SimulatedClock> {
      HealthChecker(
        registry: registry, probe: probe, interval: .seconds(10), timeout: timeout,
        jitter: jitter, concurrencyMax: concurrencyMax, clock: simulation.clock,
        generator: SplitMix64(seed: seed), on: simulation.host("checker"))
    }

    func register(_ ids: String...) {
      for id in ids {
        registry.register(ServiceInstance(id: id, host: "host", port: 80), for: "service")
      }
    }

    func healthy() -> [String] { registry.discover("service").instances.map(\.id) }
  }

  private func inManyOrders(
    timers: ExplorationOptions.Timers = .whenIdle,
    _ scenario: @escaping @Sendable (World) async throws -> Void
  ) async {
    let report = await explore(
      .random(schedules: 200), options: .init(timers: timers)
    ) { simulation in
      let registry = ServiceRegistry(
        configuration: .init(failureThreshold: 2, successThreshold: 1), clock: simulation.clock)
      try await scenario(
        World(
          simulation: simulation, registry: registry, probe: ScriptedProbe(clock: simulation.clock))
      )
    }
    #expect(report.failure == nil, "\(report)")
  }

  @Test("probes every instance of every service once in a round, and tells what it found")
  func round() async {
    await inManyOrders { world in
      world.register("a", "b")
      world.registry.register(ServiceInstance(id: "a", host: "host", port: 80), for: "other")
      world.probe.script("b", .failed(.status(503)))
      let reports = await world.checker().probeOnce()
      let found = reports.map { "\($0.target.service) \($0.target.instance.id) \($0.outcome)" }
      try check(
        Set(found)
          == [
            "service a passed", "other a passed",
            "service b failed(MeshComponents.ProbeFailure.status(503))",
          ], "\(found)")
      try check(world.healthy() == ["a"] && world.probe.begun("b").count == 1)
      let health = world.registry.health(of: "b", in: "service")
      try check(health == .unknown, "one of two failures: \(String(describing: health))")
    }
  }

  @Test("cuts off a probe at its timeout, and that counts as failed")
  func timeout() async {
    await inManyOrders { world in
      world.register("slow")
      world.probe.script("slow", takes: .seconds(5))
      let checker = world.checker()
      let reports = await checker.probeOnce()
      try check(reports.map(\.outcome) == [.failed(.timedOut)], "\(reports)")
      try check(world.simulation.clock.now.sinceStart == .seconds(1), "waited on")
      await checker.probeOnce()
      try check(world.registry.health(of: "slow", in: "service") == .unhealthy)
    }
  }

  @Test("has no more probes under way than it may, and all of them in the end")
  func concurrency() async {
    await inManyOrders { world in
      world.register("a", "b", "c", "d", "e")
      for id in ["a", "b", "c", "d", "e"] { world.probe.script(id, takes: .milliseconds(500)) }
      await world.checker(concurrencyMax: 2).probeOnce()
      try check(world.probe.underWayMax == 2, "\(world.probe.underWayMax)")
      try check(world.healthy() == ["a", "b", "c", "d", "e"])
      try check(world.simulation.clock.now.sinceStart == .milliseconds(1500))
    }
  }

  @Test("never has two probes of an instance under way, also when rounds overlap")
  func overlap() async {
    await inManyOrders(timers: .anytime) { world in
      world.register("a", "b")
      world.probe.script("a", takes: .milliseconds(500))
      let checker = world.checker()
      let reports = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<3 { group.addTask { await checker.probeOnce().count } }
        return await group.reduce(0, +)
      }
      try check(world.probe.perInstanceMax == 1)
      try check((2...6).contains(reports), "\(reports)")
    }
  }

  @Test("says nothing of an instance that has left, and does not probe one before its turn")
  func departure() async {
    await inManyOrders { world in
      world.register("a", "b")
      world.probe.script("a", takes: .milliseconds(500))
      let checker = world.checker(concurrencyMax: 1)
      async let round = checker.probeOnce()
      try await world.simulation.clock.sleep(for: .milliseconds(100))
      world.registry.deregister("a", from: "service")
      world.registry.deregister("b", from: "service")
      let reports = await round
      try check(reports.map(\.health) == [nil], "\(reports)")
      try check(world.probe.begun("b").isEmpty && world.registry.targets().isEmpty)
    }
  }

  @Test("lets others register, look and leave while its probes are under way")
  func heldUp() async {
    await inManyOrders { world in
      world.register("slow")
      world.probe.script("slow", takes: .milliseconds(900))
      let checker = world.checker()
      async let round = checker.probeOnce()
      try await world.simulation.clock.sleep(for: .milliseconds(100))
      world.register("new")
      try check(world.registry.target(of: "new", in: "service") != nil)
      try check(await checker.probeOnce().count == 1, "the new one is probed meanwhile")
      try check(world.simulation.clock.now.sinceStart == .milliseconds(100))
      _ = await round
    }
  }
}
