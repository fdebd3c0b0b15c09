extension Search {
  /// What was found, with paths.
  consuming func exploration(countsTransitions: Bool) -> Exploration {
    let places = findings.found
    let tally = self.tally
    let measures = tally.measures
    var builder = PathBuilder(linked, symmetry, levels: levels)
    let findingPaths = places.map { _, place in
      place.map { builder.add($0.state, level: $0.level) }
    }
    let measurePaths = measures.map { measure in
      measure.map {
        (
          least: builder.add($0.least.state, level: $0.least.level),
          greatest: builder.add($0.greatest.state, level: $0.greatest.level)
        )
      }
    }
    let paths = builder.build(from: store)

    var result = Exploration.empty(linked.program, stop: stop)
    result.findings = zip(places, findingPaths).map { found, path in
      Finding(kind: found.kind, path: Self.path(path.map { paths[$0] } ?? [], to: found.place))
    }
    result.measures = zip(measures, measurePaths).map { measure, numbers in
      guard let measure, let numbers else { return nil }
      return MeasuredExtremes(
        least: measure.least.value, greatest: measure.greatest.value,
        leastPath: paths[numbers.least], greatestPath: paths[numbers.greatest])
    }
    count(tally, in: &result)
    if countsTransitions, tally.represented?.isExact == true {
      result.represented?.transitions = representedTransitions()
    }
    if let symmetry { RealRuns(linked, symmetry).rename(&result) }
    return result
  }

  /// The steps of all states that the expanded ones stand for; nil when that is not known.
  private func representedTransitions() -> Int? {
    guard let symmetry, stop == nil else { return nil }
    var counter = StepCounter(linked, symmetry)
    for range in levels.joined() { store.forEachRun(of: range) { counter.count($0) } }
    return counter.total
  }

  /// Of all workers, and of the search that this one went on with.
  var tally: SearchTally {
    var tally = carried
    for worker in workers { tally.add(worker) }
    return tally
  }

  private func count(_ tally: SearchTally, in result: inout Exploration) {
    result.states = store.count
    result.transitions = tally.transitions
    result.depth = depth
    result.constrained = tally.constrained
    result.branchesTaken = tally.branchesTaken
    result.fired = tally.fired
    result.casesSeen = tally.casesSeen
    result.represented = tally.represented
    store.notePeak()
    result.isFolded = store.isFolded
    result.spilledBytes = store.spilledBytes
    result.spillFailure = spillFailure
    result.peakBytes = max(store.peakBytes, livenessPeakBytes)
    result.elapsed = watch.elapsed
    result.savingFailure = savingFailure
    result.tier = tiers.native == nil ? .bytecode : .native
    result.compilation = tiers.compilation
    result.nativeFailure = tiers.failure
  }

  /// The path to where something was found, with the step that was taken there.
  private static func path(_ path: [EngineStep], to place: FindingPlace?) -> [EngineStep] {
    guard let place, !place.target.isEmpty else { return path }
    return path + [EngineStep(action: place.action, choices: place.choices, state: place.target)]
  }
}
