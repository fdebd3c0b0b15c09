extension ProductGraph {
  /// Works out the edges from a node, and what is enabled there.
  mutating func expand(_ node: UInt32) {
    if self.node == node { return }
    forget()
    let cell = cell(of: node)
    let words = store.run(cell..<cell + 1)[0]
    expander.take(words, slots: store.isFolded ? .none : store.slotPlaces)
    lookUp()
    if !changes.isEmpty { evaluateChanges(words) }
    addEdges(from: node)
    self.node = node
  }

  /// Loads something for each rank that edges lead to, so that the cache misses overlap.
  @inline(__always)
  func touchRanks(_ load: (Int) -> UInt32) {
    var sink: UInt32 = 0
    for index in 0..<edges.count { sink |= load(Int(edges[index].rank)) }
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
    for word in 0..<requirements.wordCount { enabled[word] = 0 }
    for step in 0..<count { noteEnabled(expander.label(of: step)) }
    for position in expander.loops { noteEnabled(position) }
    for position in expander.stepless { noteEnabled(position) }
  }

  /// Works out which of the propositions that look back are true of each step.
  private mutating func evaluateChanges(_ source: StateWords) {
    changeTruths = Array(repeating: 0, count: expander.batch.count)
    for step in changeTruths.indices where indices[step] >= 0 {
      changeTruths[step] = stepTruths.truths(from: source, to: expander.batch.run[step])
    }
  }

  /// The same where a run stays in a state.
  private func changeTruth(ofStayingIn cell: Int) -> UInt64 {
    let letter = letters.letters[cell]
    return changes.reduce(0) { letter & $1.still != 0 ? $0 | $1.step : $0 }
  }

  @inline(__always)
  private mutating func noteEnabled(_ position: Int32) {
    let requirement = Int(requirements.ofPosition[Int(position)])
    if requirement >= 0 {
      enabled[requirement / 64] |= 1 << UInt64(requirement % 64)
    }
  }

  private mutating func addEdges(from node: UInt32) {
    let cell = cell(of: node)
    let truths = letters.letters[cell] | enabledTruth
    let known = ~stepPropositions
    for transition in automaton.transitions[self.state(of: node)] {
      guard transition.required & known & ~truths == 0, transition.forbidden & truths == 0 else {
        continue
      }
      addEdges(by: transition, from: cell)
    }
  }

  private var enabledTruth: UInt64 {
    if enabledPropositions == 0 { return 0 }
    var truth: UInt64 = 0
    for step in 0..<expander.batch.count {
      truth |= enabledTruths[Int(expander.label(of: step))]
    }
    for position in expander.loops { truth |= enabledTruths[Int(position)] }
    for position in expander.stepless { truth |= enabledTruths[Int(position)] }
    return truth
  }

  @inline(__always)
  private mutating func addEdges(
    by transition: BuchiAutomaton.Transition, from cell: Int
  ) {
    let target = transition.target
    let (required, forbidden) = (
      transition.required & stepPropositions, transition.forbidden & stepPropositions
    )
    let acceptance = UInt16(truncatingIfNeeded: transition.acceptance)
    if expander.isEnd {
      // A run that has come to its end takes no step, for ever.
      let rank = rank(cell, target)
      let truths = changeTruth(ofStayingIn: cell)
      if required & ~truths == 0 && forbidden & truths == 0 && rank >= 0 {
        edges.append(
          EdgeList.Edge(
            target: node(cell, target), rank: UInt32(truncatingIfNeeded: rank), step: -1,
            label: -1, requirement: FairComponents.noRequirement, acceptance: acceptance))
      }
      return
    }
    if !expander.loops.isEmpty { addLoops(by: transition, from: cell) }
    let steps = 0..<expander.batch.count
    let table = aliveTables[target]
    for step in steps {
      let next = indices[step]
      let rank = RankedSet.rank(of: max(next, 0), in: table)
      ranks[step] = next < 0 ? -1 : rank
    }
    for step in steps {
      let rank = ranks[step]
      if rank < 0 { continue }
      let next = indices[step]
      let label = expander.label(of: step)
      if required | forbidden != 0 {
        var truths = firedTruths[Int(label)]
        if !changes.isEmpty { truths |= changeTruths[step] }
        guard required & ~truths == 0, forbidden & truths == 0 else { continue }
      }
      let requirement = requirements.ofPosition[Int(label)]
      edges.append(
        EdgeList.Edge(
          target: node(next, target), rank: UInt32(truncatingIfNeeded: rank),
          step: Int32(truncatingIfNeeded: step), label: label,
          requirement: requirement < 0
            ? FairComponents.noRequirement : UInt16(truncatingIfNeeded: requirement),
          acceptance: acceptance))
    }
  }

  /// Edges by steps that lead back to their own state.
  private mutating func addLoops(by transition: BuchiAutomaton.Transition, from cell: Int) {
    let rank = rank(cell, transition.target)
    if rank < 0 { return }
    let staying = changeTruth(ofStayingIn: cell)
    for position in expander.loops {
      let truths = firedTruths[Int(position)] | staying
      guard transition.required & stepPropositions & ~truths == 0,
        transition.forbidden & stepPropositions & truths == 0
      else { continue }
      let requirement = requirements.ofPosition[Int(position)]
      edges.append(
        EdgeList.Edge(
          target: node(cell, transition.target), rank: UInt32(truncatingIfNeeded: rank), step: -1,
          label: position,
          requirement: requirement < 0
            ? FairComponents.noRequirement : UInt16(truncatingIfNeeded: requirement),
          acceptance: UInt16(truncatingIfNeeded: transition.acceptance)))
    }
  }

  /// Has the next node's steps looked up in any case: what is known by its words has changed.
  mutating func forget() {
    edges.removeAll()
    node = nil
  }
}
