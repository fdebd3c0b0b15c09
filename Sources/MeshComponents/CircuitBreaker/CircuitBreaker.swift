/// Keeps calls away from a service that fails, and lets a few through to see whether it is back.
///
/// ```swift
/// let breaker = CircuitBreaker(configuration: .init(failureThreshold: 5, cooldown: .seconds(30)))
/// let answer = try await breaker.call { try await client.get("/price") }
/// ```
///
/// A value that shares its state: copies are the same breaker. The states and how they follow one
/// another are in `CircuitBreakerStateMachine`, which is checked edge by edge against the reachable
/// graph of `specs/components/breaker.mesh`; the lock around it is in `CircuitBreakerStorage`.
///
/// Every admission carries the epoch in which it was given, so an answer that comes in after the
/// breaker has changed its mind changes nothing: the most common defect of real breakers is that it
/// does.
public struct CircuitBreaker<C: Clock>: Sendable where C.Duration == Duration, C.Instant: Sendable {
  private let storage: CircuitBreakerStorage<C>

  /// A closed breaker that reads the time from `clock`.
  public init(configuration: CircuitBreakerConfiguration = .init(), clock: C) {
    storage = CircuitBreakerStorage(configuration: configuration, clock: clock)
  }

  /// Where the breaker stands now.
  public var mode: CircuitBreakerMode { storage.mode }

  /// Asks for leave to make one call.
  ///
  /// - Returns: the permit, to be finished with the call's outcome.
  /// - Throws: `CircuitBreakerRejection` when the call must not be made.
  public func admit() throws(CircuitBreakerRejection) -> CircuitBreakerPermit<C> {
    CircuitBreakerPermit(epoch: try storage.admit(), storage: storage)
  }

  /// Makes a call if the breaker lets it pass, and tells the breaker how it ended.
  ///
  /// A call that throws `CancellationError` counts as cancelled: it says nothing about the service.
  /// - Throws: `CircuitBreakerRejection` without calling `body`, or whatever `body` throws.
  public func call<Answer: Sendable>(
    _ body: () async throws -> Answer
  ) async throws -> Answer {
    let permit = try admit()
    do {
      let answer = try await body()
      permit.finish(.success)
      return answer
    } catch is CancellationError {
      permit.finish(.cancelled)
      throw CancellationError()
    } catch {
      permit.finish(.failure)
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
public struct CircuitBreakerPermit<C: Clock>: ~Copyable, Sendable
where C.Duration == Duration, C.Instant: Sendable {
  private let epoch: CircuitBreakerEpoch
  private let storage: CircuitBreakerStorage<C>
  private var isTold = false

  init(epoch: CircuitBreakerEpoch, storage: CircuitBreakerStorage<C>) {
    self.epoch = epoch
    self.storage = storage
  }

  deinit {
    if !isTold { storage.finish(epoch, .cancelled) }
  }

  /// Tells the breaker how the call ended.
  public consuming func finish(_ outcome: CallOutcome) {
    isTold = true
    storage.finish(epoch, outcome)
  }
}
