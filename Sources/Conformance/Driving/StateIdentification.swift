/// For each state the sequences of calls whose answers tell it from every other one.
///
/// Blocks of states are split as long as some call tells members apart, by its answers or by
/// blocks that have been split already; the splits form a tree. A state's sequences are those on
/// its way from the root, so any two states share the one at which their ways part: they are
/// *harmonised* identifiers (Luo, Petrenko, Bochmann, "Selecting test sequences for
/// partially-specified nondeterministic finite state machines", IWPTS 1994), which hold where not
/// every call is allowed in every state. The tree is that of Lee and Yannakakis, "Testing
/// finite-state machines: state identification and verification", IEEE Trans. Computers 43(3),
/// 1994, doi:10.1109/12.272431, built as by Smetsers, Moerman and Jansen, "Minimal separating
/// sequences for all pairs of states", LATA 2016, without their bound on time.
///
/// States that allow different calls are apart without any question: it is the environment that
/// knows which calls it may make. So the root splits by the calls allowed, with the empty sequence,
/// and below it every sequence is defined wherever it is asked.
struct StateIdentification: Sendable {
  /// A block of states that is still whole, or the sequence that splits it.
  private struct Node: Sendable {
    var parent: Int?
    /// Calls that are made to tell the children apart; empty for the root.
    var word: [Int] = []
    var children: [Int] = []
    var depth = 0
  }

  private var nodes = [Node(parent: nil)]
  /// By state: the block it is in, a node without children.
  private var blocks: [Int]

  /// - Complexity: O(edges · depth of the tree · rounds) with as many rounds as the longest
  ///   sequence has calls.
  init(_ graph: ObservableGraph) {
    blocks = Array(repeating: 0, count: graph.edges.count)
    var members: [[Int]] = []
    var byCalls: [[Int]: Int] = [:]
    for state in graph.edges.indices {
      let calls = graph.calls(in: state)
      if let known = byCalls[calls] {
        members[known].append(state)
      } else {
        byCalls[calls] = members.count
        members.append([state])
      }
    }
    var unsplit = adopt(members, under: 0)
    var isChanged = true
    while isChanged {
      // One round after another, so that sequences are short: a split uses those of its targets.
      isChanged = false
      var next: [(node: Int, members: [Int])] = []
      for (node, members) in unsplit {
        guard let (word, parts) = split(members, graph) else {
          if members.count > 1 { next.append((node, members)) }
          continue
        }
        isChanged = true
        nodes[node].word = word
        next += adopt(parts, under: node)
      }
      unsplit = next
    }
  }

  private mutating func adopt(
    _ parts: [[Int]], under parent: Int
  ) -> [(node: Int, members: [Int])] {
    var adopted: [(node: Int, members: [Int])] = []
    for part in parts {
      let node = nodes.count
      nodes.append(Node(parent: parent, depth: nodes[parent].depth + 1))
      nodes[parent].children.append(node)
      for state in part { blocks[state] = node }
      if part.count > 1 { adopted.append((node, part)) }
    }
    return adopted
  }

  /// The sequence that tells most members apart, the shortest of these, and the parts.
  private func split(
    _ members: [Int], _ graph: ObservableGraph
  ) -> (word: [Int], parts: [[Int]])? {
    guard members.count > 1 else { return nil }
    var best: (word: [Int], parts: [[Int]])?
    for call in graph.calls(in: members[0]) {
      let answers = members.map { graph.answers(to: call, in: $0) }
      let targets = commonBlock(of: answers.joined().map(\.target))
      var parts: [[SplitKey]: [Int]] = [:]
      var order: [[SplitKey]] = []
      for (state, answers) in zip(members, answers) {
        let key = answers.map { answer in
          SplitKey(result: answer.result, child: child(of: targets, above: answer.target))
        }.sorted { ($0.result, $0.child) < ($1.result, $1.child) }
        if parts[key] == nil { order.append(key) }
        parts[key, default: []].append(state)
      }
      guard order.count > 1 else { continue }
      let word = [call] + nodes[targets].word
      let isBetter =
        best.map {
          order.count > $0.parts.count
            || order.count == $0.parts.count && word.count < $0.word.count
        } ?? true
      if isBetter { best = (word, order.compactMap { parts[$0] }) }
    }
    return best
  }

  private struct SplitKey: Hashable {
    var result: Int
    var child: Int
  }

  /// The lowest node that is above all these states.
  private func commonBlock(of states: [Int]) -> Int {
    var common = blocks[states[0]]
    for state in states.dropFirst() {
      var other = blocks[state]
      while common != other {
        if nodes[common].depth >= nodes[other].depth, let parent = nodes[common].parent {
          common = parent
        } else if let parent = nodes[other].parent {
          other = parent
        }
      }
    }
    return common
  }

  /// The child of a node that is above a state; the node itself when it is whole.
  private func child(of node: Int, above state: Int) -> Int {
    var current = blocks[state]
    while current != node, let parent = nodes[current].parent, parent != node { current = parent }
    return current
  }

  /// Is no sequence, nor what may be called, different for the two?
  func areEquivalent(_ a: Int, _ b: Int) -> Bool { blocks[a] == blocks[b] }

  /// The block that a state is in: states of one block cannot be told apart.
  func block(of state: Int) -> Int { blocks[state] }

  /// States that can be told apart, at most.
  var blockCount: Int { Set(blocks).count }

  /// Every sequence that tells the state from another one; none where what may be called does.
  func sequences(for state: Int) -> [[Int]] {
    var sequences: [[Int]] = []
    var current = blocks[state]
    while let parent = nodes[current].parent {
      if !nodes[parent].word.isEmpty { sequences.append(nodes[parent].word) }
      current = parent
    }
    return sequences
  }
}
