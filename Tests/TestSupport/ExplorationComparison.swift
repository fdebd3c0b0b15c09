package import Engine

/// What comparisons of two searches of one spec look at.
extension Exploration {
  /// What was found, and after how many states, whatever the states are packed by.
  package var findingSummaries: [String] {
    findings.map { finding in
      let kind =
        switch finding.kind {
        case .actionFailed(let site, _, _): "failure at \(site)"
        default: "\(finding.kind)"
        }
      return "\(kind) after \(finding.path.count)"
    }
  }

  /// Of each measure its extremes, and the lengths of the paths to them.
  package var measureSummaries: [[Int]?] {
    measures.map { measure in
      measure.map {
        [Int($0.least), Int($0.greatest), $0.leastPath.count, $0.greatestPath.count]
      }
    }
  }

  /// What is wrong with the paths when they are taken step by step on a program.
  ///
  /// - Parameter packed: a state of a path as the program packs it.
  package func strayPaths(
    on program: Program, packed: ([UInt64]) -> [UInt64] = { $0 }
  ) -> [String] {
    let runner = ProgramRunner(program)
    let initial = Set(runner.initialStates().compactMap(\.target))
    let paths =
      findings.map(\.path)
      + measures.compactMap(\.self).flatMap { [$0.leastPath, $0.greatestPath] }
    var flaws: [String] = []
    for path in paths where !path.isEmpty {
      let states = path.map { packed($0.state) }
      if !initial.contains(states[0]) { flaws.append("a path that begins elsewhere") }
      for (index, step) in path.enumerated().dropFirst() {
        let isStep = runner.successors(of: states[index - 1]).contains {
          $0.target == states[index] && $0.action == step.action && $0.choices == step.choices
        }
        if !isStep { flaws.append("a path with a step that there is not") }
      }
    }
    return flaws
  }
}

extension RunOutcome {
  /// The state that the run leads to.
  fileprivate var target: [UInt64]? {
    if case .state(let words, _) = result { words } else { nil }
  }
}
