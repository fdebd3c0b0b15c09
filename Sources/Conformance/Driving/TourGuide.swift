/// Leads to the nearest edge that has not been gone, again and again, until none is left.
///
/// How far each state is from such an edge is known as a lower bound that only rises, since edges
/// are only ever used up. A way is looked for by going down these bounds in mind; where a state
/// turns out to be farther than it was thought, its bound is raised and its predecessor on the way
/// looks again. That is learning real-time A* (Korf, "Real-time heuristic search", Artificial
/// Intelligence 42, 1990, doi:10.1016/0004-3702(90)90054-4) in thought instead of on foot, so a way
/// found is a shortest one, and all searches together cost O(edges · depth of the graph) where a
/// search for each edge from nothing would cost O(edges²).
///
/// Beginning again is an edge from every state to the first, and as long as any other.
///
/// Where the spec has choices, an edge is gone when its call has been made and answered in some
/// way; answers that were not given are not waited for.
struct TourGuide {
  private enum Mark: UInt8 {
    case open, driven
    /// Its call was made and answered otherwise.
    case refused
  }

  /// Edges by their numbers; the last is one that is open.
  struct Way {
    var edges: [Int]
    /// It is to be gone in a new run.
    var isFromStart: Bool
  }

  private let graph: ObservableGraph
  /// By edge.
  private var marks: [Mark]
  /// By state: its open edges.
  private var openCounts: [UInt32]
  /// By state: it takes at least so many calls to get to one with open edges.
  private var distances: [UInt32]
  /// Of a shortest way to the state that is farthest from the first.
  private let depth: Int
  /// Open edges of all states.
  private(set) var openCount: Int

  init(_ graph: ObservableGraph) {
    self.graph = graph
    marks = Array(repeating: .open, count: graph.edges.all.count)
    openCounts = graph.edges.map { UInt32($0.count) }
    distances = openCounts.map { $0 > 0 ? 0 : 1 }
    depth = graph.calls(to: graph.edges.count - 1).count
    openCount = marks.count
  }

  /// A shortest way to an open edge and along it; nil when none can be got to.
  mutating func way(from state: Int) -> Way? {
    guard openCount > 0 else { return nil }
    var states: [Int] = [state]
    // The edge after each state but the last; nil to begin again.
    var edges: [Int?] = []
    while let current = states.last, openCounts[current] == 0 {
      let (edge, distance) = nearest(from: current)
      guard distance > distances[current] else {
        edges.append(edge)
        states.append(edge.map { graph.edges.all[$0].target } ?? 0)
        continue
      }
      distances[current] = distance
      if current == 0, distance > depth, !isOpenReachable(from: [0, state]) { return nil }
      if edges.popLast() != nil { states.removeLast() }
    }
    let open = graph.edges.numbers(of: states[states.count - 1]).first { marks[$0] == .open }
    let start = edges.lastIndex(of: nil).map { $0 + 1 }
    let way = (edges[(start ?? 0)...] + [open]).compactMap { $0 }
    return Way(edges: way, isFromStart: start != nil)
  }

  /// The edge to the state that is nearest as far as is known, and the distance by way of it.
  private func nearest(from state: Int) -> (edge: Int?, distance: UInt32) {
    var best: (edge: Int?, distance: UInt32) = (nil, state == 0 ? .max : distances[0] + 1)
    for number in graph.edges.numbers(of: state) where marks[number] != .refused {
      let distance = distances[graph.edges.all[number].target] + 1
      if distance < best.distance || distance == best.distance && best.edge == nil {
        best = (number, distance)
      }
    }
    return best
  }

  /// Is there a way at all? Only asked where the spec has choices: without, there always is one,
  /// no longer than the graph is deep.
  private func isOpenReachable(from states: [Int]) -> Bool {
    var isSeen = Array(repeating: false, count: graph.edges.count)
    var waiting = states
    while let state = waiting.popLast() {
      if openCounts[state] > 0 { return true }
      if isSeen[state] { continue }
      isSeen[state] = true
      for number in graph.edges.numbers(of: state) where marks[number] != .refused {
        waiting.append(graph.edges.all[number].target)
      }
    }
    return false
  }

  /// Takes in that the call of an edge of the state was made, and which edge the answer was.
  mutating func note(_ gone: Int, expected: Int, in state: Int) {
    close(gone, as: .driven, in: state)
    let call = graph.edges.all[gone].call
    for number in graph.edges.numbers(of: state)
    where number != gone && graph.edges.all[number].call == call {
      close(number, as: .refused, in: state)
    }
    // What was answered otherwise once is not relied on again, so that there is an end.
    if gone != expected { marks[expected] = .refused }
  }

  private mutating func close(_ edge: Int, as mark: Mark, in state: Int) {
    guard marks[edge] == .open else { return }
    marks[edge] = mark
    openCounts[state] -= 1
    openCount -= 1
  }
}
