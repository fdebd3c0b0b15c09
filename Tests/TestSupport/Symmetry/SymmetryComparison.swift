package import Engine
package import SpecCompiler
import SpecLanguage

/// Searches a program twice, by symmetry and state by state, and says where the two do not agree.
package struct SymmetryComparison {
  private let compiled: CompiledSpec
  package let plain: Exploration
  package let reduced: Exploration
  package private(set) var differences: [String] = []

  /// Nil when the spec has no symmetry, or more states than `statesMax`.
  package init?(_ compiled: CompiledSpec, statesMax: Int, depthMax: Int? = nil) {
    guard let plan = compiled.symmetry.plan else { return nil }
    self.compiled = compiled
    let limits = ExplorationLimits(
      statesMax: statesMax, depthMax: depthMax, memoryBytesMax: 256 << 20)
    plain = Explorer(program: compiled.program, limits: limits).explore()
    if case .states = plain.stop { return nil }
    reduced = Explorer(program: compiled.program, limits: limits, symmetry: plan).explore()
    compare()
  }

  /// What was found may hide something, so that `verify` would look at every state.
  package var isRepeated: Bool { compiled.callsForEveryState(reduced) }

  private mutating func expect<Item: Equatable>(_ what: String, _ reduced: Item, _ plain: Item) {
    if reduced != plain { differences.append("\(what): reduced \(reduced), plain \(plain)") }
  }

  private mutating func compare() {
    guard let represented = reduced.represented else {
      differences.append("the reduced search says nothing of what its states stand for")
      return
    }
    expect("confirmed", represented.isConfirmed, true)
    expect("stop", reduced.stop, plain.stop)
    expect("depth", reduced.depth, plain.depth)
    if represented.isExact { expect("states", represented.states, plain.states) }
    if represented.states ?? 0 > reduced.states {
      expect("fewer states", reduced.states < plain.states, true)
    }
    expect("any constrained", reduced.constrained > 0, plain.constrained > 0)
    expect("cases", reduced.casesSeen, plain.casesSeen)
    compareActions()
    compareMeasures()
    if isRepeated {
      let missing = lengths(reduced).filter { lengths(plain)[$0.key] == nil }
      expect("invented findings", missing.keys.sorted(), [])
    } else {
      expect(
        "findings", lengths(reduced).sorted(by: <).map(\.0), lengths(plain).sorted(by: <).map(\.0))
      expect(
        "lengths", lengths(reduced).sorted(by: <).map(\.1), lengths(plain).sorted(by: <).map(\.1))
      compareBranches()
    }
    comparePaths()
  }

  private mutating func compareActions() {
    func taken(_ exploration: Exploration) -> Set<Int> {
      var taken: Set<Int> = []
      for (index, count) in exploration.fired.enumerated() where count > 0 {
        if case .action(let id) = compiled.actions[index].origin { taken.insert(id.index) }
      }
      return taken
    }
    expect("actions taken", taken(reduced), taken(plain))
  }

  private mutating func compareMeasures() {
    func values(_ exploration: Exploration) -> [[Int64]?] {
      exploration.measures.map { measure in measure.map { [$0.least, $0.greatest] } }
    }
    func lengths(_ exploration: Exploration) -> [[Int]?] {
      exploration.measures.map { measure in
        measure.map { [$0.leastPath.count, $0.greatestPath.count] }
      }
    }
    expect("measures", values(reduced), values(plain))
    expect("witnesses", lengths(reduced), lengths(plain))
  }

  private mutating func compareBranches() {
    for (index, isTaken) in plain.branchesTaken.enumerated()
    where reduced.branchesTaken[index] != isTaken {
      if isTaken && compiled.symmetry.uncertainBranches.contains(index) { continue }
      differences.append("branch \(index): plain \(isTaken)")
    }
  }

  /// By name of what is found: the number of steps.
  private func lengths(_ exploration: Exploration) -> [String: Int] {
    var lengths: [String: Int] = [:]
    for finding in exploration.findings {
      let name =
        switch finding.kind {
        case .check(let check): "check \(check)"
        case .checkFailed(let check, let site): "check \(check) fails at \(site)"
        case .actionFailed(let site, _, _): "failure at \(site)"
        case .step(let site): "step \(site)"
        case .deadlock: "deadlock"
        }
      lengths[name] = finding.path.count
    }
    return lengths
  }

  /// Every path begins in an initial state and is one of steps.
  private mutating func comparePaths() {
    let runner = ProgramRunner(compiled.program)
    let initial = Set(
      runner.initialStates().compactMap { outcome -> [UInt64]? in
        if case .state(let words, _) = outcome.result { words } else { nil }
      })
    let paths =
      reduced.findings.map(\.path)
      + reduced.measures.compactMap(\.self).flatMap { [$0.leastPath, $0.greatestPath] }
    for path in paths where !path.isEmpty {
      if !initial.contains(path[0].state) { differences.append("a path that begins elsewhere") }
      for (before, after) in zip(path, path.dropFirst()) {
        let isStep = runner.successors(of: before.state).contains { outcome in
          guard case .state(after.state, _) = outcome.result else { return false }
          return outcome.action == after.action && outcome.choices == after.choices
        }
        if !isStep { differences.append("a path with a step that there is not") }
      }
    }
  }
}
