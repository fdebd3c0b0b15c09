import Conformance
import MeshComponents

/// The library's registry behind the calls of `specs/components/registry.mesh`; a tick is a second.
struct RegistryAdapter: ImplementationUnderTest {
  private struct Key: Hashable {
    let service: SpecificationValue
    let instance: SpecificationValue
  }

  let configuration: ServiceRegistryConfiguration
  private var clock = TickClock()
  private var registry: ServiceRegistry<TickClock>
  /// The last registration of each: what a probe that ends late reports on.
  private var targets: [Key: RegistryTarget] = [:]

  init(configuration: ServiceRegistryConfiguration) {
    self.configuration = configuration
    registry = ServiceRegistry(configuration: configuration, clock: clock)
  }

  mutating func reset() {
    clock = TickClock()
    registry = ServiceRegistry(configuration: configuration, clock: clock)
    targets = [:]
  }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let arguments = call.arguments
    switch call.transition {
    case "register":
      let (service, id) = (name(arguments[0]), name(arguments[1]))
      guard registry.register(serviceInstance(id), for: service) else { return false }
      targets[Key(service: arguments[0], instance: arguments[1])] =
        registry.target(of: id, in: service)
      return true
    case "deregister":
      return .bool(registry.deregister(name(arguments[1]), from: name(arguments[0])))
    case "report":
      let key = Key(service: arguments[0], instance: arguments[1])
      guard let target = targets[key] else { return .none }
      return specificationValue(registry.report(target, passed: arguments[2] == true))
    case "discover":
      return specificationValue(registry.discover(name(arguments[0])))
    case "tick":
      clock.tick()
      return .nothing
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }

  /// Names that sort as the identities do, of which there are fewer than ten.
  private func name(_ value: SpecificationValue) -> String {
    guard case .identity(let index) = value else { preconditionFailure("\(value) is nobody") }
    return "\(index)"
  }
}

/// An instance of which only the id matters.
func serviceInstance(_ id: String) -> ServiceInstance {
  ServiceInstance(id: id, host: "localhost", port: 80)
}

/// The library's health as the spec's.
func specificationValue(_ health: InstanceHealth?) -> SpecificationValue {
  switch health {
  case .unknown?: .enumCase("unknown")
  case .healthy?: .enumCase("healthy")
  case .unhealthy?: .enumCase("unhealthy")
  case nil: .none
  }
}

/// A snapshot of instances whose ids are their places, as the spec's set.
func specificationValue(_ snapshot: ServiceSnapshot) -> SpecificationValue {
  .set(snapshot.instances.compactMap { Int($0.id).map(SpecificationValue.identity) })
}
