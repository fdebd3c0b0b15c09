import Synchronization

/// A registry that tells its watchers of every change.
actor WatchedRegistry {
  private nonisolated let host: any Actor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
  private var version = 0
  private var watchers: [Int: AsyncStream<Int>.Continuation] = [:]

  init(on host: any Actor) { self.host = host }

  /// Versions from the present one on.
  func watch() -> AsyncStream<Int> {
    let (stream, continuation) = AsyncStream<Int>.makeStream()
    continuation.yield(version)
    watchers[watchers.count] = continuation
    return stream
  }

  func change() {
    version += 1
    for watcher in watchers.values { watcher.yield(version) }
  }

  /// The mistake: the version is read in one turn, and told in another.
  func changeSlowly(_ pause: () async -> Void) async {
    let next = version + 1
    await pause()
    version = next
    for watcher in watchers.values { watcher.yield(version) }
  }

  func close() {
    for watcher in watchers.values { watcher.finish() }
  }
}

/// A queue of limited length whose senders wait in line, and may give up.
///
/// The line is behind a lock of its own: a cancellation handler is not on the actor, and a task
/// that it would have to start for that would leave the simulation.
actor WaitingQueue {
  /// What may be wrong with it.
  enum Mistake: Sendable {
    /// A freed place is free for anybody, not only for the one who waits for it.
    case losesPlace
    /// Whoever gives up stays in line.
    case ignoresCancellation
  }

  private struct Waiter {
    var id: Int
    var element: Int
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct Line {
    var waiters: [Waiter] = []
    var made = 0
    var gaveUpEarly: Set<Int> = []
  }

  private nonisolated let host: any Actor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
  private let capacity: Int
  private let mistake: Mistake?
  private nonisolated let line = Mutex(Line())
  private(set) var elements: [Int] = []
  private(set) var most = 0

  init(capacity: Int, mistake: Mistake? = nil, on host: any Actor) {
    self.capacity = capacity
    self.mistake = mistake
    self.host = host
  }

  func put(_ element: Int) async throws {
    if elements.count >= capacity || line.withLock({ !$0.waiters.isEmpty }) {
      try await waitInLine(element)
      if mistake == .losesPlace { append(element) }
    } else {
      append(element)
    }
  }

  func take() -> Int? {
    guard !elements.isEmpty else { return nil }
    let first = elements.removeFirst()
    let next = line.withLock { $0.waiters.isEmpty ? nil : $0.waiters.removeFirst() }
    if let next {
      if mistake != .losesPlace { append(next.element) }
      next.continuation.resume()
    }
    return first
  }

  private func append(_ element: Int) {
    elements.append(element)
    most = max(most, elements.count)
  }

  private func waitInLine(_ element: Int) async throws {
    let id = line.withLock { line in
      line.made += 1
      return line.made
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isTooLate = line.withLock { line in
          if line.gaveUpEarly.remove(id) != nil { return true }
          line.waiters.append(Waiter(id: id, element: element, continuation: continuation))
          return false
        }
        if isTooLate { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      if mistake != .ignoresCancellation { giveUp(id) }
    }
  }

  private nonisolated func giveUp(_ id: Int) {
    let waiter = line.withLock { line -> Waiter? in
      guard let index = line.waiters.firstIndex(where: { $0.id == id }) else {
        line.gaveUpEarly.insert(id)
        return nil
      }
      return line.waiters.remove(at: index)
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }
}

/// Probes several targets at once, again and again, and keeps who answered last time.
actor SmallHealthChecker<C: Clock & Sendable> where C.Duration == Duration {
  private nonisolated let host: any Actor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
  private let clock: C
  private let probe: @Sendable (Int) async throws -> Bool
  private(set) var healthy: Set<Int> = []
  private(set) var rounds = 0

  init(clock: C, on host: any Actor, probe: @escaping @Sendable (Int) async throws -> Bool) {
    self.clock = clock
    self.host = host
    self.probe = probe
  }

  /// Probes until the task is cancelled.
  func run(targets: Range<Int>, every interval: Duration) async {
    while !Task.isCancelled {
      await round(targets)
      do { try await clock.sleep(for: interval) } catch { return }
    }
  }

  private func round(_ targets: Range<Int>) async {
    let probe = probe
    await withTaskGroup(of: (Int, Bool).self) { group in
      for target in targets {
        group.addTask(name: "probe \(target)") { (target, (try? await probe(target)) ?? false) }
      }
      for await (target, isHealthy) in group {
        if isHealthy { healthy.insert(target) } else { healthy.remove(target) }
      }
    }
    rounds += 1
  }
}
