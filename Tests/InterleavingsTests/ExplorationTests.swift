import Interleavings
import Synchronization
import Testing

@Suite("An exploration")
struct ExplorationTests {
  @Test(
    "finds a race by every strategy",
    arguments: [
      ExplorationStrategy.automatic(), .exhaustive(), .random(schedules: 100),
      .priorities(schedules: 100), .exhaustive(reduction: .hosts),
      .exhaustive(reduction: .declared),
    ])
  func strategies(strategy: ExplorationStrategy) async throws {
    let report = await explore(strategy, scenario: Scenarios.racyQueue)
    let failure = try #require(report.failure, "\(report)")
    #expect(failure.kind == .threw && failure.message == "over capacity: 2")
    // One switch away from the order in which each goes on as long as it can.
    #expect(failure.switches == 1, "\(report)")
  }

  @Test("replays a failure from its token, a hundred times of a hundred")
  func replay() async throws {
    let report = await explore(scenario: Scenarios.racyQueue)
    let failure = try #require(report.failure)
    for _ in 0..<100 {
      let again = await explore(.replay(failure.token), scenario: Scenarios.racyQueue)
      #expect(again.failure?.trace == failure.trace && again.failure?.token == failure.token)
    }
  }

  @Test("shows the steps with the names of tasks and actors")
  func trace() async throws {
    let report = await explore(scenario: Scenarios.racyQueue)
    let lines = "\(try #require(report.failure).trace)"
    for part in ["root", "producer 1 on queue", "producer 2 on queue", "full: false", " * "] {
      #expect(lines.contains(part), "\(lines)")
    }
  }

  @Test("refuses a token of another scenario, and what is no token")
  func misfit() async throws {
    let failure = try #require(await explore(scenario: Scenarios.racyQueue).failure)
    for token in [failure.token, "no token", "x-io-1.1-5-0"] {
      let report = await explore(.replay(token), scenario: Scenarios.arrivals(3))
      #expect(report.failure?.kind == .tokenDoesNotFit, "\(report)")
    }
  }

  @Test("finds with priorities of depth 1 only what needs no change of priorities")
  func depth() async {
    let one = await explore(
      .priorities(schedules: 500, depth: 1), scenario: Scenarios.racyQueue)
    #expect(one.failure == nil && one.verdict == .inconclusive, "\(one)")
    let two = await explore(
      .priorities(schedules: 500, depth: 2), scenario: Scenarios.racyQueue)
    #expect(two.failure != nil)
  }

  @Test("never calls a sample, or what it cut, a pass")
  func limits() async {
    let sample = await explore(.random(schedules: 10), scenario: Scenarios.queue)
    #expect(sample.verdict == .inconclusive && sample.limits == [.sample])
    let cut = await explore(.exhaustive(schedulesMax: 3), scenario: Scenarios.queue)
    #expect(cut.verdict == .inconclusive && cut.limits == [.schedules(3)] && cut.schedules == 3)
    let short = await explore(
      .exhaustive(), options: ExplorationOptions(stepsMax: 4), scenario: Scenarios.queue)
    #expect(short.verdict == .inconclusive && short.limits == [.steps(4)], "\(short)")
  }

  @Test("tells of a scenario that is not deterministic")
  func notDeterministic() async {
    let runs = Atomic(0)
    let number = { @Sendable in runs.add(1, ordering: .relaxed).newValue }
    let outcome = await explore { _ in number() }
    #expect(outcome.failure?.kind == .notDeterministic, "\(outcome)")
    let options = await explore(.exhaustive()) { simulation in
      let children = 1 + number() % 3
      return try await Scenarios.arrivals(children)(simulation)
    }
    #expect(options.failure?.kind == .notDeterministic, "\(options)")
  }

  @Test("tells of work that leaves the simulation, and does not call that a pass")
  func escapes() async {
    let detached = await explore(.random(schedules: 5)) { _ in
      await Task.detached { 1 }.value
    }
    #expect(detached.failure == nil && detached.control.jobsFromOtherThreads > 0, "\(detached)")
    #expect(detached.limits.contains(.uncontrolled))
    let slept = await explore(.exhaustive(schedulesMax: 5)) { _ in
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(slept.verdict == .inconclusive && !slept.control.isComplete, "\(slept)")
  }

  @Test("tells of actors without a host, and takes a yield for what it is")
  func drains() async {
    let unhosted = await explore(.exhaustive()) { _ in
      let queue = RacyQueue(capacity: 1, on: PlainHost())
      await withTaskGroup(of: Void.self) { group in
        for child in 0..<2 { group.addTask { await queue.append(child) } }
      }
    }
    #expect(unhosted.control.jobsOfUnhostedActors > 0, "\(unhosted)")
    #expect(unhosted.verdict == .inconclusive)
    let yielding = await explore(.exhaustive()) { _ in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<2 { group.addTask { await Task.yield() } }
      }
    }
    #expect(yielding.holds, "\(yielding)")
  }

  @Test("sees what a reduction loses when code outside hosts shares something undeclared")
  func unsoundReduction() async {
    let scenario = { @Sendable (simulation: Simulation) async -> [Int] in
      let order = Order()
      let one = RacyQueue(capacity: 1, on: simulation.host("one"))
      let two = RacyQueue(capacity: 1, on: simulation.host("two"))
      await withTaskGroup(of: Void.self) { group in
        for (number, queue) in [one, two].enumerated() {
          group.addTask {
            await queue.append(number)
            order.append(number)
          }
        }
      }
      return order.numbers
    }
    let lossy = await explore(.exhaustive(reduction: .declared), scenario: scenario)
    #expect(lossy.limits == [.reductionLoses(["[1, 0]"])], "\(lossy)")
    let sound = await explore(.exhaustive(reduction: .hosts), scenario: scenario)
    #expect(sound.holds && sound.outcomes.count == 2, "\(sound)")
  }
}

/// A plain actor to run on: nothing of it is under control.
actor PlainHost {}

/// Numbers in the order in which they came.
final class Order: Sendable {
  private let list = Mutex<[Int]>([])

  var numbers: [Int] { list.withLock { $0 } }
  func append(_ number: Int) { list.withLock { $0.append(number) } }
}
