/// Drives an implementation through every edge of a component's reachable graph.
///
/// Each edge is driven after a shortest way to its source, and followed by every sequence of
/// `lookahead` further calls: the answers to those tell apart states that the edge itself cannot,
/// so that an implementation that answers rightly and then stands in a wrong state is caught as
/// well. (Driving every edge and then asking is the idea of Chow's W method, IEEE TSE 4(3), 1978;
/// here the questions are all short ones instead of a computed characterising set.)
package struct ConformanceCheck {
  package let graph: TransitionGraph
  /// Calls made after each edge to tell states apart; each one multiplies the runs by the calls
  /// that a state offers.
  package let lookahead: Int

  package init(graph: TransitionGraph, lookahead: Int = 2) {
    precondition(lookahead >= 0, "looking ahead by \(lookahead) calls")
    self.graph = graph
    self.lookahead = lookahead
  }

  /// Runs the whole suite; of all divergences the shortest is reported.
  /// - Complexity: O(edges · calls^lookahead · depth) calls.
  package func run(_ implementation: some ImplementationUnderTest) async -> ConformanceReport {
    var suite = Suite(check: self, implementation: implementation)
    for source in graph.edges.indices {
      // States come in the order of their depth: nothing shorter can follow.
      if let shortest = suite.report.divergence?.steps.count,
        graph.depths[source] + 1 >= shortest
      {
        break
      }
      for edge in graph.edges[source] {
        await suite.drive(
          graph.path(to: source) + [edge.call], from: edge.target, further: lookahead)
      }
    }
    return suite.report
  }

  /// The runs made so far.
  private struct Suite<Implementation: ImplementationUnderTest> {
    let check: ConformanceCheck
    let implementation: Implementation
    var report: ConformanceReport

    init(check: ConformanceCheck, implementation: Implementation) {
      self.check = check
      self.implementation = implementation
      report = ConformanceReport(
        states: check.graph.edges.count, edges: check.graph.edgeCount, runs: 0, calls: 0)
    }

    /// Makes the calls, and then those with every continuation of the given length.
    mutating func drive(_ calls: [Int], from state: Int, further: Int) async {
      let edges = check.graph.edges[state]
      guard further > 0, !edges.isEmpty else { return await make(calls) }
      var tried: Set<Int> = []
      for edge in edges where tried.insert(edge.call).inserted {
        await drive(calls + [edge.call], from: edge.target, further: further - 1)
      }
    }

    private mutating func make(_ calls: [Int]) async {
      var run = await ConformanceRun(of: implementation, on: check.graph)
      report.runs += 1
      let shortest = report.divergence?.steps.count ?? .max
      for call in calls where run.steps.count + 1 < shortest {
        // With choices in the spec the implementation may have gone another allowed way.
        guard run.allows(call) else { return }
        report.calls += 1
        if !(await run.make(call)) {
          report.divergence = ConformanceDivergence(steps: run.steps)
          return
        }
      }
    }
  }
}
