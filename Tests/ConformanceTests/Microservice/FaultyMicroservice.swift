import Conformance

/// A service as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyMicroservice: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case illServes = "ill instance serves"
    case downServes = "stopped instance serves"
    case exactVersion = "only the exact version serves"
    case anyVersion = "any version serves"
    case startKeepsIllness = "start changes nothing of an ill instance"
    case upgradeStarts = "upgrade starts the instance"
    case stopIsAlwaysTrue = "stop stops twice"
    case oneConditionForAll = "one condition for all instances"

    var story: String {
      switch self {
      case .illServes:
        "`can_handle_request` looks at endpoints only, so a service that is ill says yes "
          + "(section 2.1)."
      case .downServes: "An instance is offered until somebody deregisters it."
      case .exactVersion: "Versions are compared for equality, so an upgrade loses its clients."
      case .anyVersion: "Nothing compares versions (section 2.1 has none)."
      case .startKeepsIllness:
        "The health of before the stop is still there after the start, so a replaced instance "
          + "gets no request."
      case .upgradeStarts: "A deployment that starts what it upgrades gives traffic too early."
      case .stopIsAlwaysTrue: "Who stops what is down already is told that it was up."
      case .oneConditionForAll: "The service has one health, so one ill instance takes all away."
      }
    }
  }

  private enum Condition { case down, well, ill }

  let fault: Fault?
  private var versions: [Int]
  private var conditions: [Condition]
  /// What was ill before it was stopped, where that is kept.
  private var wasIll: Set<Int> = []

  init(fault: Fault?, instances: Int) {
    self.fault = fault
    versions = Array(repeating: 1, count: instances)
    conditions = Array(repeating: .well, count: instances)
  }

  mutating func reset() { self = FaultyMicroservice(fault: fault, instances: versions.count) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let first = number(call.arguments[0])
    switch call.transition {
    case "stop": return .bool(stop(first))
    case "start": return .bool(start(first))
    case "canHandle": return .bool(canHandle(first))
    case "upgrade":
      versions[first] = number(call.arguments[1])
      if fault == .upgradeStarts { conditions[first] = .well }
      return .nothing
    case "check":
      check(first, passed: call.arguments[1] == .bool(true))
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func stop(_ instance: Int) -> Bool {
    if conditions[instance] == .down { return fault == .stopIsAlwaysTrue }
    if fault == .startKeepsIllness && conditions[instance] == .ill { wasIll.insert(instance) }
    conditions[instance] = .down
    return true
  }

  private mutating func start(_ instance: Int) -> Bool {
    guard conditions[instance] == .down else { return false }
    conditions[instance] = wasIll.remove(instance) == nil ? .well : .ill
    return true
  }

  private mutating func check(_ instance: Int, passed: Bool) {
    for other in conditions.indices
    where other == instance || fault == .oneConditionForAll && conditions[other] != .down {
      conditions[other] = passed ? .well : .ill
    }
  }

  private func canHandle(_ version: Int) -> Bool {
    versions.indices.contains { instance in
      let offers =
        switch fault {
        case .exactVersion: versions[instance] == version
        case .anyVersion: true
        default: versions[instance] >= version
        }
      switch conditions[instance] {
      case .well: return offers
      case .ill: return offers && fault == .illServes
      case .down: return offers && fault == .downServes
      }
    }
  }
}
