import Conformance
import MeshComponents

/// The library's breaker behind the calls of `specs/components/breaker.mesh`.
struct BreakerAdapter: ImplementationUnderTest {
  /// A permit cannot be copied, so what keeps one is an object.
  final class Admission {
    private var permit: CircuitBreakerPermit<TickClock>?

    init(_ permit: consuming CircuitBreakerPermit<TickClock>) { self.permit = consume permit }

    func finish(_ outcome: CallOutcome) { permit.take()?.finish(outcome) }
  }

  let configuration: CircuitBreakerConfiguration
  /// What the library is told where the spec's outcome is `cancelled`: it has two such outcomes.
  let withoutVerdict: CallOutcome
  private var clock = TickClock()
  private var breaker: CircuitBreaker<TickClock>
  private var admissions: [SpecificationValue: Admission] = [:]

  init(configuration: CircuitBreakerConfiguration, withoutVerdict: CallOutcome = .cancelled) {
    self.configuration = configuration
    self.withoutVerdict = withoutVerdict
    breaker = CircuitBreaker(configuration: configuration, clock: clock)
  }

  mutating func reset() {
    clock = TickClock()
    breaker = CircuitBreaker(configuration: configuration, clock: clock)
    admissions = [:]
  }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "admit":
      guard let permit = try? breaker.admit() else { return false }
      admissions[call.arguments[0]] = Admission(permit)
      return true
    case "finish":
      let told = outcome(call.arguments[1])
      admissions.removeValue(forKey: call.arguments[0])?
        .finish(told == .cancelled ? withoutVerdict : told)
      return mode
    case "tick":
      clock.tick()
      return .nothing
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private var mode: SpecificationValue {
    switch breaker.mode {
    case .closed: .enumCase("closed")
    case .open: .enumCase("open")
    case .halfOpen: .enumCase("halfOpen")
    }
  }
}

/// A spec's outcome as the library's.
func outcome(_ value: SpecificationValue) -> CallOutcome {
  switch value {
  case .enumCase("success", _): .success
  case .enumCase("failure", _): .failure
  case .enumCase("cancelled", _): .cancelled
  default: preconditionFailure("the spec has no other outcome: \(value)")
  }
}
