extension ProductGraph {
  /// Edges from the node that is looked at: those by steps back to its state, then the others, both
  /// in the order of actions.
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
    if !changes.isEmpty { evaluateChanges(nodes, stateOfNode) }
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

  /// Works out which of the propositions that look back are true of each step.
  private mutating func evaluateChanges(_ nodes: [UInt32], _ states: [Int]) {
    changeTruths = Array(repeating: 0, count: expander.batch.count)
    for (node, state) in zip(nodes, states) {
      let cell = cell(of: node)
      for step in expander.steps(of: state) where indices[step] >= 0 {
        changeTruths[step] = stepTruths.truths(
          from: store.run(cell..<cell + 1)[0], to: expander.batch.run[step])
      }
    }
  }

  /// The same where a run stays in a state.
  private func changeTruth(ofStayingIn cell: Int) -> UInt64 {
    let letter = letters.letters[cell]
    return changes.reduce(0) { letter & $1.still != 0 ? $0 | $1.step : $0 }
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
      let truths = changeTruth(ofStayingIn: cell)
      if required & ~truths == 0 && forbidden & truths == 0 && rank >= 0 {
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
      if rank < 0 { continue }
      let next = indices[step]
      let label = expander.label(of: step)
      if required | forbidden != 0 {
        var truths = firedTruths[Int(label)]
        if !changes.isEmpty { truths |= changeTruths[step] }
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
    let staying = changeTruth(ofStayingIn: cell)
    for position in positions {
      let truths = firedTruths[Int(position)] | staying
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

  /// Has the next node's steps looked up in any case: what is known by its words has changed.
  mutating func forget() {
    expander.removeAll()
    list.removeAll()
    expanded.removeAll(keepingCapacity: true)
    selected = 0
  }
}
