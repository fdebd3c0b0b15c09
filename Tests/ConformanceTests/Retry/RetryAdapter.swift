import Conformance
import MeshComponents

/// The library's retries behind the calls of `specs/components/retry.mesh`.
///
/// It drives `RetryCall` and `RetryBudget`, which decide for `RetryPolicy.retry`; what that adds,
/// tasks and timers, is in its own tests. At each tick a call whose delay is over begins its next
/// attempt, and one whose deadline has come is cut off, as `retry` does it.
struct RetryAdapter: ImplementationUnderTest {
  let policy: RetryPolicy
  let tokens: Int
  private var clock = TickClock()
  private var budget: RetryBudget<TickClock>
  private var calls: [SpecificationValue: RetryCall<TickClock>] = [:]
  private var generator = SystemRandomNumberGenerator()

  init(policy: RetryPolicy, tokens: Int) {
    self.policy = policy
    self.tokens = tokens
    budget = RetryBudget(.throttle(capacity: tokens), clock: clock)
  }

  mutating func reset() {
    clock = TickClock()
    budget = RetryBudget(.throttle(capacity: tokens), clock: clock)
    calls = [:]
  }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "start":
      calls[call.arguments[0]] = RetryCall(policy: policy, budget: budget, at: clock.now)
      return .nothing
    case "finish":
      guard var running = calls[call.arguments[0]], running.phase == .attempting else {
        return .enumCase("notAttempting")
      }
      let verdict = running.finish(
        attemptOutcome(call.arguments[1]), at: clock.now, using: &generator)
      calls[call.arguments[0]] = running
      return specificationValue(verdict)
    case "tick":
      tick()
      return .nothing
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func tick() {
    clock.tick()
    for (caller, var call) in calls {
      switch call.phase {
      case .waiting(let until) where until <= clock.now: _ = call.beginRetry(at: clock.now)
      case .attempting, .waiting, .ended: break
      }
      let isCut = call.phase == .attempting && call.deadline.map { $0 <= clock.now } ?? false
      calls[caller] = isCut ? nil : call
    }
  }
}

/// A spec's outcome of an attempt as the library's.
func attemptOutcome(_ value: SpecificationValue) -> AttemptOutcome {
  switch value {
  case .enumCase("success", _): .success
  case .enumCase("transientFailure", _): .transientFailure
  case .enumCase("permanentFailure", _): .permanentFailure
  default: preconditionFailure("the spec has no other outcome: \(value)")
  }
}

/// The library's verdict as the spec's, a tick a second.
func specificationValue(_ verdict: RetryVerdict) -> SpecificationValue {
  switch verdict {
  case .succeeded: .enumCase("succeeded")
  case .retryAfter(let delay): .enumCase("retryAfter", [.integer(delay.components.seconds)])
  case .refused: .enumCase("refused")
  case .attemptsExhausted: .enumCase("attemptsExhausted")
  case .deadlineExceeded: .enumCase("deadlineExceeded")
  case .budgetExhausted: .enumCase("budgetExhausted")
  }
}
