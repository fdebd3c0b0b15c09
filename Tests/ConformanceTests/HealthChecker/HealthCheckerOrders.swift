import Interleavings
import MeshComponents

/// Scenarios that a checker has to stand in every order, for the library's and for faulty ones.
enum HealthCheckerOrders {
  /// A probe that takes a second, and passes on every port but 81.
  struct SlowProbe: HealthProbe {
    let clock: SimulatedClock
    var hanging: Set<UInt16> = []

    func probe(_ instance: ServiceInstance) async -> ProbeOutcome {
      let time: Duration = hanging.contains(instance.port) ? .seconds(60) : .seconds(1)
      guard (try? await clock.sleep(for: time)) != nil else { return .failed(.other("cancelled")) }
      return instance.port == 81 ? .failed(.status(500)) : .passed
    }
  }

  typealias Round =
    @Sendable (Simulation, ServiceRegistry<SimulatedClock>, any HealthProbe) async -> Void

  static func registry(_ simulation: Simulation) -> ServiceRegistry<SimulatedClock> {
    ServiceRegistry(
      configuration: .init(failureThreshold: 1, successThreshold: 1), clock: simulation.clock)
  }

  /// An instance that is well gives its name to one that is not, at any moment of its probe.
  static func replacement(
    _ round: @escaping Round
  ) -> @Sendable (Simulation) async throws -> String {
    { simulation in
      let registry = registry(simulation)
      registry.register(ServiceInstance(id: "it", host: "old", port: 80), for: "service")
      await withTaskGroup(of: Void.self) { group in
        group.addTask(name: "round") {
          await round(simulation, registry, SlowProbe(clock: simulation.clock))
        }
        group.addTask(name: "replacement") {
          try? await simulation.clock.sleep(for: .milliseconds(500))
          registry.deregister("it", from: "service")
          registry.register(ServiceInstance(id: "it", host: "new", port: 81), for: "service")
        }
      }
      let health = registry.health(of: "it", in: "service")
      try check(health != .healthy, "the new one is healthy by the old one's answer")
      return "\(String(describing: health))"
    }
  }

  /// One instance hangs, and the others are known all the same by the time that it would time out.
  static func hanging(
    _ round: @escaping Round
  ) -> @Sendable (Simulation) async throws -> Void {
    { simulation in
      let registry = registry(simulation)
      for number in 1...2 {
        registry.register(
          ServiceInstance(id: "\(number)", host: "it", port: UInt16(number)), for: "service")
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(name: "round") {
          await round(simulation, registry, SlowProbe(clock: simulation.clock, hanging: [1]))
        }
        group.addTask(name: "caller") {
          try await simulation.clock.sleep(for: .seconds(2))
          let found = registry.discover("service").instances.map(\.id)
          try check(found == ["2"], "found \(found)")
        }
        try await group.waitForAll()
      }
    }
  }
}
