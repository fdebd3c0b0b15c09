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
  var expander: StepExpander
  /// Propositions that look back, which are told of a step.
  let changes: [StepChange]
  var stepTruths: StepPropositions
  /// By step: which of them are true of it; empty where there are none.
  var changeTruths: [UInt64] = []
  /// By step: the index of the state that it leads to, and the rank of the node.
  var indices: Table<Int>
  var ranks: Table<Int>
  /// By position of an action: propositions that are true where it is enabled, or taken.
  let enabledTruths: [UInt64]
  let firedTruths: [UInt64]
  /// The propositions that depend on the step, and on what is enabled.
  let stepPropositions: UInt64
  let enabledPropositions: UInt64
  /// By state of the automaton: where it can go on.
  let alive: [RankedSet.Shared]

  /// The tables of these sets.
  let aliveTables: Table<Table<UInt64>>
  let stateStride: UInt32

  /// The node that was expanded last, and the edges from it: those by steps back to its state, then
  /// the others, both in the order of actions.
  var node: UInt32?
  var edges = EdgeList()
  /// The requirements of actions that are enabled there.
  var enabled: [UInt64]

  init(
    _ linked: LinkedProgram, _ native: NativeProgram?, _ store: StateStore,
    _ plan: QuestionPlan, letters: PropositionLetters.Shared,
    alive: [RankedSet.Shared], cellCount: Int, failures: EvaluationFailures
  ) {
    self.linked = linked
    self.store = store
    automaton = plan.automaton
    requirements = plan.requirements
    self.cellCount = cellCount
    self.letters = letters
    self.alive = alive
    aliveTables = .allocate(alive.map { $0.set.table })
    stateStride = UInt32(max(cellCount, 1))
    let propositions = plan.propositions
    enabledTruths = propositions.enabledTruths
    firedTruths = propositions.firedTruths
    stepPropositions = propositions.stepMask
    changes = propositions.changes
    stepTruths = StepPropositions(linked, propositions.changes, failures)
    enabledPropositions = propositions.enabledMask
    expander = StepExpander(linked, native)
    enabled = Array(repeating: 0, count: requirements.wordCount)
    indices = .allocate(repeating: -1, count: expander.batch.capacity)
    ranks = .allocate(repeating: -1, count: expander.batch.capacity)
  }

  deinit {
    indices.deallocate()
    ranks.deallocate()
    aliveTables.deallocate()
  }

  var byteCount: Int {
    expander.byteCount + stepTruths.byteCount + indices.count * 16 + edges.byteCount
  }

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

  // MARK: Requirements

  /// What the node that was expanded meets by itself, and what it wants.
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
