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
    // The wait ends with what is waited for, so a busy machine does not change the answer.
    let patient = ExplorationOptions(patience: .seconds(900))
    let detached = await explore(.random(schedules: 5), options: patient) { _ in
      await Task.detached { 1 }.value
    }
    #expect(detached.failure == nil && detached.control.jobsFromOtherThreads > 0, "\(detached)")
    #expect(detached.limits.contains(.uncontrolled))
    let slept = await explore(.exhaustive(schedulesMax: 5), options: patient) { _ in
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

  /// Whether the first sees that the second waits behind it, and the second that the first has
  /// gone on and done its work elsewhere.
  @Sendable private static func hidden(
    _ front: any Actor, _ back: any Actor
  ) async throws {
    let front = Turns(on: front)
    let back = Turns(on: back)
    let flags = Flags()
    let first = { @Sendable in
      let saw = await front.turn { flags.isQueued.load(ordering: .relaxed) }
      await back.turn { flags.isDone.store(true, ordering: .relaxed) }
      return saw
    }
    let second = { @Sendable in
      flags.isQueued.store(true, ordering: .relaxed)
      return await front.turn { flags.isDone.load(ordering: .relaxed) }
    }
    async let firstSaw = first()
    async let secondSaw = second()
    let (sawQueued, sawDone) = await (firstSaw, secondSaw)
    try check(!(sawQueued && sawDone), "overtaken")
  }

  @Test("finds with hosts what an actor that runs all its callers at once hides")
  func hidden() async {
    let hosted = await explore(.exhaustive()) {
      try await Self.hidden($0.host("front"), $0.host("back"))
    }
    #expect(hosted.failure?.message == "overtaken", "\(hosted)")
    let unhosted = await explore(.exhaustive()) { _ in
      try await Self.hidden(PlainHost(), PlainHost())
    }
    #expect(unhosted.failure == nil && unhosted.isComplete, "\(unhosted)")
    #expect(unhosted.verdict == .inconclusive && unhosted.limits == [.uncontrolled])
  }

  @Test("ends when its task is cancelled, and says so")
  func cancelled() async {
    let exploring = Task {
      await explore(.random(schedules: 10_000_000), scenario: Scenarios.queue)
    }
    exploring.cancel()
    let report = await exploring.value
    #expect(report.verdict == .inconclusive && report.limits.contains(.cancelled))
  }

  /// Two tasks on two actors that then leave their number in a list outside both.
  private func sharing(
    declares: Bool
  ) -> @Sendable (Simulation) async throws -> [Int] {
    { simulation in
      let order = Order()
      let one = RacyQueue(capacity: 1, on: simulation.host("one"))
      let two = RacyQueue(capacity: 1, on: simulation.host("two"))
      await withTaskGroup(of: Void.self) { group in
        for (number, queue) in [one, two].enumerated() {
          group.addTask {
            await queue.append(number)
            if declares { simulation.touch("order") }
            order.append(number)
          }
        }
      }
      return order.numbers
    }
  }

  @Test("sees what a reduction loses when code outside hosts shares something undeclared")
  func unsoundReduction() async {
    let lossy = await explore(
      .exhaustive(reduction: .declared), scenario: sharing(declares: false))
    #expect(lossy.limits == [.reductionLoses(["[1, 0]"])], "\(lossy)")
  }

  @Test("loses nothing when it is declared, or when code outside hosts is not reordered")
  func soundReduction() async {
    let declared = await explore(
      .exhaustive(reduction: .declared), scenario: sharing(declares: true))
    #expect(declared.holds && declared.outcomes.count == 2, "\(declared)")
    let hosts = await explore(.exhaustive(reduction: .hosts), scenario: sharing(declares: false))
    #expect(hosts.holds && hosts.outcomes.count == 2, "\(hosts)")
    #expect(declared.schedules < hosts.schedules)
  }
}

/// A plain actor to run on: nothing of it is under control.
actor PlainHost {}

/// An actor that lends its turns.
actor Turns {
  private nonisolated let host: any Actor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }

  init(on host: any Actor) { self.host = host }

  func turn<Answer: Sendable>(_ body: @Sendable () -> Answer) -> Answer { body() }
}

/// What two tasks tell each other outside actors.
final class Flags: Sendable {
  let isQueued = Atomic(false)
  let isDone = Atomic(false)
}

/// Numbers in the order in which they came.
final class Order: Sendable {
  private let list = Mutex<[Int]>([])

  var numbers: [Int] { list.withLock { $0 } }
  func append(_ number: Int) { list.withLock { $0.append(number) } }
}
