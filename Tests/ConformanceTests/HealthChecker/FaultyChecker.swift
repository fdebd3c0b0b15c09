import Interleavings
import MeshComponents

/// A health checker as it is often written: what is wrong with it shows only in some orders.
actor FaultyChecker {
  enum Fault: String, CaseIterable, Sendable {
    case reportsByName = "a result is told of whoever has the name now"
    case oneAfterTheOther = "a probe that hangs keeps the others waiting"

    var story: String {
      switch self {
      case .reportsByName:
        "An instance is replaced while its probe is under way, and the old one's answer brings the "
          + "new one in."
      case .oneAfterTheOther:
        "Probes are sent one after the other, so registering and probing wait `timeout × "
          + "instances` (the document's code, section 3.2)."
      }
    }
  }

  private nonisolated let host: any Actor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
  private let fault: Fault
  private let registry: ServiceRegistry<SimulatedClock>
  private let probe: any HealthProbe

  init(
    _ fault: Fault, registry: ServiceRegistry<SimulatedClock>, probe: any HealthProbe,
    on host: any Actor
  ) {
    self.fault = fault
    self.registry = registry
    self.probe = probe
    self.host = host
  }

  func probeOnce() async {
    for target in registry.targets() {
      let passed = await probe.probe(target.instance) == .passed
      let now = registry.target(of: target.instance.id, in: target.service)
      if let told = fault == .reportsByName ? now : target {
        registry.report(told, passed: passed)
      }
    }
  }
}
