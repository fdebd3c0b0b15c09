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
  private var clock = TickClock()
  private var breaker: CircuitBreaker<TickClock>
  private var admissions: [SpecificationValue: Admission] = [:]

  init(configuration: CircuitBreakerConfiguration) {
    self.configuration = configuration
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
      admissions.removeValue(forKey: call.arguments[0])?.finish(outcome(call.arguments[1]))
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
