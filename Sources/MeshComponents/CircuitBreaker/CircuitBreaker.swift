/// Keeps calls away from a service that fails, and lets a few through to see whether it is back.
///
/// ```swift
/// let breaker = CircuitBreaker(configuration: .init(failureThreshold: 5, cooldown: .seconds(30)))
/// let answer = try await breaker.call { try await client.get("/price") }
/// ```
///
/// A value that shares its state: copies are the same breaker. The states and how they follow one
/// another are in `CircuitBreakerStateMachine`, which is checked edge by edge against the reachable
/// graphs of `specs/components/breaker.mesh` and `rate-breaker.mesh`; the lock around it is in
/// `CircuitBreakerStorage`.
///
/// Every admission carries the epoch in which it was given, so an answer that comes in after the
/// breaker has changed its mind changes nothing: the most common defect of real breakers is that it
/// does.
public struct CircuitBreaker<C: Clock>: Sendable where C.Duration == Duration, C.Instant: Sendable {
  @usableFromInline let shared: Shared<CircuitBreakerStorage<C>>
  @inlinable var storage: CircuitBreakerStorage<C> { shared.object }

  /// A closed breaker that reads the time from `clock`.
  @inlinable
  public init(configuration: CircuitBreakerConfiguration = .init(), clock: C) {
    shared = Shared(CircuitBreakerStorage(configuration: configuration, clock: clock))
  }

  /// Where the breaker stands now.
  public var mode: CircuitBreakerMode {
    storage.core.mode(at: storage.now)
  }

  /// Asks for leave to make one call.
  ///
  /// - Returns: the permit, to be finished with the call's outcome.
  /// - Throws: `CircuitBreakerRejection` when the call must not be made.
  @inlinable
  public func admit() throws(CircuitBreakerRejection) -> CircuitBreakerPermit<C> {
    let epoch = try storage.admit()
    return CircuitBreakerPermit(epoch: epoch, begun: storage.timeIfAsked(), share: shared.share)
  }

  /// Makes a call if the breaker lets it pass, and tells the breaker how it ended.
  ///
  /// - Parameter outcome: what a thrown error says about the service; unless told otherwise,
  ///   `CancellationError` nothing and any other that it failed.
  /// - Throws: `CircuitBreakerRejection` without calling `body`, or whatever `body` throws.
  @inlinable
  public func call<Answer: Sendable>(
    judging outcome: (any Error) -> CallOutcome = CallOutcome.init(of:),
    _ body: () async throws -> Answer
  ) async throws -> Answer {
    // No permit here: the breaker lives as long as the call anyway.
    let epoch = try storage.admit()
    let begun = storage.timeIfAsked()
    do {
      let answer = try await body()
      storage.finish(epoch, .success, begun: begun)
      return answer
    } catch {
      storage.finish(epoch, outcome(error), begun: begun)
      throw error
    }
  }

  /// Makes a call that does not suspend, as `call(judging:_:)` does.
  ///
  /// - Throws: `CircuitBreakerRejection` without calling `body`, or whatever `body` throws.
  @inlinable
  public func callNow<Answer>(
    judging outcome: (any Error) -> CallOutcome = CallOutcome.init(of:),
    _ body: () throws -> Answer
  ) throws -> Answer {
    let epoch = try storage.admit()
    let begun = storage.timeIfAsked()
    do {
      let answer = try body()
      storage.finish(epoch, .success, begun: begun)
      return answer
    } catch {
      storage.finish(epoch, outcome(error), begun: begun)
      throw error
    }
  }
}

extension CircuitBreaker where C == ContinuousClock {
  /// A closed breaker on the continuous clock.
  public init(configuration: CircuitBreakerConfiguration = .init()) {
    self.init(configuration: configuration, clock: ContinuousClock())
  }
}

/// Leave to make one call, given by `CircuitBreaker.admit()`.
///
/// It cannot be copied, so a call's outcome is told once; and one that is dropped untold counts as
/// cancelled, so a probe's place can never be lost (the defect of resilience4j#935 and its kin).
///
/// ```swift
/// let permit = try breaker.admit()
/// permit.finish(connection.ping() ? .success : .failure)
/// ```
public struct CircuitBreakerPermit<C: Clock>: ~Copyable, Sendable
where C.Duration == Duration, C.Instant: Sendable {
  @usableFromInline let epoch: CircuitBreakerEpoch
  /// When the call began; nil where nobody asks how long it took.
  @usableFromInline let begun: Duration?
  /// Keeps the breaker alive until the call has ended.
  @usableFromInline let share: Share<CircuitBreakerStorage<C>>
  @usableFromInline var isTold = false

  @inlinable
  init(epoch: CircuitBreakerEpoch, begun: Duration?, share: Share<CircuitBreakerStorage<C>>) {
    self.epoch = epoch
    self.begun = begun
    self.share = share
  }

  @inlinable
  deinit {
    if !isTold { share.withObject { $0.finish(epoch, .cancelled, begun: begun) } }
  }

  /// Tells the breaker how the call ended.
  @inlinable
  public consuming func finish(_ outcome: CallOutcome) {
    isTold = true
    share.withObject { $0.finish(epoch, outcome, begun: begun) }
  }
}
