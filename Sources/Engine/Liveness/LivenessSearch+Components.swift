extension LivenessSearch {
  private func beat(_ components: borrowing FairComponents) -> Bool {
    pulse.beat(
      bytes: store.bytes + components.byteCount,
      LivenessProgress(
        question: number.index, questionCount: number.count, visited: components.visited,
        nodeCount: components.nodeCount))
  }

  /// Searches from all nodes where a run can begin to be on a cycle that is accepted.
  func search(
    _ components: inout FairComponents, in graph: inout ProductGraph, _ plan: QuestionPlan
  ) -> Bool {
    let initial = plan.automaton.initialState
    let known = plan.propositions.stateMask
    // Made once: for each root it would take longer than most of them.
    let pulse: (borrowing FairComponents) -> Bool = beat
    guard let free = plan.roles.free else {
      for cell in (levels.first ?? []).joined() where graph.isNode(cell, initial) {
        let root = graph.node(cell, initial)
        guard components.search(from: root, in: &graph, pulse: pulse) else { return false }
      }
      return true
    }
    let leaving = plan.automaton.transitions[free].filter { $0.target != free }
    let standIn = plan.roles.standIn(for: free, in: plan.automaton, known: known)
    for cell in levels.joined().joined() {
      let letter = graph.letters.letters[cell]
      guard leaving.contains(where: { $0.fits(letter, known: known) }) else { continue }
      if let standIn, graph.isNode(cell, standIn) {
        let root = graph.node(cell, standIn)
        guard components.search(from: root, in: &graph, pulse: pulse) else { return false }
        continue
      }
      for root in roots(at: cell, in: &graph) {
        guard components.search(from: root, in: &graph, pulse: pulse) else { return false }
      }
    }
    return true
  }

  /// The nodes that the automaton can come to from a state where it has stayed free.
  private func roots(
    at cell: Int, in graph: inout ProductGraph
  ) -> [UInt32] {
    let initial = graph.automaton.initialState
    graph.expand(graph.node(cell, initial))
    return (0..<graph.edges.count).map { graph.edges[$0].target }
      .filter { graph.state(of: $0) != initial }
  }

  /// Searches components again without the nodes that want what is not met there: runs that are
  /// strongly fair may stay in what is left.
  func searchAgain(
    _ components: inout FairComponents, in graph: inout ProductGraph
  ) -> Bool {
    while let members = components.takeRest(graph) {
      for node in members {
        guard components.search(from: node, in: &graph, pulse: beat) else { return false }
      }
    }
    return true
  }

  // MARK: Violations

  func violation(
    _ components: inout FairComponents, in graph: inout ProductGraph
  ) -> LivenessAnswer {
    let nodeCountMax = graph.automaton.transitions.count * store.cellCount
    guard var builder = LassoBuilder(nodeCountMax: nodeCountMax) else {
      return stopped(.memory(bytes: memoryBytesMax))
    }
    let roots = (levels.first ?? []).joined()
      .map { (words: store.words(at: $0), cell: $0) }
      .sorted { $0.words.lexicographicallyPrecedes($1.words) }
      .map(\.cell)
    let (index, count) = number
    let known = store.bytes + components.byteCount
    do throws(LassoBuilder.Failure) {
      let lasso = try builder.lasso(in: &graph, &components, roots: roots) { bytes in
        pulse.look(
          bytes: known + bytes,
          LivenessProgress(
            question: index, questionCount: count, visited: nodeCountMax,
            nodeCount: nodeCountMax))
      }
      return .violated(lasso)
    } catch {
      switch error {
      case .unreachable: preconditionFailure("a component that was found cannot be reached")
      case .memory: return stopped(.memory(bytes: memoryBytesMax))
      case .interrupted: return stopped(pulse.stop ?? .cancelled)
      }
    }
  }
}
