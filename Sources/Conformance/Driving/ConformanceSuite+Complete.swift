extension ConformanceSuite {
  /// A complete suite: whoever passes it and has at most `extraStates` states more than the spec
  /// answers as the spec on every sequence of calls.
  ///
  /// After a shortest way to each state come all sequences of up to `extraStates` + 1 calls, and
  /// after each of these, one run each, the sequences that identify the state reached: Chow's W
  /// method ("Testing software design modeled by finite-state machines", IEEE TSE 4(3), 1978,
  /// doi:10.1109/TSE.1978.231496), with a set of sequences for each state as in the Wp method
  /// (Fujiwara et al., IEEE TSE 17(6), 1991, doi:10.1109/32.87284), here harmonised ones.
  ///
  /// Every state has its edges driven, and the longer sequences begin at one state of those that
  /// nothing tells apart.
  /// - Throws: `ConformanceError.suiteTooLarge` before anything is made.
  init(
    on graph: ObservableGraph, extraStates: Int, sequencesMax: Int
  ) throws(ConformanceError) {
    self.init(on: graph)
    let identification = StateIdentification(graph)
    var sequences = graph.edges.indices.map { identification.sequences(for: $0) }
    if let separation = AnswerSeparation(graph) {
      sequences = separation.sequences(besides: sequences)
    }
    let lengths = Self.lengths(graph, identification, extraStates: extraStates)
    let size = Self.size(graph, identifiers: sequences.map { max(1, $0.count) }, lengths: lengths)
    if size > Double(sequencesMax) {
      throw .suiteTooLarge(sequences: size, limit: sequencesMax)
    }
    let ways = addWays()
    for sequence in sequences[0] { add(sequence[...], after: 0) }
    for state in graph.edges.indices {
      add(allOf: lengths[state], after: ways[state], identifying: sequences)
    }
  }

  /// How long the sequences from each state are.
  private static func lengths(
    _ graph: ObservableGraph, _ identification: StateIdentification, extraStates: Int
  ) -> [Int] {
    var seen: Set<Int> = []
    return graph.edges.indices.map { state in
      seen.insert(identification.block(of: state)).inserted ? extraStates + 1 : 1
    }
  }

  /// Sequences before those are left out that begin others.
  ///
  /// A floating point number, for it grows with the power of `extraStates`.
  private static func size(
    _ graph: ObservableGraph, identifiers: [Int], lengths: [Int]
  ) -> Double {
    // By state: sequences that begin there with so many calls to go, identified after each.
    var sizes = identifiers.map { _ in 0.0 }
    var total = Double(identifiers[0])
    for length in 1...max(1, lengths.max() ?? 1) {
      sizes = graph.edges.map { edges in
        edges.reduce(0) { $0 + Double(identifiers[$1.target]) + sizes[$1.target] }
      }
      for state in graph.edges.indices where lengths[state] == length { total += sizes[state] }
    }
    return total
  }

  /// A shortest way to each state, as the node at its end.
  private mutating func addWays() -> [Int] {
    var ways = [0]
    for state in graph.edges.indices.dropFirst() {
      guard let parent = graph.parents[state] else { continue }
      // Parents come before what is reached from them.
      ways.append(add(graph.edges.all[parent.edge], to: ways[parent.state]))
    }
    return ways
  }

  private mutating func add(
    allOf length: Int, after node: Int, identifying sequences: [[[Int]]]
  ) {
    guard length > 0 else { return }
    for edge in graph.edges[nodes[node].state] {
      let next = add(edge, to: node)
      for sequence in sequences[edge.target] { add(sequence[...], after: next) }
      add(allOf: length - 1, after: next, identifying: sequences)
    }
  }
}
