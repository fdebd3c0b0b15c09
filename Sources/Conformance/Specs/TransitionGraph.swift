/// The reachable graph of a component's open model: every state, every call, every answer.
///
/// States, calls and answers are dense indices, so a run over the graph compares integers only.
package struct TransitionGraph: Sendable {
  package private(set) var calls: [ConformanceCall] = []
  package private(set) var results: [SpecificationValue] = []
  /// By state.
  package internal(set) var edges = EdgeTable()
  /// States before any call.
  package internal(set) var initial: [Int] = []

  private var resultIndices: [SpecificationValue: Int] = [:]

  package var edgeCount: Int { edges.all.count }

  mutating func add(call: ConformanceCall) -> Int {
    calls.append(call)
    return calls.count - 1
  }

  mutating func index(of result: SpecificationValue) -> Int {
    if let known = resultIndices[result] { return known }
    results.append(result)
    resultIndices[result] = results.count - 1
    return results.count - 1
  }
}
