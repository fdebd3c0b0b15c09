import Conformance
import MeshComponents

/// The library's service behind the calls of `specs/components/microservice.mesh`.
struct MicroserviceAdapter: ImplementationUnderTest {
  let instances: Int
  private var service: Microservice

  init(instances: Int) {
    self.instances = instances
    service = Microservice(instances: instances)
  }

  mutating func reset() { service = Microservice(instances: instances) }

  /// The spec only asks for upgrades and checks that are allowed; one that is refused answers
  /// `false`, which the spec allows nowhere.
  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let first = number(call.arguments[0])
    switch call.transition {
    case "stop": return .bool(service.stop(first))
    case "start": return .bool(service.start(first))
    case "canHandle":
      return .bool(service.canHandle(first, number(call.arguments[1])...number(call.arguments[2])))
    case "upgrade":
      let (version, oldest) = (number(call.arguments[1]), number(call.arguments[2]))
      return (try? service.upgrade(first, to: version, offeringSince: oldest)) == nil
        ? false : .nothing
    case "check":
      let passed = call.arguments[1] == .bool(true)
      return (try? service.check(first, passed: passed)) == nil ? false : .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }
}
