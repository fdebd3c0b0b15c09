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
