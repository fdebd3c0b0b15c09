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
    expect("findings", narrow.findingSummaries, complete.findingSummaries)
    expect("measures", narrow.measureSummaries, complete.measureSummaries)
    expect("represented", narrow.represented?.states, complete.represented?.states)
    expect("exact", narrow.represented?.isExact, complete.represented?.isExact)
    expect("confirmed", narrow.represented?.isConfirmed, complete.represented?.isConfirmed)
    if !usesSymmetry {
      // Of the states of an orbit another one may be looked at, with another number of steps.
      expect("transitions", narrow.transitions, complete.transitions)
      expect("fired", narrow.fired, complete.fired)
    }
    let (packer, reader) = (self.complete, self.narrow)
    differences += narrow.strayPaths(on: packer.program) { packer.encode(reader.decode($0)) }
  }
}
