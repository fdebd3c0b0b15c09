import Conformance
import MeshComponents
import Synchronization
import TestSupport

/// `RetryPolicy.retry` itself, with its tasks and timers, behind the calls of
/// `specs/components/retry.mesh`.
///
/// Each call of the spec's is a task with a clock of its own, all moved together. A step is over
/// when the task has ended, or sleeps for its next attempt, or has begun that: what it does in
/// between is nobody's to see.
struct RetryTaskAdapter: ImplementationUnderTest {
  /// A call's task, what it has come to, and the attempt that waits to be told how it ends.
  final class Running: Sendable {
    struct Failure: Error { let outcome: AttemptOutcome }

    private struct State {
      var attempts = 0
      var attempt: CheckedContinuation<AttemptOutcome?, Never>?
      var verdict: RetryVerdict?
    }

    let clock = SteppedClock()
    private let state = Mutex(State())

    var attempts: Int { state.withLock { $0.attempts } }
    var verdict: RetryVerdict? { state.withLock { $0.verdict } }
    var isAttempting: Bool { state.withLock { $0.attempt != nil } }

    func run(_ policy: RetryPolicy, _ budget: RetryBudget<SteppedClock>) async {
      var generator = SystemRandomNumberGenerator()
      let verdict: RetryVerdict
      do throws(RetryFailure) {
        try await policy.retry(
          clock: clock, budget: budget, using: &generator,
          when: { ($0 as? Failure)?.outcome != .permanentFailure },
          { try await self.attempt() })
        verdict = .succeeded
      } catch {
        verdict =
          switch error.reason {
          case .refused: .refused
          case .attemptsExhausted: .attemptsExhausted
          case .deadlineExceeded, .cancelled: .deadlineExceeded
          case .budgetExhausted: .budgetExhausted
          }
      }
      state.withLock { $0.verdict = verdict }
    }

    /// Lets the attempt under way end.
    func finish(_ outcome: AttemptOutcome?) {
      state.withLock { $0.attempt.take() }?.resume(returning: outcome)
    }

    private func attempt() async throws {
      let outcome = await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          state.withLock { state in
            state.attempts += 1
            state.attempt = continuation
          }
        }
      } onCancel: {
        finish(nil)
      }
      guard let outcome else { throw CancellationError() }
      if outcome != .success { throw Failure(outcome: outcome) }
    }
  }

  let policy: RetryPolicy
  let tokens: Int
  private let clock = SteppedClock()
  private var budget: RetryBudget<SteppedClock>
  private var calls: [SpecificationValue: Running] = [:]
  private var tasks: [Task<Void, Never>] = []

  init(policy: RetryPolicy, tokens: Int) {
    precondition(policy.deadline != nil, "the timer of an attempt is one of the sleeps counted")
    self.policy = policy
    self.tokens = tokens
    budget = RetryBudget(.throttle(capacity: tokens), clock: clock)
  }

  mutating func reset() async {
    for task in tasks {
      task.cancel()
      await task.value
    }
    budget = RetryBudget(.throttle(capacity: tokens), clock: clock)
    calls = [:]
    tasks = []
  }

  mutating func perform(_ call: ConformanceCall) async -> SpecificationValue {
    switch call.transition {
    case "start":
      let running = Running()
      calls[call.arguments[0]] = running
      tasks.append(Task { [policy, budget] in await running.run(policy, budget) })
      await hasBegun(attempt: 1, of: running, afterSleeps: 0)
      return .nothing
    case "finish":
      guard let running = calls[call.arguments[0]], running.isAttempting else {
        return .enumCase("notAttempting")
      }
      let sleeps = running.clock.sleeps.begun
      running.finish(attemptOutcome(call.arguments[1]))
      while running.verdict == nil && running.clock.sleeps.begun == sleeps { await Task.yield() }
      return specificationValue(running.verdict ?? .retryAfter(running.clock.sleeps.last))
    case "tick":
      for running in calls.values where running.verdict == nil { await tick(running) }
      return .nothing
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private func tick(_ running: Running) async {
    let attempts = running.attempts
    let sleeps = running.clock.sleeps.begun
    // A sleeper is counted before it lies down.
    while running.clock.sleepers == 0 { await Task.yield() }
    guard running.clock.advance(by: .seconds(1)) > 0 else { return }
    await hasBegun(attempt: attempts + 1, of: running, afterSleeps: sleeps)
  }

  /// Waits for an attempt and its timer, or for the call's end.
  private func hasBegun(attempt: Int, of running: Running, afterSleeps sleeps: Int) async {
    while running.verdict == nil {
      let isAttempting = running.attempts == attempt && running.isAttempting
      if isAttempting && running.clock.sleeps.begun > sleeps { return }
      await Task.yield()
    }
  }
}
