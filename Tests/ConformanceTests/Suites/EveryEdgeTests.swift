import Conformance
import MeshComponents
import Synchronization
import TestSupport
import Testing

/// Long runs that go every edge once, and what they make of an implementation that is wrong.
@Suite("A tour along every edge")
struct EveryEdgeTests {
  private static func check(_ graph: TransitionGraph) throws -> ConformanceCheck {
    try ConformanceCheck(graph: graph, coverage: .everyEdge)
  }

  /// A graph that only goes forward, so that what was passed by is gone to in a new run.
  static let onlyForward = """
    component Stairs {
        var height: 0...5 = 0
        transition climb(by: 1...2) -> 0...5 when height + by <= 5 { height += by; return height }
        transition look() -> 0...5 { return height }
    }
    var stairs: open Stairs
    """

  @Test(
    "goes every edge of a spec in a few calls each",
    arguments: [
      CompleteSuiteTests.turns, onlyForward, BreakerConformanceTests.spec(.init()),
      BreakerConformanceTests.spec(.init(threshold: 3, probes: 2), calls: 3),
    ])
  func spec(text: String) async throws {
    let graph = try TransitionGraph(exploring: typedSpec(text))
    let report = try await Self.check(graph).run(MachineImplementation(graph))
    #expect(report.conforms && report.edgesDriven == graph.edgeCount)
    #expect(report.calls < 6 * graph.edgeCount, "\(report.calls) for \(graph.edgeCount)")
  }

  @Test("begins again only where going on is no shorter")
  func runs() async throws {
    let turns = try CompleteSuiteTests.graph()
    #expect(try await Self.check(turns).run(MachineImplementation(turns)).runs == 1)
    // Each way up ends at the top: with nine edges of climbing there are more than five ways.
    let stairs = try TransitionGraph(exploring: typedSpec(Self.onlyForward))
    let report = try await Self.check(stairs).run(MachineImplementation(stairs))
    #expect(report.runs > 1 && report.runs < stairs.edgeCount)
  }

  @Test("finds every wrong answer, by a run that needs each of its calls and replays")
  func wrongAnswers() async throws {
    let graph = try BreakerConformanceTests.graph(.init(threshold: 2, cooldown: 1))
    let check = try Self.check(graph)
    for (state, edges) in graph.edges.enumerated() {
      for edge in edges {
        var machine = MachineImplementation(graph)
        machine.steps[state][graph.calls[edge.call]]?.result = .integer(77)
        let divergence = try #require(await check.run(machine).divergence)
        #expect(divergence.steps.last?.observed == "77")
        let replayed = try await check.replay.run(divergence.calls, on: machine)
        #expect(replayed?.steps == divergence.steps)
        for index in divergence.calls.indices.dropLast() {
          var fewer = divergence.calls
          fewer.remove(at: index)
          // A call that is not allowed without the one before it is no divergence either.
          #expect(((try? await check.replay.run(fewer, on: machine)) ?? nil) == nil)
        }
      }
    }
  }

  /// Right until it has been called so many times.
  private struct Worn: ImplementationUnderTest {
    let lifetime: Int
    private var machine: MachineImplementation
    private var calls = 0

    init(_ graph: TransitionGraph, lifetime: Int) {
      machine = MachineImplementation(graph)
      self.lifetime = lifetime
    }

    mutating func reset() {
      machine.reset()
      calls = 0
    }

    mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
      calls += 1
      let answer = machine.perform(call)
      return calls > lifetime ? .integer(77) : answer
    }
  }

  @Test("sees what shows only after many calls, and says how many it takes")
  func manyCalls() async throws {
    let graph = try CompleteSuiteTests.graph()
    let complete = try ConformanceCheck(graph: graph)
    #expect(await complete.run(Worn(graph, lifetime: 15)).conforms)
    let divergence = try #require(
      try await Self.check(graph).run(Worn(graph, lifetime: 15)).divergence)
    #expect(divergence.steps.count == 16)
  }

  @Test(
    "comes to an end whatever a spec with choices is answered",
    arguments: ChoiceTests.Keep.Rule.allCases)
  func choices(rule: ChoiceTests.Keep.Rule) async throws {
    let graph = try TransitionGraph(exploring: typedSpec(ChoiceTests.bag))
    let check = try Self.check(graph)
    let report = await check.run(ChoiceTests.Keep(rule: rule))
    #expect(report.conforms == (rule == .low || rule == .high))
    #expect(report.edgesDriven > 0 && report.edgesDriven < graph.edgeCount)
  }

  /// Says yes or no as it likes, as its spec allows at any time.
  private struct Coin: ImplementationUnderTest {
    var random: SplitMix64

    mutating func reset() {}
    mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
      .bool(Bool.random(using: &random))
    }
  }

  @Test("comes to an end where the same calls are answered now so and now so", arguments: 0..<20)
  func unsteady(seed: UInt64) async throws {
    let graph = try TransitionGraph(
      exploring: typedSpec(
        """
        component Coins {
            var heads: 0...9 = 0
            transition toss() -> Bool {
                var isHead: Bool = any
                heads = isHead ? min(9, heads + 1) : 0
                return isHead
            }
        }
        var coins: open Coins
        """))
    let report = try await Self.check(graph).run(Coin(random: SplitMix64(seed: seed)))
    #expect(report.conforms && report.edgesDriven > 0, "seed \(seed)")
  }

  @Test("tells how far it has come")
  func progress() async throws {
    let spec =
      QueueConformanceTests.spec(capacity: 1) + QueueConformanceTests.choosing(.wait)
    let graph = try TransitionGraph(exploring: typedSpec(spec))
    var check = try Self.check(graph)
    let told = Mutex<[Int]>([])
    check.onProgress = { progress in
      #expect(progress.planned == graph.edgeCount && progress.calls.isMultiple(of: 1000))
      told.withLock { $0.append(progress.done) }
    }
    let report = await check.run(MachineImplementation(graph))
    let done = told.withLock { $0 }
    #expect(done.count == report.calls / 1000 && !done.isEmpty)
    #expect(done == done.sorted() && (done.last ?? 0) <= graph.edgeCount)
  }
}
