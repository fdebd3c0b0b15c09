import Conformance
import MeshComponents

/// A breaker as it is often written, with one fault at a time; without any it obeys the spec.
struct FaultyBreaker: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case lateSuccessCloses = "late success closes"
    case halfOpenLetsEverybodyIn = "half-open lets everybody in"
    case cancelledProbeKeepsItsPlace = "cancelled probe keeps its place"
    case cancelCountsAsSuccess = "cancelled call counts as success"
    case successDoesNotClearTheCount = "success does not clear the count"
    case lateFailureExtendsTheCooldown = "late failure extends the cooldown"
    case opensOneFailureLate = "opens one failure late"
    case cooldownIsOneTickLonger = "cooldown is one tick longer"

    var story: String {
      switch self {
      case .lateSuccessCloses:
        "An answer to a call admitted while closed closes the breaker that has opened since "
          + "(vert-x3/vertx-circuit-breaker#14, App-vNext/Polly#217)."
      case .halfOpenLetsEverybodyIn:
        "Whoever asks in half-open is a probe (Skyscanner/pyfailsafe#31)."
      case .cancelledProbeKeepsItsPlace:
        "A cancelled probe keeps its place for ever (resilience4j/resilience4j#935)."
      case .cancelCountsAsSuccess:
        "A cancelled call counts as a success, so a hung service closes the breaker."
      case .successDoesNotClearTheCount:
        "The failures of before are not forgotten after a success."
      case .lateFailureExtendsTheCooldown: "A late failure starts the cooldown again."
      case .opensOneFailureLate: "One failure too many passes before the breaker opens."
      case .cooldownIsOneTickLonger: "Half-open begins a tick late."
      }
    }
  }

  let fault: Fault?
  let threshold: Int
  let cooldown: Int
  let probes: Int

  private enum Mode: String { case closed, open, halfOpen }
  private var mode = Mode.closed
  private var failures = 0
  private var timer = 0
  private var probing = 0
  private var period = 0
  private var admitted: [SpecificationValue: Int] = [:]

  init(fault: Fault?, threshold: Int, cooldown: Int, probes: Int) {
    self.fault = fault
    self.threshold = threshold
    self.cooldown = cooldown
    self.probes = probes
  }

  mutating func reset() {
    self = FaultyBreaker(fault: fault, threshold: threshold, cooldown: cooldown, probes: probes)
  }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "admit": return .bool(admit(call.arguments[0]))
    case "finish":
      finish(call.arguments[0], outcome(call.arguments[1]))
      return .enumCase(mode.rawValue)
    case "tick":
      tick()
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func admit(_ call: SpecificationValue) -> Bool {
    switch mode {
    case .closed: break
    case .open: return false
    case .halfOpen:
      if probing == probes && fault != .halfOpenLetsEverybodyIn { return false }
      probing += 1
    }
    admitted[call] = period
    return true
  }

  private mutating func finish(_ call: SpecificationValue, _ outcome: CallOutcome) {
    let isLate = admitted.removeValue(forKey: call) != period
    if isLate {
      if fault == .lateSuccessCloses && outcome == .success { enter(.closed) }
      if fault == .lateFailureExtendsTheCooldown && outcome == .failure && mode == .open {
        timer = cooldown
      }
      return
    }
    switch outcome {
    case .success: succeed()
    case .failure: fail()
    case .cancelled, .ignored:
      if fault == .cancelCountsAsSuccess { return succeed() }
      if mode == .halfOpen && fault != .cancelledProbeKeepsItsPlace { probing -= 1 }
    }
  }

  private mutating func succeed() {
    if mode == .halfOpen { enter(.closed) }
    if fault != .successDoesNotClearTheCount { failures = 0 }
  }

  private mutating func fail() {
    failures += 1
    let limit = fault == .opensOneFailureLate ? threshold + 1 : threshold
    if mode == .halfOpen || failures >= limit { enter(.open) }
  }

  private mutating func tick() {
    guard mode == .open else { return }
    timer -= 1
    if timer == 0 { enter(.halfOpen) }
  }

  private mutating func enter(_ next: Mode) {
    mode = next
    failures = 0
    probing = 0
    timer = fault == .cooldownIsOneTickLonger ? cooldown + 1 : cooldown
    period += 1
  }
}
