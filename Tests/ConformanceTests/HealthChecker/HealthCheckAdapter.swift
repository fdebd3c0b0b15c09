import Conformance
import MeshComponents
import Synchronization

/// The library's health checker and its registry behind the calls of
/// `specs/components/health-check.mesh`, for one instance.
struct HealthCheckAdapter: ImplementationUnderTest {
  /// A probe that ends as the spec's next call says.
  final class ScriptedProbe: HealthProbe {
    private let passes = Atomic(false)

    func next(passes: Bool) { self.passes.store(passes, ordering: .releasing) }

    func probe(_ instance: ServiceInstance) async -> ProbeOutcome {
      passes.load(ordering: .acquiring) ? .passed : .failed(.status(500))
    }
  }

  let configuration: ServiceRegistryConfiguration
  private let probe = ScriptedProbe()
  private var registry: ServiceRegistry<ContinuousClock>
  private var checker: HealthChecker<ContinuousClock>

  init(failureThreshold: Int, successThreshold: Int) {
    configuration = ServiceRegistryConfiguration(
      failureThreshold: failureThreshold, successThreshold: successThreshold,
      lease: .seconds(86_400))
    (registry, checker) = Self.restarted(configuration, probe)
  }

  mutating func reset() { (registry, checker) = Self.restarted(configuration, probe) }

  mutating func perform(_ call: ConformanceCall) async -> SpecificationValue {
    switch call.transition {
    case "pass": return await probeOnce(passes: true)
    case "fail": return await probeOnce(passes: false)
    case "restart":
      reset()
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private func probeOnce(passes: Bool) async -> SpecificationValue {
    probe.next(passes: passes)
    await checker.probeOnce()
    switch registry.health(of: "it", in: "service") {
    case .unknown: return .enumCase("unknown")
    case .healthy: return .enumCase("healthy")
    case .unhealthy: return .enumCase("unhealthy")
    case nil: preconditionFailure("a lease of a day is over")
    }
  }

  /// What a checker learns is kept in the registry, which a restart begins anew.
  private static func restarted(
    _ configuration: ServiceRegistryConfiguration, _ probe: ScriptedProbe
  ) -> (ServiceRegistry<ContinuousClock>, HealthChecker<ContinuousClock>) {
    let registry = ServiceRegistry(configuration: configuration)
    registry.register(ServiceInstance(id: "it", host: "127.0.0.1", port: 80), for: "service")
    // The time that a busy machine takes is not to fail a probe.
    return (registry, HealthChecker(registry: registry, probe: probe, timeout: .seconds(3600)))
  }
}
