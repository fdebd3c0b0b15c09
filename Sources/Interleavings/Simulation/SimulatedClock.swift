import Synchronization

/// A clock whose time goes on only when the exploration says so.
///
/// Time goes on to the next deadline when nothing else can happen, or, with
/// `ExplorationOptions.Timers.anytime`, at any moment, as though the code that is ready were slow.
/// Sleeping ends early, with `CancellationError`, when the task is cancelled.
///
/// ```swift
/// let breaker = CircuitBreaker(configuration: .init(), clock: simulation.clock)
/// try await simulation.clock.sleep(for: .seconds(30))
/// ```
public struct SimulatedClock: Clock {
  /// A moment, as the time since the run began.
  public struct Instant: InstantProtocol {
    /// The time since the run began.
    public let sinceStart: Duration

    public func advanced(by duration: Duration) -> Instant {
      Instant(sinceStart: sinceStart + duration)
    }

    public func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }

    public static func < (a: Instant, b: Instant) -> Bool { a.sinceStart < b.sinceStart }
  }

  let scheduler: Scheduler

  public var now: Instant { Instant(sinceStart: scheduler.state.withLock { $0.now }) }

  public var minimumResolution: Duration { .zero }

  /// Waits until the clock has come to a moment; a moment that is past takes one turn all the same.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    scheduler.learnName()
    let id = scheduler.state.withLock { state in
      state.sleepersMade += 1
      return state.sleepersMade
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        scheduler.park(id, until: deadline.sinceStart, continuation)
      }
    } onCancel: {
      scheduler.cancelSleeper(id)
    }
  }

  /// Moves the clock on at once, as a step that takes so long does.
  public func advance(by duration: Duration) {
    precondition(duration >= .zero, "time does not go back: \(duration)")
    scheduler.advance(to: now.sinceStart + duration)
  }
}

extension Scheduler {
  func park(
    _ id: Int, until deadline: Duration, _ continuation: CheckedContinuation<Void, any Error>
  ) {
    let isCancelled = state.withLock { state in
      if state.cancelledSleepers.remove(id) != nil || state.isClosed { return true }
      state.sleepers.append(.init(id: id, deadline: deadline, continuation: continuation))
      return false
    }
    if isCancelled { continuation.resume(throwing: CancellationError()) }
  }

  func cancelSleeper(_ id: Int) {
    let sleeper = state.withLock { state -> RunState.Sleeper? in
      guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
        state.cancelledSleepers.insert(id)
        return nil
      }
      return state.sleepers.remove(at: index)
    }
    // Outside the lock: what is resumed comes back as a job at once.
    sleeper?.continuation.resume(throwing: CancellationError())
  }

  /// Moves the clock and wakes all whose deadline has come, earliest first.
  func advance(to time: Duration) {
    let due = state.withLock { state in
      state.now = max(state.now, time)
      let due = state.sleepers.filter { $0.deadline <= state.now }
      state.sleepers.removeAll { $0.deadline <= state.now }
      return due.sorted { ($0.deadline, $0.id) < ($1.deadline, $1.id) }
    }
    for sleeper in due { sleeper.continuation.resume() }
  }
}
