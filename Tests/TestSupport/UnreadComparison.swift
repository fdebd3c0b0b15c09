import Engine
package import SpecCompiler
import SpecLanguage

/// Searches a program with all variables and without those that are not read, and says where the
/// two do not agree.
package struct UnreadComparison {
  private let complete: CompiledSpec
  private let usesSymmetry: Bool
  /// Whether states were taken for one.
  package let isSmaller: Bool
  package private(set) var differences: [String] = []

  /// Nil when everything is read, or there are more states than `statesMax`.
  package init?(_ compiled: CompiledSpec, bySymmetry usesSymmetry: Bool, statesMax: Int) {
    guard let reduced = compiled.withoutUnread()?.compiled.withoutConstants() else { return nil }
    complete = compiled
    self.usesSymmetry = usesSymmetry
    let first = Self.explored(compiled, usesSymmetry, statesMax)
    var second = Self.explored(reduced, usesSymmetry, statesMax)
    if first.stop != nil { return nil }
    isSmaller = second.states < first.states
    var runs = RestoredRuns(compiled.program, reduced: reduced.program)
    expect("restored", runs.restore(&second), true)
    compare(second, first)
  }

  private static func explored(
    _ compiled: CompiledSpec, _ usesSymmetry: Bool, _ statesMax: Int
  ) -> Exploration {
    let limits = ExplorationLimits(statesMax: statesMax, memoryBytesMax: 256 << 20)
    let plan = usesSymmetry ? compiled.symmetry.plan : nil
    return Explorer(program: compiled.program, limits: limits, symmetry: plan).explore()
  }

  private mutating func expect<Item: Equatable>(
    _ what: String, _ reduced: Item, _ complete: Item
  ) {
    if reduced != complete { differences.append("\(what): reduced \(reduced), all \(complete)") }
  }

  private mutating func compare(_ reduced: Exploration, _ complete: Exploration) {
    expect("complete", reduced.stop == nil, true)
    expect("no more states", reduced.states <= complete.states, true)
    expect("no deeper", reduced.depth <= complete.depth, true)
    expect("any constrained", reduced.constrained > 0, complete.constrained > 0)
    expect("cases", reduced.casesSeen, complete.casesSeen)
    expect("measures", reduced.measureSummaries, complete.measureSummaries)
    expect("confirmed", reduced.represented?.isConfirmed, complete.represented?.isConfirmed)
    expect("exact", reduced.represented?.isExact, complete.represented?.isExact)
    if !(usesSymmetry && self.complete.callsForEveryState(complete)) {
      expect("findings", reduced.findingSummaries, complete.findingSummaries)
      compareBranches(reduced, complete)
    }
    expect("actions", taken(reduced), taken(complete))
    differences += reduced.strayPaths(on: self.complete.program)
  }

  private mutating func compareBranches(_ reduced: Exploration, _ complete: Exploration) {
    let uncertain = usesSymmetry ? self.complete.symmetry.uncertainBranches : []
    for index in complete.branchesTaken.indices where !uncertain.contains(index) {
      expect("branch \(index)", reduced.branchesTaken[index], complete.branchesTaken[index])
    }
  }

  /// The actions of the spec that were taken, under whatever names.
  private func taken(_ exploration: Exploration) -> [Int] {
    var taken: Set<Int> = []
    for (index, count) in exploration.fired.enumerated() where count > 0 {
      switch complete.actions[index].origin {
      case .action(let id): taken.insert(id.index)
      case .tick: taken.insert(-1)
      case .test: continue
      }
    }
    return taken.sorted()
  }
}
