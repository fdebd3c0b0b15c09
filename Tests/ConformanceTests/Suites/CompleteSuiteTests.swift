import Conformance
import TestSupport
import Testing

/// What the theorem about complete suites says, tried on every faulty machine of a kind.
@Suite("A complete suite")
struct CompleteSuiteTests {
  /// Turns that may begin while nobody has one, and end with what was said at the beginning.
  static let turns = """
    component Turns(length: 1...4 = 3) {
        var count: 0...length = 0
        var isBusy: Bool = false
        transition begin() -> Bool when !isBusy { isBusy = true; return count == 0 }
        transition end(again: Bool) -> Bool when isBusy {
            let wasLast = count == length
            isBusy = false
            if again { count = 0 } else if count < length { count += 1 }
            return wasLast
        }
    }
    var turns: open Turns(length: 3)
    """

  static func graph() throws -> TransitionGraph {
    try TransitionGraph(exploring: typedSpec(turns))
  }

  @Test("passes the spec itself, and drives every edge", arguments: 0...2)
  func spec(extraStates: Int) async throws {
    let graph = try Self.graph()
    let check = try ConformanceCheck(graph: graph, coverage: .complete(extraStates: extraStates))
    let report = await check.run(MachineImplementation(graph))
    #expect(report.conforms && report.edgesDriven == graph.edgeCount)
  }

  @Test("without extra states finds every machine with one wrong target or answer")
  func singleFaults() async throws {
    let graph = try Self.graph()
    let check = try ConformanceCheck(graph: graph)
    let right = MachineImplementation(graph)
    for state in graph.edges.indices {
      for edge in graph.edges[state] {
        for target in graph.edges.indices {
          for result: SpecificationValue in [true, false] {
            var machine = right
            machine.steps[state][graph.calls[edge.call]] = .init(result: result, target: target)
            let report = await check.run(machine)
            #expect(report.conforms == machine.agrees(with: graph))
          }
        }
      }
    }
  }

  @Test("finds a breaker that goes to any wrong state")
  func wrongTargets() async throws {
    let graph = try BreakerConformanceTests.graph(.init(threshold: 2, cooldown: 1))
    let check = try ConformanceCheck(graph: graph)
    let right = MachineImplementation(graph)
    var missed = 0
    var all = 0
    for state in graph.edges.indices {
      for edge in graph.edges[state] {
        // Every third wrong state: all of them take a minute on a busy machine.
        for target in graph.edges.indices where target != edge.target && target % 3 == state % 3 {
          var machine = right
          machine.steps[state][graph.calls[edge.call]] = .init(
            result: graph.results[edge.result], target: target)
          all += 1
          let report = await check.run(machine)
          if report.conforms && !machine.agrees(with: graph) { missed += 1 }
        }
      }
    }
    #expect(missed == 0, "of \(all)")
  }

  @Test("finds machines with as many states more as it is made for", arguments: 1...2)
  func extraStates(extra: Int) async throws {
    let graph = try Self.graph()
    let check = try ConformanceCheck(graph: graph, coverage: .complete(extraStates: extra))
    var random = SplitMix64(seed: 20)
    var faulty = 0
    for _ in 0..<2000 {
      let machine = Self.machine(graph, extra: extra, &random)
      let report = await check.run(machine)
      if !report.conforms { faulty += 1 }
      #expect(report.conforms == machine.agrees(with: graph))
    }
    #expect(faulty > 200 && faulty < 2000)
  }

  @Test("for fewer states than the machine has can miss it: the bound means something")
  func boundIsNeeded() async throws {
    let graph = try Self.graph()
    let check = try ConformanceCheck(graph: graph)
    var random = SplitMix64(seed: 20)
    var missed = 0
    for _ in 0..<2000 {
      let machine = Self.machine(graph, extra: 2, &random)
      if await check.run(machine).conforms && !machine.agrees(with: graph) { missed += 1 }
    }
    #expect(missed > 0)
  }

  /// The spec with copies of some states, where a copy may have one fault.
  private static func machine(
    _ graph: TransitionGraph, extra: Int, _ random: inout SplitMix64
  ) -> MachineImplementation {
    var machine = MachineImplementation(graph)
    var originals = Array(graph.edges.indices)
    for _ in 0..<extra {
      let original = Int.random(in: 0..<originals.count, using: &random)
      machine.steps.append(machine.steps[original])
      originals.append(originals[original])
    }
    // Steps to a state that has copies may lead to any of them.
    for state in machine.steps.indices {
      for (call, step) in machine.steps[state].sorted(by: {
        $0.key.description < $1.key.description
      }) {
        let equal = originals.indices.filter { originals[$0] == originals[step.target] }
        machine.steps[state][call]?.target = equal.randomElement(using: &random) ?? step.target
      }
    }
    // One fault, in a copy.
    let copy = graph.edges.count + Int.random(in: 0..<extra, using: &random)
    let calls = machine.steps[copy].keys.sorted { $0.description < $1.description }
    guard let call = calls.randomElement(using: &random) else { return machine }
    if Bool.random(using: &random) {
      // The environment knows which calls it may make, so the faulty target allows the same.
      let like = machine.steps[copy][call].map { originals[$0.target] } ?? 0
      let offered = Set(graph.edges[like].map(\.call))
      let targets = originals.indices.filter {
        Set(graph.edges[originals[$0]].map(\.call)) == offered
      }
      machine.steps[copy][call]?.target = targets.randomElement(using: &random) ?? 0
    } else if case .bool(let truth)? = machine.steps[copy][call]?.result {
      machine.steps[copy][call]?.result = .bool(!truth)
    }
    return machine
  }

  @Test("that is too large is refused with its size, and nothing is driven")
  func tooLarge() throws {
    let graph = try Self.graph()
    do throws(ConformanceError) {
      _ = try ConformanceCheck(graph: graph, coverage: .complete(extraStates: 9), sequencesMax: 100)
      Issue.record("the suite was made")
    } catch {
      #expect(error.description.contains("more than 100: fewer extra states"))
    }
  }

  @Test("counts states as one that nothing tells apart")
  func equivalentStates() async throws {
    let graph = try TransitionGraph(
      exploring: typedSpec(
        """
        component Toggle {
            var isOn: Bool = false
            var unseen: 0...3 = 0
            transition press() -> Bool {
                isOn = !isOn
                unseen = unseen == 3 ? 0 : unseen + 1
                return isOn
            }
        }
        var toggle: open Toggle
        """))
    #expect(graph.edges.count == 4)
    let check = try ConformanceCheck(graph: graph)
    let press = graph.calls[0]
    let two = MachineImplementation(steps: [
      [press: .init(result: true, target: 1)], [press: .init(result: false, target: 0)],
    ])
    let report = await check.run(two)
    #expect(report.conforms && report.edgesDriven == 4)
  }
}
