import MeshCheck
import Synchronization
import Testing

@Suite("Random walks")
struct WalkTests {
  /// One state has five steps: three of `pick`, one each of the others.
  static let fork = """
    var at: 0...5 = 0
    action pick() when at == 0 { let x = any 1...3
      at = x }
    action four() when at == 0 { at = 4 }
    action stay() when at == 0 { at = 0 }
    reachable One: at == 1
    reachable Two: at == 2
    reachable Three: at == 3
    reachable Four: at == 4
    terminal at > 0

    """

  @Test("take each step of a state with the same chance, choices and steps to itself included")
  func distribution() throws {
    let report = try walked(Self.fork, SimulationLimits(walksMax: 20_000, depthMax: 1))
    #expect(report.actions.map(\.name) == ["pick", "four", "stay"])
    #expect(report.steps == 20_000)
    // Of 20,000 walks a fifth takes each step: 4,000, give or take 5 times √(20,000 · 4) / 5 = 283.
    for name in ["One", "Two", "Three", "Four"] {
      #expect(abs(try report.property(name).walks - 4_000) <= 283)
    }
    #expect(abs(report.actions[2].taken - 4_000) <= 283)
  }

  @Test("begin with each initial state with the same chance")
  func initialStates() throws {
    let text = """
      var n: 0...3 = any
      action go() when n > 9 { }
      terminal true
      reachable Two: n == 2
      """
    let report = try walked(text, SimulationLimits(walksMax: 20_000))
    // A quarter, give or take 5 times √(20,000 · 3) / 4 = 306.
    #expect(abs(try report.property("Two").walks - 5_000) <= 306)
    #expect(report.steps == 0)
  }

  /// Faults of every kind, some rare, with noise around them.
  static let faulty = """
    param top: 1...9 = 6
    entity Client(3)
    enum Mode { calm, busy(Client), lost }
    var n: 0...9 = 0
    var mode: Mode = .calm
    var queue: Queue<Client, 2> = []
    action up() { n += 1 }
    action down() when n > 0 { n -= 1 }
    action busy(c: Client) when mode is .calm { mode = .busy(c) }
    action calm() { mode = .calm }
    action push(c: Client) { queue.append(c) }
    action pop() when !queue.isEmpty { queue.removeFirst() }
    urgent action halt() when n == top && queue.isFull { mode = .lost }
    on tick { n = 0 }
    invariant Below: n < top
    step Slowly: n <= old(n) + 1 && (n >= old(n) - 1)
    reachable Twice: queue.isFull && queue[0] == queue[1]
    invariant Known: queue.isEmpty || queue[1] != queue[0]
    measure height: n

    """

  @Test("come to the same on any number of threads", arguments: [2, 3, 8])
  func threads(count: Int) throws {
    let limits = SimulationLimits(walksMax: 100, depthMax: 40, threads: 1)
    var several = limits
    several.threads = count
    let one = try walked(Self.faulty, limits)
    #expect(one.properties.count { $0.verdict == .violated } >= 5)
    #expect(try walked(Self.faulty, several).summary == one.summary)
  }

  @Test("come to the same again, and to something else with another seed")
  func seeds() throws {
    let limits = SimulationLimits(walksMax: 50, depthMax: 40)
    let one = try walked(Self.faulty, limits)
    #expect(try walked(Self.faulty, limits).summary == one.summary)
    var other = limits
    other.seed = 2
    #expect(try walked(Self.faulty, other).actions != one.actions)
  }

  @Test("of all shards together are those of the whole run")
  func shards() throws {
    let limits = SimulationLimits(walksMax: 100, depthMax: 40)
    let whole = try walked(Self.faulty, limits)
    let parts = try (0..<3).map { index in
      var part = limits
      part.shard = .init(index: index, count: 3)
      return try walked(Self.faulty, part)
    }
    #expect(parts.map(\.walks) == [34, 33, 33])
    #expect(parts.reduce(0) { $0 + $1.steps } == whole.steps)
    for (index, action) in whole.actions.enumerated() {
      #expect(parts.reduce(0) { $0 + $1.actions[index].taken } == action.taken)
    }
    for property in whole.properties {
      let found = parts.compactMap { part in
        part.properties.first { $0.name == property.name && $0.line == property.line }
      }
      #expect(found.reduce(0) { $0 + $1.walks } == property.walks)
      if let walk = property.walk {
        let own = parts[walk % 3].properties.first {
          $0.name == property.name && $0.line == property.line
        }
        #expect(own?.walk == walk)
        #expect(own?.stepsBefore == property.stepsBefore)
      }
    }
  }

  @Test("can be taken again one by one")
  func again() throws {
    let limits = SimulationLimits(walksMax: 100, depthMax: 40)
    let whole = try walked(Self.faulty, limits)
    for property in whole.properties where property.verdict == .violated {
      var only = limits
      only.onlyWalk = property.walk
      let report = try walked(Self.faulty, only)
      #expect(report.walks == 1)
      let own = report.properties.first { $0.name == property.name && $0.line == property.line }
      #expect(own?.trace == property.trace)
      #expect(own?.stepsBefore == property.stepsBefore)
    }
  }

  @Test("end outside a constraint, whose states they still check")
  func constraint() throws {
    let text = """
      var n: 0...9 = 0
      action up() when n < 9 { n += 1 }
      constraint n < 3
      invariant Small: n < 3
      invariant Smaller: n < 4
      measure height: n
      """
    let report = try walked(text, SimulationLimits(walksMax: 10))
    #expect(report.walksOutsideConstraint == 10)
    #expect(report.deepest == 3)
    #expect(try report.property("height").measured == 0...3)
    #expect(
      report.verdicts == [
        "Small: violated", "Smaller: not violated", "height: measured", "deadlock: not violated",
      ])
  }

  @Test("take time only where nothing urgent can be done")
  func urgency() throws {
    let text = """
      var isDue = true
      var age: 0...3 = 0
      urgent action serve() when isDue && age == 0 { isDue = false }
      on tick { age = min(3, age + 1) }
      invariant ServedInTime: isDue implies age == 0
      terminal age == 3
      """
    let report = try walked(text, SimulationLimits(walksMax: 100))
    #expect(report.verdicts == ["ServedInTime: not violated", "deadlock: not violated"])
    #expect(report.actions.map(\.taken) == [100, 300])
  }

  @Test("without a limit go on until they are stopped, and then tell what there was")
  func stopped() throws {
    let questions = Mutex(0)
    let limits = SimulationLimits(walksMax: nil, depthMax: 40, threads: 2)
    let report = try walked(Self.faulty, limits) {
      questions.withLock { questions in
        questions += 1
        return questions > 20
      }
    }
    #expect(report.limit == .cancelled)
    #expect(report.walks > 0)
    #expect(try report.property("Slowly").verdict == .violated)
  }

  @Test("do not begin before all initial states are known, so that none depends on the time")
  func manyInitialStates() throws {
    let text = """
      var a: 0...4000 = any
      var b: 0...4000 = any
      action up() when a < 4000 { a += 1 }
      invariant Small: a < 4000
      """
    let report = try walked(text, SimulationLimits(walksMax: 10)) { true }
    #expect(report.walks == 0)
    #expect(report.steps == 0)
    #expect(!report.lacksInitialState)
    #expect(report.limit == .cancelled)
  }

  @Test("without an initial state are none")
  func nowhere() throws {
    let text = "var n: 0...3 = any 0...3 where false\naction up() when n < 3 { n += 1 }\n"
    let report = try walked(text, SimulationLimits(walksMax: 10))
    #expect(report.walks == 0)
    #expect(report.lacksInitialState)
    #expect(report.outcome == .inconclusive)
  }

  @Test("say which actions, branches and cases they never used")
  func coverage() throws {
    let text = """
      enum Mode { on, off, never }
      var mode: Mode = .on
      action flip() { if mode == .on { mode = .off } else { mode = .on } }
      action stop() when mode == .never { mode = .on }
      """
    let coverage = try #require(try walked(text, SimulationLimits(walksMax: 2)).coverage)
    #expect(coverage.actionsNeverFired.map(\.text) == ["stop"])
    #expect(coverage.casesNeverReached == ["Mode.never"])
    #expect(coverage.branchesNeverTaken.isEmpty)
  }
}
