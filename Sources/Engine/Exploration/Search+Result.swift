extension Search {
  /// What was found, with paths.
  consuming func exploration(countsTransitions: Bool) -> Exploration {
    let places = worker.findings.found
    let measures = worker.measures
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
    count(in: &result)
    if countsTransitions { result.represented?.transitions = representedTransitions() }
    if let symmetry { RealRuns(linked, symmetry).rename(&result) }
    return result
  }

  /// The steps of all states that the expanded ones stand for; nil when that is not known.
  private func representedTransitions() -> Int? {
    guard let symmetry, stop == nil, worker.represented?.isExact == true else { return nil }
    var counter = StepCounter(linked, symmetry)
    for range in levels.joined() { counter.count(store.run(range)) }
    return counter.total
  }

  private func count(in result: inout Exploration) {
    result.states = store.count
    result.transitions = worker.transitions
    result.depth = depth
    result.constrained = worker.constrained
    result.fired = worker.fired
    result.branchesTaken = initialBranches
    worker.addBranches(to: &result.branchesTaken)
    result.casesSeen = worker.casesSeen
    result.peakBytes = store.peakBytes
    result.elapsed = watch.elapsed
    result.represented = worker.represented
  }

  /// The path to where something was found, with the step that was taken there.
  private static func path(_ path: [EngineStep], to place: FindingPlace?) -> [EngineStep] {
    guard let place, !place.target.isEmpty else { return path }
    return path + [EngineStep(action: place.action, choices: place.choices, state: place.target)]
  }
}
