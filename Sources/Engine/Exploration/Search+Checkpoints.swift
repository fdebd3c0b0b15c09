extension Search {
  /// The first level that is to be expanded: that of the initial states, or of a checkpoint.
  mutating func begin() -> StateRanges {
    guard let checkpointer, let saved = checkpointer.saved else {
      enterInitialStates()
      return endLevel()
    }
    do throws(CheckpointError) {
      guard let levels = try checkpointer.restore(into: store) else {
        stop = .memory(bytes: limits.memoryBytesMax)
        return StateRanges()
      }
      self.levels = levels
    } catch {
      stop = .checkpoint(error)
      return StateRanges()
    }
    for level in levels { noteBytes(ofLevel: level.count * MemoryLayout<Range<Int>>.stride) }
    carried = saved.tally
    findings = saved.findings
    findings.renew()
    depth = saved.depth
    statesBefore = store.count
    watch.add(.seconds(saved.elapsedSeconds))
    countMemory()
    if let statesMax = limits.statesMax, store.count > statesMax { stop = .states(statesMax) }
    var frontier = StateRanges()
    for range in levels.last ?? [] { frontier.append(range) }
    return frontier
  }

  /// Saves what there is at the end of a level; a search that cannot be saved goes on all the same.
  mutating func save(ifDue isPatient: Bool) {
    guard let checkpointer, !isPatient || checkpointer.isDue else { return }
    do throws(CheckpointError) {
      try checkpointer.save(
        levels, of: store, depth: depth, elapsed: watch.elapsed, tally: tally, findings: findings)
    } catch {
      savingFailure = error
      self.checkpointer = nil
    }
  }
}
