/// The sets of states that explain the same answers: the subset construction.
struct StateSets {
  private(set) var members: [[Int]] = []
  private let graph: TransitionGraph
  private var indices: [[Int]: Int] = [:]

  init(_ graph: TransitionGraph) { self.graph = graph }

  /// By set: where each call leads with each answer, for calls that every member allows.
  mutating func edges(statesMax: Int) throws(ConformanceError) -> EdgeTable {
    var table = EdgeTable()
    _ = index(of: graph.initial)
    while table.count < members.count {
      table.append(edges(of: members[table.count]))
      if members.count > statesMax { throw .tooManyStates(limit: statesMax) }
    }
    return table
  }

  private struct Answer: Hashable {
    var call: Int
    var result: Int
  }

  private mutating func edges(of members: [Int]) -> [EdgeTable.Edge] {
    let offered = members.map { Set(graph.edges[$0].map(\.call)) }
    let allowed = offered.dropFirst().reduce(offered[0]) { $0.intersection($1) }
    var order: [Answer] = []
    var targets: [Answer: [Int]] = [:]
    for edge in members.flatMap({ graph.edges[$0] }) where allowed.contains(edge.call) {
      let answer = Answer(call: edge.call, result: edge.result)
      if targets[answer] == nil { order.append(answer) }
      targets[answer, default: []].append(edge.target)
    }
    // New sets are numbered in the order of calls.
    return order.sorted { $0.call < $1.call }.map { answer in
      let target = index(of: Set(targets[answer] ?? []).sorted())
      return EdgeTable.Edge(call: answer.call, result: answer.result, target: target)
    }
  }

  private mutating func index(of set: [Int]) -> Int {
    if let known = indices[set] { return known }
    members.append(set)
    indices[set] = members.count - 1
    return members.count - 1
  }
}
