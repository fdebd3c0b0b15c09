extension Search {
  /// What was found, with paths.
  consuming func exploration(countsTransitions: Bool) -> Exploration {
    let places = findings.found
    let measures = mergedMeasures()
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
    guard let symmetry, stop == nil, represented?.isExact == true else { return nil }
    var counter = StepCounter(linked, symmetry)
    for range in levels.joined() { counter.count(store.run(range)) }
    return counter.total
  }

  private func count(in result: inout Exploration) {
    result.states = store.count
    result.transitions = workers.reduce(0) { $0 + $1.transitions }
    result.depth = depth
    result.constrained = workers.reduce(0) { $0 + $1.constrained }
    result.branchesTaken = initialBranches
    for worker in workers {
      result.fired = zip(result.fired, worker.fired).map { $0 + $1 }
      worker.addBranches(to: &result.branchesTaken)
      result.casesSeen = zip(result.casesSeen, worker.casesSeen).map { $0.union($1) }
    }
    store.notePeak()
    result.peakBytes = store.peakBytes
    result.elapsed = watch.elapsed
    result.represented = represented
  }

  /// What the states of all workers stand for.
  private var represented: RepresentedStates? {
    workers.dropFirst().reduce(workers[0].represented) { sum, worker in
      worker.represented.map { sum?.joined(with: $0) ?? $0 }
    }
  }

  private func mergedMeasures() -> [MeasureTracker?] {
    var merged = workers[0].measures
    for worker in workers.dropFirst() {
      for (check, measure) in worker.measures.enumerated() {
        guard let measure else { continue }
        if merged[check] == nil { merged[check] = measure } else { merged[check]?.merge(measure) }
      }
    }
    return merged
  }

  /// The path to where something was found, with the step that was taken there.
  private static func path(_ path: [EngineStep], to place: FindingPlace?) -> [EngineStep] {
    guard let place, !place.target.isEmpty else { return path }
    return path + [EngineStep(action: place.action, choices: place.choices, state: place.target)]
  }
}
