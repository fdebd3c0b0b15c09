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

  func answer(_ question: LivenessQuestion, _ fairness: [FairnessConstraint]) -> LivenessAnswer {
    guard let plan = QuestionPlan(question, linked, fairness, cellCount: store.cellCount) else {
      return .tooLarge
    }
    // Nothing breaks the claim, whatever the program.
    if plan.automaton.transitions[plan.automaton.initialState].isEmpty { return .holds }
    guard var nodes = nodes(of: plan) else { return stopped(.memory(bytes: memoryBytesMax)) }
    pulse.nodeBytes = nodes.byteCount
    let gone = trim(nodes, plan)
    if let stop = pulse.stop { return stopped(stop) }
    nodes.rank(without: gone)
    return nodes.searchedCount == 0 ? .holds : answer(plan, nodes)
  }

  /// The answer where nodes are left that may be on cycles.
  private func answer(_ plan: QuestionPlan, _ nodes: LivenessNodes) -> LivenessAnswer {
    guard index(nodes.searched, stateCount: nodes.searchedStateCount) else {
      return stopped(.memory(bytes: memoryBytesMax))
    }
    let failures = EvaluationFailures()
    var graph = ProductGraph(
      linked, native, store, plan, letters: nodes.letters, alive: nodes.alive,
      cellCount: store.cellCount, failures: failures)
    guard
      var components = FairComponents(
        nodeCount: nodes.searchedCount, plan.requirements, waitingMin: settings.waitingEdgesMin),
      store.bytes + nodes.byteCount + components.byteCount + graph.byteCount <= memoryBytesMax
    else { return stopped(.memory(bytes: memoryBytesMax)) }
    let isDone = search(&components, in: &graph, plan) && searchAgain(&components, in: &graph)
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

  func stopped(_ reason: ExplorationStop) -> LivenessAnswer {
    pulse.end(reason)
    return .stopped(reason)
  }

  // MARK: Preparation

  private func nodes(of plan: QuestionPlan) -> LivenessNodes? {
    let propositions = plan.propositions
    let sets = plan.automaton.transitions.count * RankedSet.byteCount(cellCount: store.cellCount)
    let letters = PropositionLetters.byteCount(
      cellCount: store.cellCount, propositionCount: propositions.count)
    guard store.bytes + sets + letters <= memoryBytesMax else { return nil }
    let (linked, native, store) = (self.linked, self.native, self.store)
    // Each thread would need scratch space of its own for folded states.
    let sharing = store.isFolded ? WorkShare.alone : self.sharing
    return LivenessNodes(
      plan, cells: levels.flatMap(\.self), cellCount: store.cellCount, sharing: sharing
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
  private func trim(_ nodes: LivenessNodes, _ plan: QuestionPlan) -> MarkedSet.Shared? {
    // Whoever looks back must see each step: it may be one where that cannot be evaluated.
    guard plan.propositions.changes.isEmpty else { return nil }
    let trim = LevelTrim(
      linked: linked, native: native, store: store, levels: levels, nodes: nodes, plan: plan,
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
}
