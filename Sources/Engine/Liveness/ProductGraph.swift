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
  let letters: PropositionLetters
  private var expander: StepExpander
  private var indices: UnsafeMutablePointer<Int>
  private var indicesCapacity: Int
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

  /// The edges from the node that was expanded last.
  private(set) var edges = EdgeList()
  /// Of the requirements, those of actions that are enabled in the state expanded last.
  private(set) var enabled: [UInt64]
  /// The state that is expanded; the automaton's states of one state come one after the other.
  private var expandedCell = -1

  init(
    _ linked: LinkedProgram, _ native: NativeProgram?, _ store: StateStore,
    automaton: BuchiAutomaton, requirements: FairnessRequirements,
    propositions: QuestionPropositions, letters: consuming PropositionLetters,
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
    indicesCapacity = expander.batch.capacity
    unsafe indices = .allocate(capacity: indicesCapacity)
    enabled = Array(repeating: 0, count: requirements.wordCount)
  }

  deinit {
    unsafe indices.deallocate()
    aliveTables.deallocate()
  }

  var byteCount: Int { expander.byteCount + indicesCapacity * 8 + edges.byteCount }

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

  /// Works out the edges from a node, in the order of actions, and what is enabled there.
  mutating func expand(_ node: UInt32) {
    let state = state(of: node)
    expand(cell: Int(node) &- state &* cellCount, state)
  }

  mutating func expand(cell: Int, _ state: Int) {
    takeSteps(of: cell)
    edges.removeAll()
    let truths = letters[cell] | enabledTruth
    for transition in automaton.transitions[state] {
      let known = ~stepPropositions
      guard transition.required & known & ~truths == 0, transition.forbidden & truths == 0 else {
        continue
      }
      addEdges(by: transition, from: cell)
    }
  }

  private var enabledTruth: UInt64 {
    if enabledPropositions == 0 { return 0 }
    var truth: UInt64 = 0
    for step in 0..<expander.batch.count { truth |= enabledTruths[Int(expander.label(of: step))] }
    for position in expander.failed { truth |= enabledTruths[Int(position)] }
    return truth
  }

  @inline(__always)
  private mutating func addEdges(by transition: BuchiAutomaton.Transition, from cell: Int) {
    let target = transition.target
    let (required, forbidden) = (
      transition.required & stepPropositions, transition.forbidden & stepPropositions
    )
    let acceptance = UInt16(truncatingIfNeeded: transition.acceptance)
    let count = expander.batch.count
    if count == 0 {
      // A run that has come to its end takes no step, for ever.
      let rank = rank(cell, target)
      if required == 0 && rank >= 0 {
        edges.append(
          EdgeList.Edge(
            target: node(cell, target), rank: UInt32(truncatingIfNeeded: rank), label: -1,
            requirement: FairComponents.noRequirement, acceptance: acceptance))
      }
      return
    }
    let table = aliveTables[target]
    for step in 0..<count {
      // In bounds: there is an index for each step.
      let next = unsafe indices[step]
      guard next >= 0 else { continue }
      let rank = RankedSet.rank(of: next, in: table)
      guard rank >= 0 else { continue }
      let label = expander.label(of: step)
      if required | forbidden != 0 {
        let truths = firedTruths[Int(label)]
        guard required & ~truths == 0, forbidden & truths == 0 else { continue }
      }
      let requirement = requirements.ofPosition[Int(label)]
      edges.append(
        EdgeList.Edge(
          target: node(next, target), rank: UInt32(truncatingIfNeeded: rank), label: label,
          requirement: requirement < 0
            ? FairComponents.noRequirement : UInt16(truncatingIfNeeded: requirement),
          acceptance: acceptance))
    }
  }

  private mutating func takeSteps(of cell: Int) {
    if expandedCell == cell { return }
    expandedCell = cell
    let run = store.run(cell..<cell + 1)
    expander.expand(run[0], slots: store.isFolded ? .none : store.slotPlaces)
    let count = expander.batch.count
    if count > indicesCapacity {
      unsafe indices.deallocate()
      indicesCapacity = expander.batch.capacity
      unsafe indices = .allocate(capacity: indicesCapacity)
    }
    unsafe store.find(expander.batch, into: indices)
    for word in 0..<enabled.count { enabled[word] = 0 }
    for step in 0..<count { noteEnabled(expander.label(of: step)) }
    for position in expander.failed { noteEnabled(position) }
  }

  /// Has the next node's steps looked up in any case: what is known by its words has changed.
  mutating func forget() { expandedCell = -1 }

  @inline(__always)
  private mutating func noteEnabled(_ position: Int32) {
    let requirement = requirements.ofPosition[Int(position)]
    if requirement >= 0 { enabled[Int(requirement) / 64] |= 1 << UInt64(requirement % 64) }
  }

  // MARK: Requirements

  /// What the node expanded last meets by itself, and what it wants.
  @inline(__always)
  func met(_ word: Int) -> UInt64 { requirements.met(enabled: enabled[word], word: word) }

  @inline(__always)
  func wanted(_ word: Int) -> UInt64 { requirements.wanted(enabled: enabled[word], word: word) }

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
