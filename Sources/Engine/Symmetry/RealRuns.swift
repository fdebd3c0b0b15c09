/// Makes real runs, in which every element keeps its name, of paths through canonical states.
///
/// A path of the search goes from one canonical state to the next; between two of them lie a step
/// and a renaming. Undoing all renamings up to each state gives states that follow one another: the
/// first is canonical, and initial because initial states stay initial when renamed. The steps
/// between them are then looked for among those that the program has there, so a plan that does
/// not fit the program shows.
struct RealRuns {
  private let runner: ProgramRunner
  private let canonicalizer: Canonicalizer
  private var orbits: SymmetryOrbits { canonicalizer.tables.orbits }
  private var plan: SymmetryPlan { canonicalizer.tables.plan }

  init(_ linked: LinkedProgram, _ tables: SymmetryTables) {
    runner = ProgramRunner(linked)
    canonicalizer = Canonicalizer(tables)
  }

  /// Replaces what was found in canonical states by what that means with real names, for all that
  /// is found along with it. What no run shows is left out and noted.
  func rename(_ result: inout Exploration) {
    var findings: [Finding] = []
    var isConfirmed = true
    for finding in bestOfOrbits(result.findings) {
      guard let renamed = renamed(finding) else {
        isConfirmed = false
        continue
      }
      findings += renamed
    }
    result.findings = findings.sorted { $0.kind.precedes($1.kind) }
    if !renameMeasures(&result) { isConfirmed = false }
    result.represented?.isConfirmed = isConfirmed
  }

  // MARK: Findings

  /// Of findings that come along with one another, the one with the shortest path.
  private func bestOfOrbits(_ findings: [Finding]) -> [Finding] {
    var places: [Finding.Kind: Int] = [:]
    var best: [Finding] = []
    for finding in findings {
      let first = orbits.kinds(like: finding.kind)[0]
      if let place = places[first] {
        if Self.isBetter(finding.path, than: best[place].path) { best[place] = finding }
      } else {
        places[first] = best.count
        best.append(finding)
      }
    }
    return best
  }

  private static func isBetter(_ path: [EngineStep], than other: [EngineStep]) -> Bool {
    if path.count != other.count { return path.count < other.count }
    guard let state = path.last?.state, let known = other.last?.state else { return false }
    return state.lexicographicallyPrecedes(known)
  }

  private func renamed(_ finding: Finding) -> [Finding]? {
    if finding.path.isEmpty { return [finding] }
    var path = finding.path
    var target: EngineStep?
    if case .step = finding.kind { target = path.popLast() }
    guard let run = run(through: path) else { return nil }
    var found: [Finding] = []
    for kind in orbits.kinds(like: finding.kind) {
      let renaming = orbits.renaming(
        from: instance(finding.kind), run.names, to: instance(kind))
      let states = run.states.map { canonicalizer.permuted($0, by: renaming) }
      let end = target.map { canonicalizer.permuted($0.state, by: renaming.after(run.names)) }
      guard let path = steps(through: states), let one = confirmed(kind, path, end) else {
        return nil
      }
      found.append(one)
    }
    return found
  }

  private func instance(_ kind: Finding.Kind) -> SymmetryPlan.Instance? {
    switch kind {
    case .check(let check), .checkFailed(let check, _): plan.checks[check]
    case .step(let site): plan.sites[site]
    case .actionFailed, .deadlock: nil
    }
  }

  /// The finding at the end of a real path, nil when it is not there.
  private func confirmed(
    _ kind: Finding.Kind, _ path: [EngineStep], _ target: [UInt64]?
  ) -> Finding? {
    guard let last = path.last?.state else { return nil }
    switch kind {
    case .check(let check):
      let isReachable = runner.program.checks[check].role == .reachable
      guard case .value(let value) = runner.evaluate(check: check, in: last),
        isReachable == (value != 0)
      else { return nil }
      return Finding(kind: kind, path: path)
    case .checkFailed(let check, let site):
      guard runner.evaluate(check: check, in: last) == .failure(site: site) else { return nil }
      return Finding(kind: kind, path: path)
    case .deadlock:
      return runner.successors(of: last).isEmpty ? Finding(kind: kind, path: path) : nil
    case .actionFailed(let site, _, _):
      let failing = runner.successors(of: last).first { $0.result == .failure(site: site) }
      return failing.map { outcome in
        let kind = Finding.Kind.actionFailed(
          site: site, action: outcome.action, choices: outcome.choices)
        return Finding(kind: kind, path: path)
      }
    case .step(let site):
      guard let target else { return nil }
      let step = runner.successors(of: last).first { outcome in
        guard case .state(target, let violated) = outcome.result else { return false }
        return violated.contains(site)
      }
      return step.map { outcome in
        let end = EngineStep(action: outcome.action, choices: outcome.choices, state: target)
        return Finding(kind: kind, path: path + [end])
      }
    }
  }

  // MARK: Measures

  private func renameMeasures(_ result: inout Exploration) -> Bool {
    var isConfirmed = true
    for first in result.measures.indices {
      let alike = orbits.checks(like: first)
      guard alike.first == first else { continue }
      let known = alike.compactMap { check in result.measures[check].map { (check, $0) } }
      guard var (least, extremes) = known.first else { continue }
      var greatest = least
      for (check, other) in known.dropFirst() {
        if other.least < extremes.least
          || other.least == extremes.least
            && Self.isBetter(other.leastPath, than: extremes.leastPath)
        {
          (least, extremes.least, extremes.leastPath) = (check, other.least, other.leastPath)
        }
        if other.greatest > extremes.greatest
          || other.greatest == extremes.greatest
            && Self.isBetter(other.greatestPath, than: extremes.greatestPath)
        {
          (greatest, extremes.greatest) = (check, other.greatest)
          extremes.greatestPath = other.greatestPath
        }
      }
      guard
        let leastPaths = paths(like: extremes.leastPath, of: least, for: alike),
        let greatestPaths = paths(like: extremes.greatestPath, of: greatest, for: alike)
      else {
        isConfirmed = false
        continue
      }
      for (index, check) in alike.enumerated() {
        result.measures[check] = MeasuredExtremes(
          least: extremes.least, greatest: extremes.greatest, leastPath: leastPaths[index],
          greatestPath: greatestPaths[index])
      }
    }
    return isConfirmed
  }

  /// The path to what a check has at its end, for each check of the orbit.
  private func paths(
    like path: [EngineStep], of check: Int, for alike: [Int]
  ) -> [[EngineStep]]? {
    guard let run = run(through: path) else { return nil }
    var paths: [[EngineStep]] = []
    for other in alike {
      let renaming = orbits.renaming(
        from: plan.checks[check], run.names, to: plan.checks[other])
      let states = run.states.map { canonicalizer.permuted($0, by: renaming) }
      guard let path = steps(through: states) else { return nil }
      paths.append(path)
    }
    return paths
  }

  // MARK: Runs

  /// States that follow one another, and what the elements of the last canonical state are called
  /// in the last of them.
  private func run(
    through path: [EngineStep]
  ) -> (states: [[UInt64]], names: ElementPermutation)? {
    var names = ElementPermutation.identity(plan.sizes)
    var states = [path[0].state]
    for (before, step) in zip(path, path.dropFirst()) {
      guard let action = step.action else { return nil }
      let outcome = runner.run(action: action, from: before.state).first {
        $0.choices == step.choices
      }
      guard case .state(let target, _)? = outcome?.result else { return nil }
      let (form, renaming) = canonicalizer.canonicalForm(of: target)
      if form != step.state { return nil }
      states.append(canonicalizer.permuted(target, by: names))
      names = names.after(renaming.inverse)
    }
    return (states, names)
  }

  /// The first step that leads from each state to the next.
  private func steps(through states: [[UInt64]]) -> [EngineStep]? {
    var path = [EngineStep(action: nil, choices: [], state: states[0])]
    for (before, after) in zip(states, states.dropFirst()) {
      let step = runner.successors(of: before).first { outcome in
        if case .state(after, _) = outcome.result { true } else { false }
      }
      guard let step else { return nil }
      path.append(EngineStep(action: step.action, choices: step.choices, state: after))
    }
    return path
  }
}

extension Finding.Kind {
  /// The order in which an exploration lists what it found.
  fileprivate func precedes(_ other: Finding.Kind) -> Bool { place < other.place }

  private var place: (Int, Int, Int) {
    switch self {
    case .check(let check): (0, check, 0)
    case .checkFailed(let check, let site): (1, check, site)
    case .actionFailed(let site, _, _): (2, site, 0)
    case .step(let site): (3, site, 0)
    case .deadlock: (4, 0, 0)
    }
  }
}
