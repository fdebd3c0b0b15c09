import Conformance

/// A health check as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyHealthCheck: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case noHysteresis = "thresholds are never read"
    case passKeepsTheMisses = "a passed probe keeps the count of misses"
    case missKeepsThePasses = "a failed probe keeps the count of passes"
    case startsHealthy = "starts healthy"
    case countersBeginAtTheirThresholds = "counters begin at their thresholds"
    case successThresholdIgnored = "one passed probe brings it up"
    case countsInTotal = "counts in total, not in a row"
    case oneMissTooMany = "goes down one miss late"
    case restartKeepsTheCounts = "a restart keeps the counts"

    var story: String {
      switch self {
      case .noHysteresis:
        "The thresholds are stored and no more: one lost probe takes an instance out (the "
          + "document's code, section 3.2; flapping for want of them, hashicorp/consul#2890)."
      case .passKeepsTheMisses:
        "Misses that lie far apart add up, since a passed probe between them clears nothing."
      case .missKeepsThePasses:
        "An instance that fails every second probe comes up, since misses clear nothing."
      case .startsHealthy: "An instance is called before the first probe has passed."
      case .countersBeginAtTheirThresholds:
        "The first result decides alone, as after a reload of the agent (hashicorp/consul#7318)."
      case .successThresholdIgnored:
        "One passed probe is enough, as Envoy does at its start whatever `healthy_threshold` says."
      case .countsInTotal:
        "Neither result clears the other's count, so any mixture of them decides in the end."
      case .oneMissTooMany: "`>` where `>=` was meant: one failed probe too many is put up with."
      case .restartKeepsTheCounts:
        "After a restart nothing is known of the instance, but the old counts go on."
      }
    }
  }

  private enum Health: String { case unknown, healthy, unhealthy }

  let fault: Fault?
  let failureThreshold: Int
  let successThreshold: Int
  private var health = Health.unknown
  private var passes = 0
  private var misses = 0

  init(fault: Fault?, failureThreshold: Int, successThreshold: Int) {
    self.fault = fault
    self.failureThreshold = failureThreshold
    self.successThreshold = successThreshold
    reset()
  }

  mutating func reset() {
    health = fault == .startsHealthy ? .healthy : .unknown
    passes = fault == .countersBeginAtTheirThresholds ? successThreshold - 1 : 0
    misses = fault == .countersBeginAtTheirThresholds ? failureThreshold - 1 : 0
  }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "pass":
      pass()
      return .enumCase(health.rawValue)
    case "fail":
      miss()
      return .enumCase(health.rawValue)
    case "restart":
      let counts = (passes, misses)
      reset()
      if fault == .restartKeepsTheCounts { (passes, misses) = counts }
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func pass() {
    if fault != .passKeepsTheMisses && fault != .countsInTotal { misses = 0 }
    if health == .healthy { return }
    passes += 1
    let needed =
      fault == .noHysteresis || fault == .successThresholdIgnored ? 1 : successThreshold
    if passes >= needed { enter(.healthy) }
  }

  private mutating func miss() {
    if fault != .missKeepsThePasses && fault != .countsInTotal { passes = 0 }
    if health == .unhealthy { return }
    misses += 1
    let needed =
      switch fault {
      case .noHysteresis: 1
      case .oneMissTooMany: failureThreshold + 1
      default: failureThreshold
      }
    if misses >= needed { enter(.unhealthy) }
  }

  private mutating func enter(_ next: Health) {
    health = next
    passes = 0
    misses = 0
  }
}
