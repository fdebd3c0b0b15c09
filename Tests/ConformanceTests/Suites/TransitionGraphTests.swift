import Conformance
import SpecLanguage
import SpecSemantics
import Testing

/// Graphs of specs against an explorer that keeps whole states in a set: the slow twin.
@Suite("The graph of an open model")
struct TransitionGraphTests {
  /// Values of every kind, small ones and such as take several bytes.
  static let everyKind = """
    entity Key(2)
    component Store<Key> {
        enum Mark { none, some(n: -300...300), pair(a: Bool, k: Key?) }
        struct Entry { var mark: Mark = .none; var low: -200...200 = -200 }
        var entries: [Key: Entry?] = nil
        var seen: Set<Key> = []
        var line: Queue<Mark, 2> = []
        var heap: Bag<Bool, 2> = []
        transition put(k: Key, m: -1...1) -> Mark {
            entries[k] = Entry(mark: .some(n: m * 300), low: m * 20)
            seen.insert(k)
            return entries[k]!.mark
        }
        transition pair(k: Key, a: Bool) when !line.isFull {
            line.append(a ? .pair(a: a, k: k) : .pair(a: a, k: nil))
        }
        transition drop() -> Mark? { return line.popFirst() }
        transition add(b: Bool) when heap.count < 2 { heap.insert(b) }
    }
    var store: open Store<Key>
    """

  static let specs: [String] = [
    everyKind, CompleteSuiteTests.turns, ChoiceTests.bag,
    BreakerConformanceTests.spec(.init(probes: 2), calls: 3),
    QueueConformanceTests.spec(capacity: 1),
    RetryConformanceTests.spec(.init(maxRetries: 1, cap: 1, deadline: 3, budget: 1)),
    RegistryConformanceTests.spec(.init(instances: 1)),
    MetricsConformanceTests.spec(.init(names: 1)),
    TracerConformanceTests.spec(spans: 2, traces: 2), MeshConformanceTests.spec(members: 2),
    BalancerSpecs.leastConnections(),
  ]

  private struct Step: Hashable {
    var label: StepLabel
    var returned: Value
    var target: Int
  }

  @Test("has the states, calls, answers and targets that the slow twin finds", arguments: specs)
  func twin(text: String) throws {
    let spec = try typedSpec(text)
    let graph = try TransitionGraph(exploring: spec)
    let machine = SpecMachine(spec)
    var states = machine.initialStates().compactMap(\.state).reduce(into: [StateValue]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    #expect(graph.initial == Array(states.indices))
    var numbers = Dictionary(uniqueKeysWithValues: zip(states, states.indices))
    var next = 0
    while next < min(states.count, graph.edges.count) {
      let steps = try machine.steps(from: states[next]).map { step in
        let state = try #require(step.state)
        if numbers[state] == nil {
          numbers[state] = states.count
          states.append(state)
        }
        return Step(label: step.label, returned: step.returned, target: numbers[state] ?? 0)
      }
      // What calls and answers are called is the graph's matter, which are the same is not.
      let edges = graph.edges[next]
      #expect(edges.map(\.target).sorted() == steps.map(\.target).sorted())
      #expect(Set(edges).count == Set(steps).count)
      #expect(Set(edges.map(\.call)).count == Set(steps.map(\.label)).count)
      next += 1
    }
    #expect(graph.edges.count == states.count)
  }
}
