extension RetryPolicy {
  /// Makes a call, and makes it again while the policy allows and its failures are worth it.
  ///
  /// An attempt that is under way when its time is up is cancelled, and waited for: `body` is to
  /// honour cancellation, or it delays the answer. Between attempts cancellation ends the call at
  /// once.
  /// - Parameters:
  ///   - budget: shared by all calls to one service; nil for no bound but the policy's own.
  ///   - generator: where the jitter comes from.
  ///   - isTransient: is an error worth a retry? Unless told otherwise each is.
  /// - Throws: `RetryFailure` with the reason and the last error.
  public func retry<Answer: Sendable, C: Clock>(
    clock: C, budget: RetryBudget<C>? = nil,
    using generator: inout some RandomNumberGenerator,
    when isTransient: (any Error) -> Bool = { _ in true },
    _ body: @escaping @Sendable () async throws -> Answer
  ) async throws(RetryFailure) -> Answer where C.Duration == Duration, C.Instant: Sendable {
    var call = RetryCall(policy: self, budget: budget, at: clock.now)
    var lastError: (any Error)?
    func failure(_ reason: RetryFailure.Reason) -> RetryFailure {
      RetryFailure(reason: reason, attempts: call.attempts, lastError: lastError)
    }
    if Task.isCancelled { throw failure(.cancelled) }
    while true {
      let judged: AttemptOutcome
      switch await attempt(body, within: call.timeLeft(at: clock.now), on: clock) {
      case .success(let answer):
        _ = call.finish(.success, at: clock.now, using: &generator)
        return answer
      case .failure(.timeout(let timeout)):
        // What was cut off by the deadline has nothing to be tried again in.
        if let deadline = call.deadline, clock.now >= deadline { throw failure(.deadlineExceeded) }
        lastError = AttemptTimeout(timeout: timeout)
        judged = .transientFailure
      case .failure(.thrown(let error)):
        // A cancelled task's attempt fails with whatever error: it is not for the service to
        // answer.
        if Task.isCancelled { throw failure(.cancelled) }
        lastError = error
        judged = isTransient(error) ? .transientFailure : .permanentFailure
      }
      switch call.finish(judged, at: clock.now, using: &generator) {
      case .retryAfter(let delay):
        do {
          try await clock.sleep(until: clock.now.advanced(by: delay), tolerance: nil)
        } catch { throw failure(.cancelled) }
        // The delay may be over, and its task cancelled before it goes on.
        if Task.isCancelled { throw failure(.cancelled) }
        if !call.beginRetry(at: clock.now) { throw failure(.deadlineExceeded) }
      case .refused: throw failure(.refused)
      case .attemptsExhausted: throw failure(.attemptsExhausted)
      case .deadlineExceeded: throw failure(.deadlineExceeded)
      case .budgetExhausted: throw failure(.budgetExhausted)
      case .succeeded:
        preconditionFailure("a failed attempt has succeeded: \(String(describing: lastError))")
      }
    }
  }

  /// Makes a call on the continuous clock, with the system's random numbers.
  ///
  /// - Throws: `RetryFailure` with the reason and the last error.
  public func retry<Answer: Sendable>(
    budget: RetryBudget<ContinuousClock>? = nil,
    when isTransient: (any Error) -> Bool = { _ in true },
    _ body: @escaping @Sendable () async throws -> Answer
  ) async throws(RetryFailure) -> Answer {
    var generator = SystemRandomNumberGenerator()
    return try await retry(
      clock: ContinuousClock(), budget: budget, using: &generator, when: isTransient, body)
  }

  /// How an attempt failed.
  private enum AttemptFailure: Error {
    case thrown(any Error)
    case timeout(Duration)
  }

  /// Makes one attempt, and cancels it when its time is up.
  private func attempt<Answer: Sendable, C: Clock>(
    _ body: @escaping @Sendable () async throws -> Answer, within time: Duration?, on clock: C
  ) async -> Result<Answer, AttemptFailure> where C.Duration == Duration, C.Instant: Sendable {
    guard let time else { return await Self.result(of: body) }
    let end = clock.now.advanced(by: time)
    return await withTaskGroup(of: Result<Answer, AttemptFailure>?.self) { group in
      group.addTask { await Self.result(of: body) }
      group.addTask {
        do { try await clock.sleep(until: end, tolerance: nil) } catch { return nil }
        return .failure(.timeout(time))
      }
      // The timer gives nil when the task is cancelled, and then the attempt's end is waited for.
      var first: Result<Answer, AttemptFailure>?
      for await result in group where first == nil {
        first = result
        if result != nil { group.cancelAll() }
      }
      return first ?? .failure(.thrown(CancellationError()))
    }
  }

  private static func result<Answer: Sendable>(
    of body: @Sendable () async throws -> Answer
  ) async -> Result<Answer, AttemptFailure> {
    do { return .success(try await body()) } catch { return .failure(.thrown(error)) }
  }
}
