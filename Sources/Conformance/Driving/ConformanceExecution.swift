/// A suite being run on one implementation.
struct ConformanceExecution<Implementation: ImplementationUnderTest> {
  private let graph: TransitionGraph
  private let suite: ConformanceSuite
  private let implementation: Implementation
  private(set) var report: ConformanceReport
  /// By node of the suite: some run has come there.
  private var isReached: [Bool]
  /// By state of the observable graph and edge.
  private var isDriven: [[Bool]]
  /// The same calls were answered in two ways.
  private var varies = false
  private var divergentCalls: [Int]?

  init(check: ConformanceCheck, implementation: Implementation) {
    graph = check.graph
    suite = check.suite
    self.implementation = implementation
    report = ConformanceReport(
      states: graph.edges.count, edges: graph.edgeCount, runs: 0, calls: 0)
    isReached = Array(repeating: false, count: suite.nodes.count)
    isDriven = suite.graph.edges.map { Array(repeating: false, count: $0.count) }
    isReached[0] = true
  }

  /// Makes the run that ends at a node, as far as it can still show anything new.
  mutating func drive(to end: Int) async {
    var end = end
    if let shortest = divergentCalls?.count {
      // Only what is shorter than the shortest divergence so far is of interest.
      while suite.nodes[end].depth >= shortest { end = suite.nodes[end].parent }
    }
    guard !isReached[end], varies || !isExcluded(end) else { return }
    await make(suite.calls(to: end))
  }

  /// Has the implementation answered otherwise on the way? It would do so again.
  private func isExcluded(_ end: Int) -> Bool {
    var node = end
    while !isReached[suite.nodes[node].parent] { node = suite.nodes[node].parent }
    return hasOtherAnswer(beside: node)
  }

  private func hasOtherAnswer(beside node: Int) -> Bool {
    let asked = suite.nodes[node]
    let state = suite.nodes[asked.parent].state
    return suite.graph.edges[state].contains { edge in
      guard edge.call == asked.call, edge.result != asked.result,
        let other = suite.child(of: asked.parent, call: edge.call, result: edge.result)
      else { return false }
      return isReached[other]
    }
  }

  /// - Returns: whether the run diverged.
  @discardableResult
  private mutating func make(_ calls: [Int]) async -> Bool {
    var run = await ConformanceRun(of: implementation, on: graph, observedAs: suite.graph)
    report.runs += 1
    var node: Int? = 0
    for call in calls {
      let state = run.state
      let answer = await run.make(call)
      if case .notCalled = answer { return false }
      report.calls += 1
      guard case .allowed(let edge) = answer else {
        divergentCalls = run.steps.map(\.call)
        report.divergence = ConformanceDivergence(steps: run.description)
        return true
      }
      isDriven[state][edge] = true
      node = node.flatMap { note(suite.graph.edges[state][edge], after: $0) }
    }
    return false
  }

  private mutating func note(_ edge: ObservableGraph.Edge, after node: Int) -> Int? {
    guard let child = suite.child(of: node, call: edge.call, result: edge.result) else {
      return nil
    }
    if !isReached[child] {
      isReached[child] = true
      if hasOtherAnswer(beside: child) { varies = true }
    }
    return child
  }

  /// Leaves out of the shortest divergence whatever it diverges without.
  ///
  /// Blocks of calls are tried, large ones first, until no single one can go (Zeller and
  /// Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE TSE 28(2), 2002,
  /// doi:10.1109/32.988498, by complements alone).
  mutating func shorten() async {
    guard var calls = divergentCalls else { return }
    var size = calls.count / 2
    while size > 0 {
      var start = 0
      var isShorter = false
      // The last call is the one that differs, so it stays.
      while start + size < calls.count {
        let rest = Array(calls[..<start] + calls[(start + size)...])
        if await make(rest), let found = divergentCalls {
          calls = found
          isShorter = true
        } else {
          start += 1
        }
      }
      size = isShorter ? min(size, calls.count / 2) : size / 2
    }
  }

  /// The report, with the edges of the transition graph that were driven: those that explain an
  /// answer.
  var finished: ConformanceReport {
    var driven: Set<DrivenEdge> = []
    for (state, edges) in suite.graph.edges.enumerated() {
      for (edge, isDriven) in zip(edges, isDriven[state]) where isDriven {
        let answer = suite.graph.results[edge.result]
        for member in suite.graph.members[state] {
          for (index, candidate) in graph.edges[member].enumerated()
          where candidate.call == edge.call && candidate.result == answer {
            driven.insert(DrivenEdge(state: member, edge: index))
          }
        }
      }
    }
    var report = report
    report.edgesDriven = driven.count
    return report
  }

  private struct DrivenEdge: Hashable {
    var state: Int
    var edge: Int
  }
}
