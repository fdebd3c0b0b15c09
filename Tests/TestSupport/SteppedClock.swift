import Synchronization

/// A clock whose sleepers sleep until it is moved to their deadlines, or are cancelled.
package final class SteppedClock: Clock {
  package struct Instant: InstantProtocol {
    package var offset: Duration

    package init(offset: Duration) { self.offset = offset }

    package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    package func duration(to other: Instant) -> Duration { other.offset - offset }
    package static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private struct Sleeper {
    var deadline: Instant
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var now = Instant(offset: .zero)
    var sleepers: [Int: Sleeper] = [:]
    var sleepsBegun = 0
    var lastNap: Duration = .zero
  }

  private let state = Mutex(State())

  package init() {}

  package var now: Instant { state.withLock { $0.now } }
  package var minimumResolution: Duration { .nanoseconds(1) }
  /// How many sleep.
  package var sleepers: Int { state.withLock { $0.sleepers.count } }
  /// How many sleeps have begun so far, and how long the last one is to be.
  package var sleeps: (begun: Int, last: Duration) {
    state.withLock { ($0.sleepsBegun, $0.lastNap) }
  }
  /// How long the sleepers still sleep, the shortest first.
  package var naps: [Duration] {
    state.withLock { state in
      state.sleepers.values.map { state.now.duration(to: $0.deadline) }.sorted()
    }
  }

  /// Moves the time on.
  /// - Returns: how many sleepers wake.
  @discardableResult
  package func advance(by duration: Duration) -> Int {
    let due = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.value.deadline <= state.now }
      for key in due.keys { state.sleepers[key] = nil }
      return due.values.sorted { $0.deadline < $1.deadline }
    }
    for sleeper in due { sleeper.continuation.resume(returning: true) }
    return due.count
  }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let key = state.withLock { state in
      state.sleepsBegun += 1
      state.lastNap = state.now.duration(to: deadline)
      return state.sleepsBegun
    }
    let isOver = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state -> Bool? in
          // A task is marked as cancelled before its handler runs.
          if Task.isCancelled { return false }
          if deadline <= state.now { return true }
          state.sleepers[key] = Sleeper(deadline: deadline, continuation: continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let sleeper = state.withLock { $0.sleepers.removeValue(forKey: key) }
      sleeper?.continuation.resume(returning: false)
    }
    if !isOver { throw CancellationError() }
  }

  /// Lets other tasks run until so many sleep.
  package func untilSleeping(_ count: Int) async {
    while sleepers != count { await Task.yield() }
  }
}
