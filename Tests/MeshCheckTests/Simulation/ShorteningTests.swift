import Counterexamples
import MeshCheck
import TestSupport
import Testing

@Suite("What a walk came across")
struct ShorteningTests {
  /// The steps of the shortened trace, by their actions.
  private func actions(
    _ name: String, in text: String, set: [String: Int64] = [:],
    _ limits: SimulationLimits = SimulationLimits(walksMax: 20)
  ) throws -> [String] {
    let trace = try walked(text, set: set, limits).property(name).trace
    return try #require(trace).steps.map(\.action)
  }

  @Test("is shortened to the steps that count where each can do no more than one of them does")
  func counter() throws {
    let text = """
      var n: 0...9 = 0
      var m: 0...7 = 0
      action up() when n < 9 { n += 1 }
      action down() when n > 0 { n -= 1 }
      action noise(k: 0...7) { m = k }
      invariant Small: n < 6
      """
    #expect(try actions("Small", in: text) == Array(repeating: "up", count: 6))
  }

  @Test("is shortened where steps only work together")
  func pairs() throws {
    // Each of the three needs its key, which opens one lock at a time.
    let text = """
      entity Door(3)
      var key: Door? = nil
      var open: Set<Door> = []
      action take(d: Door) when key == nil { key = d }
      action drop() when key != nil { key = nil }
      action unlock(d: Door) when key == d { open.insert(d) }
      action lock(d: Door) when d in open { open.remove(d) }
      invariant NotAllOpen: open.count < 3
      """
    // Three doors, each taken and unlocked; the key is dropped twice in between.
    #expect(
      try actions("NotAllOpen", in: text).sorted() == Array(repeating: "drop", count: 2)
        + Array(repeating: "take", count: 3) + Array(repeating: "unlock", count: 3))
  }

  @Test("is shortened by a step that leads straight there")
  func shortcut() throws {
    let text = """
      var n: 0...40 = 0
      var isFar = false
      action up() when n < 40 && !isFar { n += 1 }
      action jump() when n == 20 || n == 1 { n = 30 }
      action end() when n == 30 { isFar = true }
      invariant Near: !isFar
      """
    #expect(try actions("Near", in: text) == ["up", "jump", "end"])
  }

  @Test("begins where it is shortest")
  func start() throws {
    let text = """
      var n: 0...20 = any
      action up() when n < 20 { n += 1 }
      terminal n == 20
      invariant Small: n < 20
      """
    #expect(try actions("Small", in: text, SimulationLimits(walksMax: 3)) == [])
  }

  @Test("may be a step that changes nothing")
  func idleStep() throws {
    let text = """
      var n: 0...3 = 0
      action up() { n = min(3, n + 1) }
      step Up: n > old(n)
      """
    #expect(try actions("Up", in: text) == ["up", "up", "up", "up"])
  }

  @Test("may be a step that fails")
  func failure() throws {
    let text = """
      var n: 0...3 = 0
      action up() { n += 1 }
      action down() when n > 0 { n -= 1 }
      """
    let report = try walked(text, SimulationLimits(walksMax: 5))
    let trace = try #require(try report.property("n.range").trace)
    #expect(trace.steps.map(\.action) == ["up", "up", "up", "up"])
    #expect(trace.steps.last?.state == nil)
    #expect(report.outcome == .notAsExpected)
  }

  @Test("may be the initialisation")
  func initialFailure() throws {
    let report = try walked(
      "var n: 0...3 = any\ninit { n = n + 1 }\nterminal true\n", SimulationLimits(walksMax: 5))
    let property = try report.property("n.range")
    #expect(property.verdict == .violated)
    #expect(property.trace?.initial == nil)
  }

  @Test("may be a property that cannot be evaluated")
  func unevaluable() throws {
    let text = """
      var x: 0...3? = 0
      action drop() { x = nil }
      invariant Positive: x! >= 0
      """
    let report = try walked(text, SimulationLimits(walksMax: 5))
    #expect(report.verdicts.contains("unwrap: violated"))
    #expect(try report.property("unwrap").trace?.steps.count == 1)
  }

  @Test("may be a deadlock")
  func deadlock() throws {
    // With four at the table each has to take one fork.
    let path = "specs/classics/dining-philosophers-deadlock.mesh"
    let text = try RepositoryFiles.text(at: path)
    let report = try walked(text, SimulationLimits(walksMax: 50))
    let trace = try #require(try report.property("deadlock").trace)
    let shortest = try verified(text).property("deadlock").trace
    #expect(trace.steps.count == shortest?.steps.count)
  }

  /// A debug build takes a few short walks through each spec.
  @Test("is nothing that a search does not find, and no shorter", arguments: Corpus.specs)
  func corpus(path: String) throws {
    let verification = Verification(
      files: Corpus.files, settings: ParameterSettings(),
      limits: VerificationLimits(statesMax: 4_000, memoryBytesMax: 512 << 20), clock: { .zero })
    let run = verification.runs(of: verification.prepare(path))[0]
    let walks = verification.simulate(run, limits: SimulationLimits(walksMax: 5, depthMax: 30))
    #expect(!walks.properties.contains { !$0.isExpected })
    #expect(walks.outcome == .inconclusive)
    let search = verification.report(on: run)
    for property in walks.properties {
      guard let trace = property.trace else { continue }
      let other = search.properties.first { $0.name == property.name && $0.line == property.line }
      if search.isComplete || other?.trace != nil {
        let shortest = try #require(other?.trace, "a search does not find \(property.name)")
        #expect(trace.steps.count >= shortest.steps.count)
      }
    }
  }
}
