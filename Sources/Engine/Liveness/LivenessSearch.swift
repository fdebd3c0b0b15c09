/// Answers questions about runs when all states are there.
struct LivenessSearch {
  let linked: LinkedProgram
  let native: NativeProgram?
  let store: StateStore
  /// By level: the states whose steps are part of runs; those outside a constraint are left out.
  let levels: [[Range<Int>]]
  let memoryBytesMax: Int
  let settings: SearchSettings
  /// Of the table that the search had.
  let tableBytesBefore: Int
  let sharing: WorkShare
  let pulse: LivenessPulse
  /// Which question it is, of how many.
  let number: (index: Int, count: Int)

  /// An automaton of more states is given up.
  static let automatonStatesMax = 512

  func answer(_ question: LivenessQuestion, _ fairness: [FairnessConstraint]) -> LivenessAnswer {
    guard let propositions = QuestionPropositions(question, linked),
      let automaton = BuchiAutomaton(
        .not(question.formula), statesMax: Self.automatonStatesMax)?
        .lookingBack(
          propositions.changes.map { ($0.still, $0.step) }, statesMax: Self.automatonStatesMax),
      automaton.acceptanceSetCount <= FairComponents.acceptanceSetCountMax
    else { return .tooLarge }
    // Nothing breaks the claim, whatever the program.
    if automaton.transitions[automaton.initialState].isEmpty { return .holds }
    let requirements = FairnessRequirements(
      linked, acceptanceSetCount: automaton.acceptanceSetCount, fairness)
    let nodeCount = automaton.transitions.count * store.cellCount
    guard nodeCount < Int(UInt32.max) - 2,
      automaton.acceptanceSetCount + fairness.count < FairComponents.requirementCountMax
    else { return .tooLarge }
    let roles = AutomatonRoles(automaton)
    guard var nodes = nodes(of: automaton, roles, propositions) else {
      return stopped(.memory(bytes: memoryBytesMax))
    }
    pulse.nodeBytes = nodes.byteCount
    let gone = trim(nodes, automaton, propositions, requirements)
    if let stop = pulse.stop { return stopped(stop) }
    nodes.rank(without: gone)
    if nodes.searchedCount == 0 { return .holds }
    guard index(nodes.searched, stateCount: nodes.searchedStateCount) else {
      return stopped(.memory(bytes: memoryBytesMax))
    }
    let failures = EvaluationFailures()
    var graph = ProductGraph(
      linked, native, store, automaton: automaton, requirements: requirements,
      propositions: propositions, letters: nodes.letters, alive: nodes.alive,
      cellCount: store.cellCount, failures: failures)
    guard
      var components = FairComponents(
        nodeCount: nodes.searchedCount, requirements, waitingMin: settings.waitingEdgesMin),
      store.bytes + nodes.byteCount + components.byteCount + graph.byteCount <= memoryBytesMax
    else { return stopped(.memory(bytes: memoryBytesMax)) }
    let isDone =
      search(&components, in: &graph, roles, known: propositions.stateMask)
      && searchAgain(&components, in: &graph)
    if components.isFull { return stopped(.memory(bytes: memoryBytesMax)) }
    if !isDone || pulse.stop != nil { return stopped(pulse.stop ?? .cancelled) }
    if !failures.isEmpty { return .notEvaluable }
    if components.fairNodeCount == 0 { return .holds }
    // The way to what was found may lead anywhere.
    guard index(nodes.alive, stateCount: store.count) else {
      return stopped(.memory(bytes: memoryBytesMax))
    }
    graph.forget()
    return violation(&components, in: &graph)
  }

  private func stopped(_ reason: ExplorationStop) -> LivenessAnswer {
    pulse.end(reason)
    return .stopped(reason)
  }

  // MARK: Preparation

  private func nodes(
    of automaton: BuchiAutomaton, _ roles: AutomatonRoles, _ propositions: QuestionPropositions
  ) -> LivenessNodes? {
    let sets = automaton.transitions.count * RankedSet.byteCount(cellCount: store.cellCount)
    let letters = PropositionLetters.byteCount(
      cellCount: store.cellCount, propositionCount: propositions.count)
    guard store.bytes + sets + letters <= memoryBytesMax else { return nil }
    let (linked, native, store) = (self.linked, self.native, self.store)
    // Each thread would need scratch space of its own for folded states.
    let sharing = store.isFolded ? WorkShare.alone : self.sharing
    return LivenessNodes(
      automaton, roles, propositions, cells: levels.flatMap(\.self), cellCount: store.cellCount,
      sharing: sharing
    ) { part, ranges, note in
      var rows = PropositionRow(linked, native)
      for range in ranges {
        var start = range.lowerBound
        while start < range.upperBound {
          let end = min(start + PropositionRow.runMax, range.upperBound)
          rows.evaluate(store.run(start..<end)) { state, row in
            note(start + state, propositions.letter(row))
          }
          start = end
        }
      }
    }
  }

  /// Finds states that are on no way to a cycle; nil where that is not known.
  private func trim(
    _ nodes: LivenessNodes, _ automaton: BuchiAutomaton, _ propositions: QuestionPropositions,
    _ requirements: FairnessRequirements
  ) -> MarkedSet.Shared? {
    // Whoever looks back must see each step: it may be one where that cannot be evaluated.
    guard propositions.changes.isEmpty else { return nil }
    let trim = LevelTrim(
      linked: linked, native: native, store: store, levels: levels, nodes: nodes,
      requirements: requirements, propositions: propositions,
      letterRoles: LetterRoles(
        automaton, searched: nodes.searchedStates, known: propositions.stateMask),
      sharing: store.isFolded ? .alone : sharing, sampleMin: settings.trimSampleMin,
      memoryBytesMax: memoryBytesMax - store.bytes - nodes.byteCount)
    return trim.run { bytes, seen in
      pulse.look(
        bytes: store.bytes + bytes,
        LivenessProgress(
          question: number.index, questionCount: number.count, visited: seen,
          nodeCount: store.count))
    }
  }

  /// Makes the states of some nodes known by their words.
  private func index(_ sets: [RankedSet.Shared], stateCount: Int) -> Bool {
    // Faster look-ups may cost so much for each state.
    let bytesMax = tableBytesBefore + 7 * store.count
    return store.index(
      levels.flatMap(\.self), stateCount: stateCount, bytesMax: bytesMax, sharing: sharing
    ) { cell in
      sets.contains { $0.set.contains(cell) }
    }
  }

  // MARK: Searching

  private func beat(_ components: borrowing FairComponents) -> Bool {
    pulse.beat(
      bytes: store.bytes + components.byteCount,
      LivenessProgress(
        question: number.index, questionCount: number.count, visited: components.visited,
        nodeCount: components.nodeCount))
  }

  /// Searches from all nodes where a run can begin to be on a cycle that is accepted.
  private func search(
    _ components: inout FairComponents, in graph: inout ProductGraph, _ roles: AutomatonRoles,
    known: UInt64
  ) -> Bool {
    let initial = graph.automaton.initialState
    // Made once: for each root it would take longer than most of them.
    let pulse: (borrowing FairComponents) -> Bool = beat
    guard let free = roles.free else {
      for cell in (levels.first ?? []).joined() where graph.isNode(cell, initial) {
        let root = graph.node(cell, initial)
        guard components.search(from: root, in: &graph, pulse: pulse) else { return false }
      }
      return true
    }
    let leaving = graph.automaton.transitions[free].filter { $0.target != free }
    let standIn = roles.standIn(for: free, in: graph.automaton, known: known)
    for cell in levels.joined().joined() {
      let letter = graph.letters.letters[cell]
      guard leaving.contains(where: { $0.fits(letter, known: known) }) else { continue }
      if let standIn, graph.isNode(cell, standIn) {
        let root = graph.node(cell, standIn)
        guard components.search(from: root, in: &graph, pulse: pulse) else { return false }
        continue
      }
      for root in roots(at: cell, in: &graph) {
        guard components.search(from: root, in: &graph, pulse: pulse) else { return false }
      }
    }
    return true
  }

  /// The nodes that the automaton can come to from a state where it has stayed free.
  private func roots(
    at cell: Int, in graph: inout ProductGraph
  ) -> [UInt32] {
    let initial = graph.automaton.initialState
    graph.expand(graph.node(cell, initial))
    return (0..<graph.edges.count).map { graph.edges[$0].target }
      .filter { graph.state(of: $0) != initial }
  }

  /// Searches components again without the nodes that want what is not met there: runs that are
  /// strongly fair may stay in what is left.
  private func searchAgain(
    _ components: inout FairComponents, in graph: inout ProductGraph
  ) -> Bool {
    while let members = components.takeRest(graph) {
      for node in members {
        guard components.search(from: node, in: &graph, pulse: beat) else { return false }
      }
    }
    return true
  }

  // MARK: Violations

  private func violation(
    _ components: inout FairComponents, in graph: inout ProductGraph
  ) -> LivenessAnswer {
    let nodeCountMax = graph.automaton.transitions.count * store.cellCount
    guard var builder = LassoBuilder(nodeCountMax: nodeCountMax) else {
      return stopped(.memory(bytes: memoryBytesMax))
    }
    let roots = (levels.first ?? []).joined()
      .map { (words: store.words(at: $0), cell: $0) }
      .sorted { $0.words.lexicographicallyPrecedes($1.words) }
      .map(\.cell)
    let (index, count) = number
    let known = store.bytes + components.byteCount
    do throws(LassoBuilder.Failure) {
      let lasso = try builder.lasso(in: &graph, &components, roots: roots) { bytes in
        pulse.look(
          bytes: known + bytes,
          LivenessProgress(
            question: index, questionCount: count, visited: nodeCountMax,
            nodeCount: nodeCountMax))
      }
      return .violated(lasso)
    } catch {
      switch error {
      case .unreachable: preconditionFailure("a component that was found cannot be reached")
      case .memory: return stopped(.memory(bytes: memoryBytesMax))
      case .interrupted: return stopped(pulse.stop ?? .cancelled)
      }
    }
  }
}

extension Search {
  /// Answers questions about runs; the search has ended, and its table is gone after that.
  mutating func answer(_ task: LivenessTask) -> [LivenessAnswer] {
    precondition(symmetry == nil, "names matter along a run")
    switch stop {
    // What was explored is whole: runs within it are runs, though there may be others.
    case nil, .states, .depth: break
    case .some(let stop): return task.questions.map { _ in .stopped(stop) }
    }
    let template = ExplorationProgress(
      states: store.count, transitions: workers.reduce(0) { $0 + $1.transitions },
      level: levels.count, frontier: 0, bytes: store.bytes, elapsed: watch.elapsed)
    let pulse = LivenessPulse(watch, memoryBytesMax: limits.memoryBytesMax, template: template)
    let sharing = self.sharing
    let tableBytesBefore = store.tableBytes
    let answers = task.questions.enumerated().map { index, question -> LivenessAnswer in
      if let stop = pulse.stop { return .stopped(stop) }
      let search = LivenessSearch(
        linked: linked, native: tiers.native, store: store, levels: levels,
        memoryBytesMax: limits.memoryBytesMax, settings: settings,
        tableBytesBefore: tableBytesBefore, sharing: sharing, pulse: pulse,
        number: (index, task.questions.count))
      let answer = search.answer(question, task.fairness)
      if answer == .holds, let stop { return .stopped(stop) }
      return answer
    }
    livenessPeakBytes = pulse.peakBytes
    return answers
  }
}
