import Interleavings
import MeshComponents
import Synchronization
import TestSupport
import Testing

/// The rounds of a checker on a simulated clock.
@Suite("A running health checker")
struct HealthCheckerRunTests {
  /// What a checker's user is told.
  private final class Seen: Sendable {
    private let all = Mutex<[HealthReport]>([])

    var reports: [HealthReport] { all.withLock { $0 } }
    func add(_ reports: [HealthReport]) { all.withLock { $0 += reports } }
  }

  /// Runs a checker for so long, and cancels it.
  private func run(
    for time: Duration, jitter: Double = 0, takes: Duration = .zero, seed: UInt64 = 1,
    timers: ExplorationOptions.Timers = .whenIdle,
    _ verify:
      @escaping @Sendable (ScriptedProbe, ServiceRegistry<SimulatedClock>, [HealthReport]) throws ->
      Void
  ) async {
    let report = await explore(
      .random(schedules: 50), options: .init(timers: timers)
    ) { simulation in
      let clock = simulation.clock
      let registry = ServiceRegistry(
        configuration: .init(failureThreshold: 1, successThreshold: 1), clock: clock)
      registry.register(ServiceInstance(id: "a", host: "host", port: 80), for: "service")
      let probe = ScriptedProbe(clock: clock)
      probe.script("a", takes: takes)
      let checker = HealthChecker(
        registry: registry, probe: probe, interval: .seconds(10), timeout: .seconds(30),
        jitter: jitter, clock: clock, generator: SplitMix64(seed: seed),
        on: simulation.host("checker"))
      let seen = Seen()
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await checker.run { seen.add($0) } }
        try? await clock.sleep(for: time)
        group.cancelAll()
      }
      try check(probe.underWay == 0, "a probe outlives its checker")
      try verify(probe, registry, seen.reports)
    }
    #expect(report.failure == nil, "seed \(seed): \(report)")
  }

  @Test("begins a round at each interval, however long the last one took")
  func rounds() async {
    await run(for: .seconds(35), takes: .seconds(4)) { probe, _, reports in
      try check(
        probe.begun("a") == [.zero, .seconds(10), .seconds(20), .seconds(30)],
        "\(probe.begun("a"))")
      try check(reports.map(\.outcome) == [.passed, .passed, .passed, .passed])
    }
  }

  @Test("begins the next round at once after one that took longer than the interval")
  func slowRounds() async {
    await run(for: .seconds(40), takes: .seconds(15)) { probe, _, _ in
      try check(
        probe.begun("a") == [.zero, .seconds(15), .seconds(30)], "\(probe.begun("a"))")
    }
  }

  @Test("spreads its intervals evenly within the jitter", arguments: [1, 2, 3])
  func jitter(seed: UInt64) async {
    await run(for: .seconds(2_000), jitter: 0.2, seed: seed) { probe, _, _ in
      let begun = probe.begun("a")
      let gaps = zip(begun, begun.dropFirst()).map { $1 - $0 }
      try check(gaps.allSatisfy { (.seconds(8) ... .seconds(12)).contains($0) }, "\(gaps)")
      // 160 and more draws miss a quarter of the range once in 10^20 times.
      try check(gaps.contains { $0 < .seconds(9) } && gaps.contains { $0 > .seconds(11) })
    }
  }

  @Test("ends when it is cancelled, and what was under way says nothing of anybody")
  func cancellation() async {
    await run(for: .seconds(1), takes: .seconds(20)) { _, registry, reports in
      try check(registry.health(of: "a", in: "service") == .unknown)
      try check(reports.isEmpty, "\(reports)")
    }
  }

  @Test("takes nobody down by being cancelled, at whatever moment")
  func cancellationAnytime() async {
    await run(for: .seconds(1), takes: .seconds(1), timers: .anytime) { _, registry, _ in
      try check(registry.health(of: "a", in: "service") != .unhealthy)
    }
  }
}
