import Engine
package import SpecCompiler

/// Searches a program with all bits of its states and without those of constants, and says where
/// the two do not agree.
package struct LayoutComparison {
  private let complete: CompiledSpec
  private let narrow: CompiledSpec
  private let usesSymmetry: Bool
  package let isSmaller: Bool
  package private(set) var differences: [String] = []

  /// Nil when there are more states than `statesMax`.
  package init?(_ compiled: CompiledSpec, bySymmetry usesSymmetry: Bool, statesMax: Int) {
    complete = compiled
    narrow = compiled.withoutConstants()
    self.usesSymmetry = usesSymmetry
    isSmaller = narrow.program.layout.bitCount < complete.program.layout.bitCount
    let first = Self.explored(complete, usesSymmetry, statesMax)
    let second = Self.explored(narrow, usesSymmetry, statesMax)
    if first.stop != nil || second.stop != nil { return nil }
    compare(first, second)
  }

  private static func explored(
    _ compiled: CompiledSpec, _ usesSymmetry: Bool, _ statesMax: Int
  ) -> Exploration {
    let limits = ExplorationLimits(statesMax: statesMax, memoryBytesMax: 256 << 20)
    let plan = usesSymmetry ? compiled.symmetry.plan : nil
    return Explorer(program: compiled.program, limits: limits, symmetry: plan).explore()
  }

  private mutating func expect<Item: Equatable>(_ what: String, _ narrow: Item, _ complete: Item) {
    if narrow != complete { differences.append("\(what): narrow \(narrow), complete \(complete)") }
  }

  private mutating func compare(_ complete: Exploration, _ narrow: Exploration) {
    expect("states", narrow.states, complete.states)
    expect("depth", narrow.depth, complete.depth)
    expect("constrained", narrow.constrained, complete.constrained)
    expect("cases", narrow.casesSeen, complete.casesSeen)
    expect("branches", narrow.branchesTaken, complete.branchesTaken)
    expect("findings", kinds(narrow), kinds(complete))
    expect("measures", measures(narrow), measures(complete))
    expect("represented", narrow.represented?.states, complete.represented?.states)
    expect("exact", narrow.represented?.isExact, complete.represented?.isExact)
    expect("confirmed", narrow.represented?.isConfirmed, complete.represented?.isConfirmed)
    if !usesSymmetry {
      // Of the states of an orbit another one may be looked at, with another number of steps.
      expect("transitions", narrow.transitions, complete.transitions)
      expect("fired", narrow.fired, complete.fired)
    }
    follow(narrow)
  }

  private func kinds(_ exploration: Exploration) -> [String] {
    exploration.findings.map { finding in
      let kind =
        switch finding.kind {
        case .actionFailed(let site, _, _): "failure at \(site)"
        default: "\(finding.kind)"
        }
      return "\(kind) after \(finding.path.count)"
    }
  }

  private func measures(_ exploration: Exploration) -> [[Int]?] {
    exploration.measures.map { measure in
      measure.map {
        [Int($0.least), Int($0.greatest), $0.leastPath.count, $0.greatestPath.count]
      }
    }
  }

  /// Each path of the narrow search is one of the complete program.
  private mutating func follow(_ exploration: Exploration) {
    let runner = ProgramRunner(complete.program)
    let initial = Set(runner.initialStates().compactMap(\.target))
    let paths =
      exploration.findings.map(\.path)
      + exploration.measures.compactMap(\.self).flatMap { [$0.leastPath, $0.greatestPath] }
    for path in paths where !path.isEmpty {
      let states = path.map { complete.encode(narrow.decode($0.state)) }
      if !initial.contains(states[0]) { differences.append("a path that begins elsewhere") }
      for (index, step) in path.enumerated().dropFirst() {
        let isStep = runner.successors(of: states[index - 1]).contains {
          $0.target == states[index] && $0.action == step.action && $0.choices == step.choices
        }
        if !isStep { differences.append("a path with a step that there is not") }
      }
    }
  }
}

extension RunOutcome {
  /// The state that the run leads to.
  fileprivate var target: [UInt64]? {
    if case .state(let words, _) = result { words } else { nil }
  }
}
