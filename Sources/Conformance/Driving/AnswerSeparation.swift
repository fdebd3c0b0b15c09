/// Pairs of states that answers tell apart although different calls are allowed in them.
///
/// What may be called is known to the environment only as long as the implementation is where it
/// is believed to be. So a state is asked, too, what tells it by its answers from states that allow
/// other calls, by sequences that both allow; where there is none, the two are apart only by what
/// the environment remembers.
///
/// Every pair is looked at, so this is for graphs of up to `statesMax` states without choices.
struct AnswerSeparation: Sendable {
  static let statesMax = 1000

  private let count: Int
  private let callCount: Int
  /// By state and call: the answer and the target, -1 where it is not allowed.
  private var results: [Int]
  private var targets: [Int]
  /// By pair: how many calls tell it apart; 0 when none do.
  private var lengths: [UInt8]

  /// - Returns: nil for a graph that is too large or has choices.
  /// - Complexity: O(states² · calls · longest sequence).
  init?(_ graph: ObservableGraph) {
    guard graph.edges.count <= Self.statesMax else { return nil }
    let hasChoices = graph.edges.indices.contains {
      graph.edges[$0].count != graph.calls(in: $0).count
    }
    guard !hasChoices else { return nil }
    count = graph.edges.count
    callCount = 1 + (graph.edges.all.map(\.call).max() ?? 0)
    results = Array(repeating: -1, count: count * callCount)
    targets = results
    lengths = Array(repeating: 0, count: count * count)
    for (state, edges) in graph.edges.enumerated() {
      for edge in edges {
        results[state * callCount + edge.call] = edge.result
        targets[state * callCount + edge.call] = edge.target
      }
    }
    findLengths()
  }

  private mutating func findLengths() {
    var open = (0..<count).flatMap { a in (0..<a).map { (a, $0) } }
    var length: UInt8 = 0
    var isChanged = true
    while isChanged && length < .max {
      length += 1
      isChanged = false
      var found: [(Int, Int)] = []
      open.removeAll { pair in
        guard firstCall(pair.0, pair.1, of: length) != nil else { return false }
        found.append(pair)
        return true
      }
      for (a, b) in found {
        lengths[a * count + b] = length
        lengths[b * count + a] = length
        isChanged = true
      }
    }
  }

  /// A call that begins a sequence of so many calls which tells the states apart.
  private func firstCall(_ a: Int, _ b: Int, of length: UInt8) -> Int? {
    for call in 0..<callCount {
      let (one, other) = (a * callCount + call, b * callCount + call)
      guard results[one] >= 0, results[other] >= 0 else { continue }
      if results[one] != results[other] {
        if length == 1 { return call }
      } else if length > 1, lengths[targets[one] * count + targets[other]] == length - 1 {
        return call
      }
    }
    return nil
  }

  /// A shortest sequence of calls, allowed in both, that the states answer differently.
  private func sequence(_ a: Int, _ b: Int) -> [Int] {
    var sequence: [Int] = []
    var (a, b) = (a, b)
    while let call = firstCall(a, b, of: lengths[a * count + b]) {
      sequence.append(call)
      if lengths[a * count + b] == 1 { break }
      (a, b) = (targets[a * callCount + call], targets[b * callCount + call])
    }
    return sequence
  }

  /// How many calls of the sequence it takes to tell the states apart; nil when it does not.
  private func separates(_ sequence: [Int], _ a: Int, _ b: Int) -> Int? {
    var (a, b) = (a, b)
    for (index, call) in sequence.enumerated() {
      let (one, other) = (a * callCount + call, b * callCount + call)
      guard results[one] >= 0, results[other] >= 0 else { return nil }
      if results[one] != results[other] { return index + 1 }
      (a, b) = (targets[one], targets[other])
    }
    return nil
  }

  /// By state: sequences that tell it from all states that can be told from it and that the given
  /// ones do not; of any two states both have one that does.
  func sequences(besides known: [[[Int]]]) -> [[[Int]]] {
    var sequences = known.map { Set($0) }
    for state in 0..<count {
      var others = (0..<count).filter { lengths[state * count + $0] > 0 }
      // What is asked already comes first; the longest questions are likely to settle more.
      var asked = sequences[state].sorted { $0.lexicographicallyPrecedes($1) }[...]
      others.sort { (lengths[state * count + $0], $1) > (lengths[state * count + $1], $0) }
      while let other = others.first {
        let question = asked.popFirst() ?? sequence(state, other)
        var left: [Int] = []
        for other in others {
          guard let length = separates(question, state, other) else {
            left.append(other)
            continue
          }
          let beginning = Array(question.prefix(length))
          sequences[state].insert(beginning)
          sequences[other].insert(beginning)
        }
        others = left
      }
    }
    return sequences.map { Self.withoutBeginnings($0) }
  }

  /// In a fixed order, without those that begin others.
  private static func withoutBeginnings(_ sequences: Set<[Int]>) -> [[Int]] {
    var kept: [[Int]] = []
    // In this order what a sequence begins comes right after it.
    for sequence in sequences.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      if let last = kept.last, sequence.starts(with: last) { kept.removeLast() }
      kept.append(sequence)
    }
    return kept
  }
}
