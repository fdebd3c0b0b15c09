/// The edges of a graph, those of each state in one piece.
///
/// Twelve bytes an edge and four a state: a graph may have millions of them, and an array for each
/// state would cost more than what is in it.
///
/// ```swift
/// for edge in table[state] { print(edge.call, edge.target) }
/// ```
package struct EdgeTable: RandomAccessCollection, Sendable {
  package struct Edge: Hashable, Sendable {
    private let callNumber: UInt32
    private let resultNumber: UInt32
    private let targetNumber: UInt32

    init(call: Int, result: Int, target: Int) {
      callNumber = UInt32(call)
      resultNumber = UInt32(result)
      targetNumber = UInt32(target)
    }

    /// Index into the graph's `calls`.
    package var call: Int { Int(callNumber) }
    /// Index into the graph's `results`.
    package var result: Int { Int(resultNumber) }
    package var target: Int { Int(targetNumber) }
  }

  /// Of all states, one after another; an edge's place here is its number.
  package private(set) var all: [Edge] = []
  /// By state: the number of its first edge; one more at the end.
  private var starts: [UInt32] = [0]

  package init() {}

  package var startIndex: Int { 0 }
  package var endIndex: Int { starts.count - 1 }

  package subscript(state: Int) -> ArraySlice<Edge> { all[numbers(of: state)] }

  /// The numbers of a state's edges.
  package func numbers(of state: Int) -> Range<Int> {
    Int(starts[state])..<Int(starts[state + 1])
  }

  /// Adds a state, and its edges in the order of their calls.
  mutating func append(_ edges: [Edge]) {
    all += edges.sorted { $0.call < $1.call }
    starts.append(UInt32(all.count))
  }
}
