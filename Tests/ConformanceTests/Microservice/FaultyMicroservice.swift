import Conformance

/// A service as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyMicroservice: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case illServes = "unready instance serves"
    case downServes = "stopped instance serves"
    case exactVersion = "only the exact version serves"
    case anyVersion = "any version serves"
    case startIsReady = "whoever has started is ready"
    case upgradeStarts = "upgrade starts the instance"
    case forgetsTheOld = "upgrade offers the new version only"
    case stopIsAlwaysTrue = "stop stops twice"
    case oneConditionForAll = "one condition for all instances"

    var story: String {
      switch self {
      case .illServes:
        "`can_handle_request` looks at endpoints only, so a service that is not ready says yes "
          + "(section 2.1)."
      case .downServes: "An instance is offered until somebody deregisters it."
      case .exactVersion: "Versions are compared for equality, so an upgrade loses its clients."
      case .anyVersion: "Nothing compares versions (section 2.1 has none)."
      case .startIsReady:
        "Without a readiness check requests come in while caches and connections are not there."
      case .forgetsTheOld:
        "Whoever still speaks the version before is refused in the middle of a deployment."
      case .upgradeStarts: "A deployment that starts what it upgrades gives traffic too early."
      case .stopIsAlwaysTrue: "Who stops what is down already is told that it was up."
      case .oneConditionForAll: "The service has one health, so one that is unready takes all away."
      }
    }
  }

  private enum Condition { case down, unready, ready }

  private struct Instance {
    var version = 1
    var oldest = 1
    var condition = Condition.ready
  }

  let fault: Fault?
  private var instances: [Instance]

  init(fault: Fault?, instances: Int) {
    self.fault = fault
    self.instances = Array(repeating: Instance(), count: instances)
  }

  mutating func reset() { self = FaultyMicroservice(fault: fault, instances: instances.count) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let first = number(call.arguments[0])
    switch call.transition {
    case "stop": return .bool(stop(first))
    case "start": return .bool(start(first))
    case "canHandle":
      return .bool(canHandle(first, number(call.arguments[1])...number(call.arguments[2])))
    case "upgrade":
      let version = number(call.arguments[1])
      instances[first].version = version
      instances[first].oldest = fault == .forgetsTheOld ? version : number(call.arguments[2])
      if fault == .upgradeStarts { instances[first].condition = .unready }
      return .nothing
    case "check":
      check(first, passed: call.arguments[1] == .bool(true))
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func stop(_ index: Int) -> Bool {
    if instances[index].condition == .down { return fault == .stopIsAlwaysTrue }
    instances[index].condition = .down
    return true
  }

  private mutating func start(_ index: Int) -> Bool {
    guard instances[index].condition == .down else { return false }
    instances[index].condition = fault == .startIsReady ? .ready : .unready
    return true
  }

  private mutating func check(_ index: Int, passed: Bool) {
    for other in instances.indices
    where other == index || fault == .oneConditionForAll && instances[other].condition != .down {
      instances[other].condition = passed ? .ready : .unready
    }
  }

  private func canHandle(_ index: Int, _ versions: ClosedRange<Int>) -> Bool {
    let instance = instances[index]
    let offers =
      switch fault {
      case .exactVersion: versions.contains(instance.version)
      case .anyVersion: true
      default: (instance.oldest...instance.version).overlaps(versions)
      }
    switch instance.condition {
    case .ready: return offers
    case .unready: return offers && fault == .illServes
    case .down: return offers && fault == .downServes
    }
  }
}
