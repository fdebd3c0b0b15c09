/// The graph whose paths are the runs of a program together with those of an automaton.
///
/// A node is a state with a state of the automaton, which is to read the state and the step taken
/// from it. Nodes from which the automaton cannot go on, whatever the step, are left out. Steps are
/// taken again whenever a node is expanded, and what they lead to is looked up: edges are not kept.
@safe struct ProductGraph: ~Copyable {
  let linked: LinkedProgram
  let store: StateStore
  let automaton: BuchiAutomaton
  let requirements: FairnessRequirements
  let cellCount: Int
  /// The truth of state propositions, as far as the question has them.
  let letters: PropositionLetters.Shared
  private var expander: StepExpander
  /// By step: the index of the state that it leads to, and the rank of the node.
  private var indices: Table<Int>
  private var ranks: Table<Int>
  /// By position of an action: propositions that are true where it is enabled, or taken.
  private let enabledTruths: [UInt64]
  private let firedTruths: [UInt64]
  /// The propositions that depend on the step, and on what is enabled.
  private let stepPropositions: UInt64
  private let enabledPropositions: UInt64
  /// By state of the automaton: where it can go on.
  private let alive: [RankedSet.Shared]

  /// The tables of these sets.
  private let aliveTables: Table<Table<UInt64>>
  private let stateStride: UInt32

  /// The edges from the nodes that were expanded last, one node's after another's.
  private var list = EdgeList()
  /// What is known of one of these nodes.
  private struct Expanded {
    var node: UInt32
    var edges: Range<Int>
    /// Which of the states that were expanded it is of.
    var state: Int
  }
  private var expanded: [Expanded] = []
  private var isLeavingOut = false
  /// The node that is looked at.
  private var selected = 0
  /// By state that was expanded: the requirements of actions that are enabled.
  private var enabled: [UInt64] = []

  /// So many nodes are expanded together at most.
  static let togetherMax = 64

  init(
    _ linked: LinkedProgram, _ native: NativeProgram?, _ store: StateStore,
    automaton: BuchiAutomaton, requirements: FairnessRequirements,
    propositions: QuestionPropositions, letters: PropositionLetters.Shared,
    alive: [RankedSet.Shared], cellCount: Int
  ) {
    self.linked = linked
    self.store = store
    self.automaton = automaton
    self.requirements = requirements
    self.cellCount = cellCount
    self.letters = letters
    self.alive = alive
    aliveTables = .allocate(alive.map { $0.set.table })
    stateStride = UInt32(max(cellCount, 1))
    enabledTruths = propositions.enabledTruths
    firedTruths = propositions.firedTruths
    stepPropositions = propositions.firedMask
    enabledPropositions = propositions.enabledMask
    expander = StepExpander(linked, native)
    indices = .allocate(repeating: -1, count: expander.batch.capacity)
    ranks = .allocate(repeating: -1, count: expander.batch.capacity)
  }

  deinit {
    indices.deallocate()
    ranks.deallocate()
    aliveTables.deallocate()
  }

  var byteCount: Int { expander.byteCount + indices.count * 16 + list.byteCount }

  // MARK: Nodes

  @inline(__always)
  func node(_ cell: Int, _ state: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: state &* cellCount &+ cell)
  }

  @inline(__always)
  func cell(of node: UInt32) -> Int { Int(node % stateStride) }

  @inline(__always)
  func state(of node: UInt32) -> Int { Int(node / stateStride) }

  /// The rank of a node among all nodes, -1 when it is none.
  @inline(__always)
  func rank(of node: UInt32) -> Int {
    let state = state(of: node)
    return RankedSet.rank(of: Int(node) &- state &* cellCount, in: aliveTables[state])
  }

  @inline(__always)
  func isNode(_ cell: Int, _ state: Int) -> Bool { rank(cell, state) >= 0 }

  @inline(__always)
  func rank(_ cell: Int, _ state: Int) -> Int { RankedSet.rank(of: cell, in: aliveTables[state]) }

  // MARK: Edges

  /// Edges from the node that is looked at, in the order of actions.
  var edgeCount: Int { expanded[selected].edges.count }

  @inline(__always)
  func edge(_ index: Int) -> EdgeList.Edge { list[expanded[selected].edges.lowerBound + index] }

  /// Works out the edges from a node, and what is enabled there.
  mutating func expand(_ node: UInt32) {
    if selected < expanded.count && expanded[selected].node == node { return }
    expand([node])
  }

  /// Works out the edges from several nodes, so that the cache misses of all their look-ups
  /// overlap; the first one is looked at.
  ///
  /// - Returns: how many of them were expanded, beginning with the first; the others have to wait.
  @discardableResult
  mutating func expand(_ nodes: [UInt32]) -> Int {
    forget()
    touch(nodes)
    var stateOfNode: [Int] = []
    for node in nodes.prefix(Self.togetherMax) {
      let run = store.run(cell(of: node)..<cell(of: node) + 1)
      let slots = store.isFolded ? .none : store.slotPlaces
      guard expander.add(run[0], slots: slots) else { break }
      stateOfNode.append(expander.ends.count - 1)
    }
    lookUp()
    for (node, state) in zip(nodes, stateOfNode) { addEdges(from: node, state) }
    selected = 0
    return stateOfNode.count
  }

  /// Looks at one of the nodes that were expanded last, by its number among them.
  mutating func select(number: Int) {
    precondition(number < expanded.count, "no node of that number was expanded")
    selected = number
  }

  /// Loads the words of the nodes' states.
  private func touch(_ nodes: [UInt32]) {
    if store.isFolded || nodes.count == 1 { return }
    var sink: UInt64 = 0
    for node in nodes {
      sink |= store.run(cell(of: node)..<cell(of: node) + 1)[0].firstWord
    }
    store.keepLoads(sink)
  }

  /// Loads something for each rank that edges lead to.
  @inline(__always)
  func touchRanks(_ load: (Int) -> UInt32) {
    var sink: UInt32 = 0
    for index in 0..<list.count { sink |= load(Int(list[index].rank)) }
    store.keepLoads(UInt64(sink))
  }

  private mutating func lookUp() {
    let count = expander.batch.count
    if count > indices.count {
      indices.deallocate()
      ranks.deallocate()
      indices = .allocate(repeating: -1, count: expander.batch.capacity)
      ranks = .allocate(repeating: -1, count: expander.batch.capacity)
    }
    store.find(expander.batch, into: indices)
    let width = requirements.wordCount
    enabled.removeAll(keepingCapacity: true)
    for state in expander.ends.indices {
      for _ in 0..<width { enabled.append(0) }
      for step in expander.steps(of: state) { noteEnabled(expander.label(of: step), state) }
      for position in expander.loops(of: state) { noteEnabled(position, state) }
      for position in expander.others(of: state) { noteEnabled(position, state) }
    }
  }

  @inline(__always)
  private mutating func noteEnabled(_ position: Int32, _ state: Int) {
    let requirement = Int(requirements.ofPosition[Int(position)])
    if requirement >= 0 {
      enabled[state * requirements.wordCount + requirement / 64] |= 1 << UInt64(requirement % 64)
    }
  }

  private mutating func addEdges(from node: UInt32, _ state: Int) {
    let start = list.count
    let cell = cell(of: node)
    let truths = letters.letters[cell] | enabledTruth(of: state)
    let known = ~stepPropositions
    for transition in automaton.transitions[self.state(of: node)] {
      guard transition.required & known & ~truths == 0, transition.forbidden & truths == 0 else {
        continue
      }
      addEdges(by: transition, from: cell, state)
    }
    expanded.append(Expanded(node: node, edges: start..<list.count, state: state))
  }

  private func enabledTruth(of state: Int) -> UInt64 {
    if enabledPropositions == 0 { return 0 }
    var truth: UInt64 = 0
    for step in expander.steps(of: state) {
      truth |= enabledTruths[Int(expander.label(of: step))]
    }
    for position in expander.loops(of: state) { truth |= enabledTruths[Int(position)] }
    for position in expander.others(of: state) { truth |= enabledTruths[Int(position)] }
    return truth
  }

  @inline(__always)
  private mutating func addEdges(
    by transition: BuchiAutomaton.Transition, from cell: Int, _ state: Int
  ) {
    let target = transition.target
    let (required, forbidden) = (
      transition.required & stepPropositions, transition.forbidden & stepPropositions
    )
    let acceptance = UInt16(truncatingIfNeeded: transition.acceptance)
    let steps = expander.steps(of: state)
    if expander.isEnd(state) {
      // A run that has come to its end takes no step, for ever.
      let rank = rank(cell, target)
      if required == 0 && rank >= 0 {
        list.append(
          EdgeList.Edge(
            target: node(cell, target), rank: UInt32(truncatingIfNeeded: rank), step: -1,
            label: -1, requirement: FairComponents.noRequirement, acceptance: acceptance))
      }
      return
    }
    let loops = expander.loops(of: state)
    if !loops.isEmpty { addLoops(loops, by: transition, from: cell) }
    let table = aliveTables[target]
    for step in steps {
      let next = indices[step]
      let rank = RankedSet.rank(of: max(next, 0), in: table)
      ranks[step] = next < 0 ? -1 : rank
    }
    for step in steps {
      let rank = ranks[step]
      guard rank >= 0 else {
        if isLeavingOut { expander.leaveOut(step) }
        continue
      }
      let next = indices[step]
      let label = expander.label(of: step)
      if required | forbidden != 0 {
        let truths = firedTruths[Int(label)]
        guard required & ~truths == 0, forbidden & truths == 0 else { continue }
      }
      let requirement = requirements.ofPosition[Int(label)]
      list.append(
        EdgeList.Edge(
          target: node(next, target), rank: UInt32(truncatingIfNeeded: rank),
          step: Int32(truncatingIfNeeded: step), label: label,
          requirement: requirement < 0
            ? FairComponents.noRequirement : UInt16(truncatingIfNeeded: requirement),
          acceptance: acceptance))
    }
  }

  /// Edges by steps that lead back to their own state.
  private mutating func addLoops(
    _ positions: ArraySlice<Int32>, by transition: BuchiAutomaton.Transition, from cell: Int
  ) {
    let rank = rank(cell, transition.target)
    if rank < 0 { return }
    for position in positions {
      let truths = firedTruths[Int(position)]
      guard transition.required & stepPropositions & ~truths == 0,
        transition.forbidden & stepPropositions & truths == 0
      else { continue }
      let requirement = requirements.ofPosition[Int(position)]
      list.append(
        EdgeList.Edge(
          target: node(cell, transition.target), rank: UInt32(truncatingIfNeeded: rank), step: -1,
          label: position,
          requirement: requirement < 0
            ? FairComponents.noRequirement : UInt16(truncatingIfNeeded: requirement),
          acceptance: UInt16(truncatingIfNeeded: transition.acceptance)))
    }
  }

  // MARK: Leaving out

  /// Leaves out edges from now on that nobody will ask for: to what is no node, and to nodes that
  /// `leaveOut` is told of. Only where a state of the program is part of one node at most.
  mutating func beginLeavingOut() {
    isLeavingOut = true
    expander.beginLeavingOut()
  }

  @inline(__always)
  func leaveOut(_ edge: EdgeList.Edge) {
    if isLeavingOut && edge.step >= 0 { expander.leaveOut(Int(edge.step)) }
  }

  /// Has the next node's steps looked up in any case: what is known by its words has changed.
  mutating func forget() {
    expander.removeAll()
    list.removeAll()
    expanded.removeAll(keepingCapacity: true)
    selected = 0
  }

  // MARK: Requirements

  @inline(__always)
  private func enabledWord(_ word: Int) -> UInt64 {
    enabled[expanded[selected].state * requirements.wordCount + word]
  }

  /// What the node that is looked at meets by itself, and what it wants.
  @inline(__always)
  func met(_ word: Int) -> UInt64 { requirements.met(enabled: enabledWord(word), word: word) }

  @inline(__always)
  func wanted(_ word: Int) -> UInt64 { requirements.wanted(enabled: enabledWord(word), word: word) }

  /// Whether a fair run can stay in the node that is looked at by taking edges back to it.
  func canStay(in node: UInt32) -> Bool {
    for word in 0..<requirements.wordCount {
      var met = self.met(word)
      for index in 0..<edgeCount where edge(index).target == node {
        let edge = edge(index)
        if word == 0 { met |= UInt64(edge.acceptance) }
        if edge.requirement != FairComponents.noRequirement && Int(edge.requirement) / 64 == word {
          met |= 1 << UInt64(edge.requirement % 64)
        }
      }
      if (requirements.unconditional[word] | wanted(word)) & ~met != 0 { return false }
    }
    return true
  }

  // MARK: Paths

  /// A step as whoever asked knows it.
  mutating func engineStep(from source: Int, _ label: Int32, to target: Int) -> EngineStep {
    let (from, to) = (store.words(at: source), store.words(at: target))
    let choices = StateWords.with(from) { expander.choices(from: $0, by: label, to: to) }
    guard let choices else { preconditionFailure("a step that was taken cannot be taken again") }
    forget()
    return EngineStep(action: linked.numbers[Int(label)], choices: choices, state: to)
  }
}
