import Synchronization

/// Takes random walks through the states of a program, on several threads.
///
///     let simulator = Simulator(program: program, settings: settings)
///     let simulation = simulator.simulate()
///     let finding = simulator.shortened(simulation.findings[0], of: simulation)
///
/// What a walk does depends on the seed and its number alone; so the same walks come across the
/// same things, however many threads take them and in which order.
package struct Simulator: Sendable {
  let linked: LinkedProgram
  let settings: SimulationSettings

  /// Traps when the program is unsound (`Program.firstFlaw`).
  package init(program: Program, settings: SimulationSettings) {
    linked = LinkedProgram(program)
    self.settings = settings
  }

  /// Walks that a thread takes before it asks for more.
  private static let walksAtOnce = 4

  /// - Parameters:
  ///   - progress: called about every 100 ms, by any thread, by one at a time.
  ///   - shouldStop: asked now and then, by any thread, one at a time; true ends the walks with
  ///     `.cancelled`.
  /// - Complexity: O(steps of all states on the way) time; memory for the initial states, of which
  ///   at most 2^18 are kept.
  package func simulate(
    progress: (@Sendable (SimulationProgress) -> Void)? = nil,
    shouldStop: (@Sendable () -> Bool)? = nil
  ) -> Simulation {
    let watch = SimulationWatch(time: settings.time, progress: progress, shouldStop: shouldStop)
    let start = WalkStart(linked, seed: settings.seed) { watch.look(steps: 0) }
    let desk = WalkDesk(linked.program, start: start)
    if start.choices > 0 {
      let team = ThreadTeam(count: max(0, min(settings.threads, settings.walkCount) - 1))
      let work: @Sendable (Int) -> Void = { _ in takeWalks(from: start, desk, watch) }
      team.start(work)
      work(0)
      team.waitUntilDone()
    }
    var simulation = desk.simulation
    simulation.initialStates = start.count
    for (branch, isTaken) in start.branchesTaken.enumerated() where isTaken {
      simulation.branchesTaken[branch] = true
    }
    simulation.findings = start.failures + simulation.findings
    simulation.stop = watch.stop
    simulation.elapsed = watch.elapsed
    return simulation
  }

  private func takeWalks(from start: WalkStart, _ desk: WalkDesk, _ watch: SimulationWatch) {
    let depthMax = settings.depthMax
    var walker = Walker(linked, start: start, seed: settings.seed, depthMax: depthMax) { steps in
      watch.look(steps: steps)
    }
    let ends = takeWalks(&walker, desk, watch)
    desk.add(walker, ends)
  }

  /// Takes walks until there are no more, or no more time.
  private func takeWalks(
    _ walker: inout Walker, _ desk: WalkDesk, _ watch: SimulationWatch
  ) -> WalkEnds {
    var ends = WalkEnds()
    let count = settings.walkCount
    while true {
      let first = desk.takeNumbers(Self.walksAtOnce)
      if first >= count { return ends }
      for index in first..<min(first + Self.walksAtOnce, count) {
        let end = walker.take(settings.walk(index))
        ends.deepest = max(ends.deepest, walker.depth)
        if end == .stopped { return ends }
        ends.walks += 1
        if end == .limit { ends.toTheLimit += 1 }
        if end == .outside { ends.outsideConstraint += 1 }
        watch.countWalk()
        // A walk may be too short to ask by itself.
        if index & 0x3F == 0 && watch.look(steps: 0) { return ends }
      }
    }
  }
}

/// Where workers get their walks, and leave what they came across.
private final class WalkDesk: Sendable {
  private struct Results {
    var simulation: Simulation
    var tally: WalkTally
  }

  private let next = Atomic(0)
  private let results: Mutex<Results>

  init(_ program: Program, start: WalkStart) {
    let simulation = Simulation(program, start: start)
    results = Mutex(Results(simulation: simulation, tally: WalkTally(program)))
  }

  /// The first of so many numbers that nobody else gets.
  func takeNumbers(_ count: Int) -> Int { next.add(count, ordering: .relaxed).oldValue }

  func add(_ walker: borrowing Walker, _ ends: WalkEnds) {
    results.withLock { results in
      results.tally.merge(walker.tally)
      results.simulation.add(ends, steps: walker.steps)
      walker.addCoverage(to: &results.simulation)
    }
  }

  /// What all have left.
  var simulation: Simulation {
    results.withLock { results in
      var simulation = results.simulation
      simulation.findings = results.tally.findings
      simulation.measures = results.tally.measures
      return simulation
    }
  }
}

/// How a worker's walks ended.
private struct WalkEnds {
  var walks = 0
  var deepest = 0
  var toTheLimit = 0
  var outsideConstraint = 0
}

extension Simulation {
  fileprivate mutating func add(_ ends: WalkEnds, steps: Int) {
    walks += ends.walks
    walksToTheLimit += ends.toTheLimit
    walksOutsideConstraint += ends.outsideConstraint
    deepest = max(deepest, ends.deepest)
    self.steps += steps
  }
}
