import Synchronization

/// What a scenario gets to put itself under control: hosts for its actors, and a clock.
///
/// ```swift
/// let report = await explore(.exhaustive()) { simulation in
///   let queue = Queue(on: simulation.host("queue"))
///   await withTaskGroup(of: Void.self) { group in
///     for number in 1...2 {
///       group.addTask(name: "producer \(number)") { await queue.put(number) }
///     }
///   }
///   try check(await queue.count <= 1, "the queue holds more than it may")
/// }
/// ```
///
/// A scenario is run many times, each time with a simulation of its own, so it makes everything it
/// uses anew: actors, streams, random number generators with fixed seeds.
public final class Simulation: Sendable {
  let scheduler: Scheduler

  init(scheduler: Scheduler) { self.scheduler = scheduler }

  /// The clock of the run; it starts at zero, and moves when nothing else can.
  public var clock: SimulatedClock { SimulatedClock(scheduler: scheduler) }

  /// An executor for an actor, by way of an actor that has it.
  ///
  /// Give it to an actor whose `unownedExecutor` is its host's. Actors that share a host exclude
  /// each other, so each is given its own.
  /// - Parameter name: what the trace calls the actor.
  public func host(_ name: String) -> any Actor {
    scheduler.state.withLock { state in
      let namesakes = state.hostNames.count { $0 == name || $0.hasPrefix("\(name)#") }
      let host = SimulatedHost(
        executor: SimulatedHostExecutor(scheduler: scheduler, number: state.hosts.count))
      state.hostNames.append(namesakes == 0 ? name : "\(name)#\(namesakes + 1)")
      state.hosts.append(host)
      return host
    }
  }

  /// Writes a line into the trace at the step that runs now, if there is one to be shown.
  public func note(_ text: @autoclosure () -> String) {
    scheduler.learnName()
    guard scheduler.isOnOwnThread, scheduler.state.withLock({ $0.recording != nil }) else { return }
    let line = text()
    scheduler.state.withLock { $0.note(line) }
  }

  /// Declares that the step that runs now reads or writes something that others do as well.
  ///
  /// Only `Reduction` asks: two steps that touch the same are tried in both orders.
  public func touch(_ thing: String) {
    scheduler.state.withLock { state in
      _ = state.running?.accesses.insert(.declared(thing))
    }
  }

  /// Does something under a name, which a deadlock then shows as what its task waits in.
  public nonisolated(nonsending) func during<Answer>(
    _ activity: String, _ body: nonisolated(nonsending) () async throws -> Answer
  ) async rethrows -> Answer {
    let task = scheduler.begin(activity)
    defer { scheduler.end(activity, of: task) }
    return try await body()
  }
}

extension Scheduler {
  func begin(_ activity: String) -> Int? {
    learnName()
    guard isOnOwnThread else { return nil }
    return state.withLock { state in
      guard let task = state.running?.option.task, task >= 0 else { return nil }
      state.tasks[task].activities.append(activity)
      return task
    }
  }

  func end(_ activity: String, of task: Int?) {
    guard let task else { return }
    state.withLock { state in
      guard let last = state.tasks[task].activities.lastIndex(of: activity) else { return }
      state.tasks[task].activities.remove(at: last)
    }
  }
}
