import Interleavings
import Testing

@Suite("Actors in the shapes of the library")
struct SmallActorTests {
  private func watch(
    _ simulation: Simulation,
    _ change: @escaping @Sendable (WatchedRegistry) async -> Void
  ) async throws -> [[Int]] {
    let registry = WatchedRegistry(on: simulation.host("registry"))
    let stream = await registry.watch()
    await withTaskGroup(of: Void.self) { group in
      for changer in 1...2 {
        group.addTask(name: "changer \(changer)") { await change(registry) }
      }
    }
    let late = await registry.watch()
    await registry.close()
    var seen: [[Int]] = [[], []]
    for await version in stream { seen[0].append(version) }
    for await version in late { seen[1].append(version) }
    return seen
  }

  @Test("a registry tells its watchers of every version once, in order")
  func registry() async {
    let report = await explore(.exhaustive()) { simulation in
      let seen = try await watch(simulation) { await $0.change() }
      try check(seen == [[0, 1, 2], [2]], "\(seen)")
    }
    #expect(report.holds, "\(report)")
  }

  @Test("a registry that reads and writes its version in two turns loses one")
  func slowRegistry() async {
    let report = await explore { simulation in
      let elsewhere = WatchedRegistry(on: simulation.host("elsewhere"))
      let seen = try await watch(simulation) { registry in
        await registry.changeSlowly { await elsewhere.change() }
      }
      try check(seen == [[0, 1, 2], [2]], "\(seen)")
    }
    #expect(report.failure?.message == "[[0, 1, 1], [1]]", "\(report)")
  }

  /// A queue with room for one, two senders, and a taker that asks until it has both.
  private func send(
    _ mistake: WaitingQueue.Mistake?
  ) -> @Sendable (Simulation) async throws -> Int {
    { simulation in
      let queue = WaitingQueue(capacity: 1, mistake: mistake, on: simulation.host("queue"))
      try await queue.put(0)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for sender in 1...2 {
          group.addTask(name: "sender \(sender)") { try await queue.put(sender) }
        }
        group.addTask(name: "taker") {
          for _ in 0..<2 {
            while await queue.take() == nil {
              try await simulation.clock.sleep(for: .seconds(1))
            }
          }
        }
        try await group.waitForAll()
      }
      return await queue.most
    }
  }

  @Test("a queue hands a freed place to the one who waits for it")
  func queue() async {
    let report = await explore(
      .exhaustive(), expecting: { try check($0 == 1, "held \($0)") }, scenario: send(nil))
    #expect(report.holds, "\(report)")
  }

  @Test("a queue that leaves a freed place to anybody holds too many")
  func placeLost() async {
    let report = await explore(
      expecting: { try check($0 == 1, "held \($0)") }, scenario: send(.losesPlace))
    #expect(report.failure?.message == "held 2", "\(report)")
  }

  private func giveUp(
    _ mistake: WaitingQueue.Mistake?
  ) -> @Sendable (Simulation) async throws -> String {
    { simulation in
      let queue = WaitingQueue(capacity: 1, mistake: mistake, on: simulation.host("queue"))
      try await queue.put(0)
      return await withTaskGroup(of: String.self) { group in
        group.addTask(name: "sender") {
          do {
            try await simulation.during("put 1") { try await queue.put(1) }
            return "put"
          } catch {
            return "\(type(of: error))"
          }
        }
        // A turn away from here, so that the sender may be at any point when it is cancelled.
        _ = await queue.most
        group.cancelAll()
        return await group.next() ?? ""
      }
    }
  }

  @Test("a sender that is cancelled leaves the line, whenever that happens")
  func cancellation() async {
    let report = await explore(.exhaustive(), scenario: giveUp(nil))
    #expect(report.holds && Set(report.outcomes.keys) == ["CancellationError"], "\(report)")
  }

  @Test("a sender that cannot leave the line is shown as a deadlock, with what it waits in")
  func deadlock() async throws {
    let report = await explore(scenario: giveUp(.ignoresCancellation))
    let failure = try #require(report.failure)
    #expect(failure.kind == .deadlock)
    #expect(failure.message.contains("root waits since step"), "\(report)")
    #expect(failure.message.contains("sender waits since step"), "\(report)")
    #expect(failure.message.contains("on queue: put 1"), "\(report)")
  }

  @Test("a health checker ends with what the last round saw, in every order of its probes")
  func healthChecker() async {
    let report = await explore(.exhaustive()) { simulation in
      let clock = simulation.clock
      let checker = SmallHealthChecker(clock: clock, on: simulation.host("checker")) { target in
        try await clock.sleep(for: .milliseconds(10))
        // Target 0 answers from the second round on.
        return target == 1 || clock.now.sinceStart > .seconds(1)
      }
      await withTaskGroup(of: Void.self) { group in
        group.addTask(name: "checker") { await checker.run(targets: 0..<2, every: .seconds(1)) }
        try? await clock.sleep(for: .milliseconds(500))
        let first = await checker.healthy
        try? await clock.sleep(for: .milliseconds(1_000))
        simulation.note("after one round \(first)")
        group.cancelAll()
      }
      try check(await checker.healthy == [0, 1])
      try check(await checker.rounds == 2)
    }
    #expect(report.holds, "\(report)")
  }
}
