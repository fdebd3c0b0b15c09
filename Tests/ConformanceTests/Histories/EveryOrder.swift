import Conformance

/// Linearizability by trying every order of the calls, for short histories: the slow twin.
///
/// It walks the whole graph of a small spec, remembers nothing, and goes by the definition: a call
/// comes next when no other one that is left ended before it began.
struct EveryOrder {
  let graph: TransitionGraph

  func isLinearizable(_ history: History) -> Bool {
    graph.initial.contains { explains(history.operations, from: $0) }
  }

  private func explains(_ left: [History.Operation], from state: Int) -> Bool {
    // What has not ended need not have had its effect.
    if left.allSatisfy({ $0.returned == nil }) { return true }
    for (index, operation) in left.enumerated() {
      let isFirst = left.allSatisfy { ($0.returned ?? .max) >= operation.invoked }
      guard isFirst else { continue }
      var rest = left
      rest.remove(at: index)
      for edge in graph.edges[state] {
        let call = graph.calls[edge.call]
        guard call.transition == operation.transition, call.arguments == operation.arguments,
          operation.result == nil || operation.result == graph.results[edge.result]
        else { continue }
        if explains(rest, from: edge.target) { return true }
      }
    }
    return false
  }
}
