import Synchronization

/// The registry's state machine behind its lock, with the clock and those who watch.
///
/// Every input, looking included, first drops what has run out by the time that is read inside the
/// lock. Watchers are told inside it as well: told outside, two threads could swap their news, and
/// a watcher would see the older last. To yield only puts a value into a buffer, and calls nobody.
final class ServiceRegistryStorage<C: Clock>: Sendable
where C.Duration == Duration, C.Instant: Sendable {
  private struct State: Sendable {
    var machine: ServiceRegistryStateMachine<C.Instant>
    var watchers: [String: [UInt64: AsyncStream<ServiceSnapshot>.Continuation]] = [:]
    var watchersSoFar: UInt64 = 0

    /// Tells the watchers what has changed.
    mutating func publish() {
      for snapshot in machine.publish() {
        guard let told = watchers[snapshot.service] else { continue }
        for watcher in told.values { watcher.yield(snapshot) }
      }
    }
  }

  private let state: Mutex<State>
  private let clock: C
  private let lease: Duration

  init(configuration: ServiceRegistryConfiguration, clock: C) {
    state = Mutex(State(machine: ServiceRegistryStateMachine(configuration: configuration)))
    self.clock = clock
    lease = configuration.lease
  }

  deinit {
    // Whoever waits for the next snapshot would wait for ever.
    state.withLock { state in
      for watcher in state.watchers.values.flatMap(\.values) { watcher.finish() }
    }
  }

  /// Gives the machine an input at the present time.
  func change<Answer: Sendable>(
    _ input: (inout ServiceRegistryStateMachine<C.Instant>, C.Instant) -> Answer
  ) -> Answer {
    state.withLock { state in
      let now = clock.now
      state.machine.expire(at: now)
      // Before the input, which may look at what is published.
      state.publish()
      let answer = input(&state.machine, now)
      state.publish()
      return answer
    }
  }

  func watch(_ service: String) -> AsyncStream<ServiceSnapshot> {
    let (stream, continuation) = AsyncStream<ServiceSnapshot>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.machine.expire(at: clock.now)
      state.publish()
      state.watchersSoFar += 1
      state.watchers[service, default: [:]][state.watchersSoFar] = continuation
      continuation.yield(
        state.machine.snapshots[service]
          ?? ServiceSnapshot(service: service, version: 0, instances: []))
      return state.watchersSoFar
    }
    continuation.onTermination = { [weak self] _ in self?.forget(number, service) }
    return stream
  }

  private func forget(_ watcher: UInt64, _ service: String) {
    state.withLock { state in
      state.watchers[service]?[watcher] = nil
      if state.watchers[service]?.isEmpty == true { state.watchers[service] = nil }
    }
  }

  /// Whoever comes meanwhile has a whole lease, so it is enough to look again at its end.
  func run() async {
    while true {
      let next = change { machine, now in
        let latest = now.advanced(by: lease)
        return machine.expiryMin.map { min($0, latest) } ?? latest
      }
      guard (try? await clock.sleep(until: next, tolerance: nil)) != nil else { return }
    }
  }
}
