/// A complete suite being run on one implementation.
struct SuiteDrive<Implementation: ImplementationUnderTest> {
  private(set) var execution: ConformanceExecution<Implementation>
  private let suite: ConformanceSuite
  /// By node of the suite: some run has come there.
  private var isReached: [Bool]
  /// The same calls were answered in two ways.
  private var varies = false

  init(of suite: ConformanceSuite, _ execution: ConformanceExecution<Implementation>) {
    self.suite = suite
    self.execution = execution
    isReached = Array(repeating: false, count: suite.nodes.count)
    isReached[0] = true
  }

  /// Runs the whole suite; of all divergences the shortest is kept.
  mutating func run(_ onProgress: (@Sendable (ConformanceProgress) -> Void)?) async {
    let ends = suite.ends()
    for (index, end) in ends.enumerated() {
      await drive(to: end)
      if (index + 1).isMultiple(of: 1000), let onProgress {
        onProgress(
          ConformanceProgress(
            done: index + 1, planned: ends.count, calls: execution.report.calls))
      }
    }
    await execution.shorten()
  }

  /// Makes the run that ends at a node, as far as it can still show anything new.
  private mutating func drive(to end: Int) async {
    var end = end
    if let shortest = execution.divergent?.calls.count {
      // Only what is shorter than the shortest divergence so far is of interest.
      while suite.nodes[end].depth >= shortest { end = suite.nodes[end].parent }
    }
    guard !isReached[end], varies || !isExcluded(end) else { return }
    await make(suite.calls(to: end))
  }

  private mutating func make(_ calls: [Int]) async {
    var run = await execution.begin()
    var node: Int? = 0
    for call in calls {
      guard case .allowed(let edge) = await execution.make(call, in: &run) else { return }
      node = node.flatMap { note(suite.graph.edges.all[edge], after: $0) }
    }
  }

  private mutating func note(_ edge: EdgeTable.Edge, after node: Int) -> Int? {
    guard let child = suite.child(of: node, call: edge.call, result: edge.result) else {
      return nil
    }
    if !isReached[child] {
      isReached[child] = true
      if hasOtherAnswer(beside: child) { varies = true }
    }
    return child
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
}
