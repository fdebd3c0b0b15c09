import Conformance
import MeshComponents

/// Retries as they are often written, with one fault at a time; without any they obey the spec.
struct FaultyRetry: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case deadlineIsNotRead = "the deadline is never read"
    case backoffIsNotRead = "the backoff is never read"
    case attemptsAreRetries = "one attempt too many"
    case capIsForgotten = "the cap is forgotten"
    case budgetIsPerCall = "each call has a budget of its own"
    case budgetIsTakenInVain = "a token is taken by a retry that is not made"
    case waitsAreNotCounted = "retries in backoff are not counted"
    case permanentIsRetried = "permanent failures are tried again"
    case startsAtTheDeadline = "an attempt begins at the deadline"

    var story: String {
      switch self {
      case .deadlineIsNotRead: "The timeout is stored and never read (section 6.2 as written)."
      case .backoffIsNotRead:
        "The backoff strategy is stored and never read: each delay is the first (section 6.2)."
      case .attemptsAreRetries:
        "The number of attempts is taken for that of retries (Istio's `attempts`)."
      case .capIsForgotten: "The delay doubles past its cap."
      case .budgetIsPerCall:
        "Retries are bounded call by call only: an outage multiplies the traffic "
          + "(envoyproxy/envoy#31597)."
      case .budgetIsTakenInVain: "The budget is asked before the deadline, and not paid back."
      case .waitsAreNotCounted:
        "A token is taken when the retry begins, so those in backoff go over the budget "
          + "(envoyproxy/envoy#30205)."
      case .permanentIsRetried: "What no retry mends is tried again."
      case .startsAtTheDeadline: "A delay that ends at the deadline is waited for."
      }
    }
  }

  private struct Call {
    var attempts = 1
    var start: Int
    /// When the next attempt begins; nil while one is under way.
    var wakes: Int?
    var ownTokens: Int
  }

  let fault: Fault?
  let parameters: RetryConformanceTests.Parameters
  private var now = 0
  private var tokens: Int
  private var calls: [SpecificationValue: Call] = [:]

  init(fault: Fault?, parameters: RetryConformanceTests.Parameters) {
    self.fault = fault
    self.parameters = parameters
    tokens = parameters.budget
  }

  mutating func reset() { self = FaultyRetry(fault: fault, parameters: parameters) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "start":
      calls[call.arguments[0]] = Call(start: now, ownTokens: parameters.budget)
      return .nothing
    case "finish":
      let caller = call.arguments[0]
      guard let running = calls.removeValue(forKey: caller), running.wakes == nil else {
        return .enumCase("notAttempting")
      }
      return specificationValue(
        finish(caller, running, attemptOutcome(call.arguments[1])))
    case "tick":
      tick()
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func finish(
    _ caller: SpecificationValue, _ ended: Call, _ outcome: AttemptOutcome
  ) -> RetryVerdict {
    if outcome == .success {
      tokens = min(parameters.budget, tokens + 1)
      return .succeeded
    }
    if outcome == .permanentFailure && fault != .permanentIsRetried { return .refused }
    let retries = parameters.maxRetries + (fault == .attemptsAreRetries ? 1 : 0)
    if ended.attempts > retries { return .attemptsExhausted }
    let delay = delay(beforeRetry: ended.attempts)
    let end = ended.start + parameters.deadline + (fault == .startsAtTheDeadline ? 1 : 0)
    if fault == .budgetIsTakenInVain && now + delay >= end { tokens = max(0, tokens - 1) }
    if now + delay >= end && fault != .deadlineIsNotRead { return .deadlineExceeded }
    var call = ended
    if (fault == .budgetIsPerCall ? call.ownTokens : tokens) == 0 { return .budgetExhausted }
    if fault == .budgetIsPerCall {
      call.ownTokens -= 1
    } else if fault != .waitsAreNotCounted {
      tokens -= 1
    }
    call.wakes = now + delay
    calls[caller] = call
    return .retryAfter(.seconds(delay))
  }

  private func delay(beforeRetry number: Int) -> Int {
    let doubled = parameters.base << (fault == .backoffIsNotRead ? 0 : number - 1)
    return fault == .capIsForgotten ? doubled : min(parameters.cap, doubled)
  }

  private mutating func tick() {
    now += 1
    for (caller, var call) in calls {
      if call.wakes == now {
        call.wakes = nil
        call.attempts += 1
        if fault == .waitsAreNotCounted { tokens = max(0, tokens - 1) }
        calls[caller] = call
      } else if call.wakes == nil && now >= call.start + parameters.deadline
        && fault != .deadlineIsNotRead
      {
        calls[caller] = nil
      }
    }
  }
}
