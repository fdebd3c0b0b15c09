/// What a run has to meet again and again to count: a number for each acceptance set of the
/// automaton, then for each action that is weakly fair, then for each that is strongly fair.
///
/// A weakly fair action is met where it is taken and where it is not enabled; a strongly fair one
/// where it is taken, and it is wanted where it is enabled.
struct FairnessRequirements {
  let acceptanceSetCount: Int
  let constraints: [FairnessConstraint]
  /// By position of an action: its requirement, -1 when it has none.
  let ofPosition: [Int32]
  /// Words of a set of requirements.
  let wordCount: Int
  private let weak: [UInt64]
  private let strong: [UInt64]
  /// Everything but the strong ones, which are required only where they are wanted.
  let unconditional: [UInt64]

  init(_ linked: LinkedProgram, acceptanceSetCount: Int, _ constraints: [FairnessConstraint]) {
    let ordered =
      constraints.filter { $0.strength == .weak } + constraints.filter { $0.strength == .strong }
    self.acceptanceSetCount = acceptanceSetCount
    self.constraints = ordered
    let count = acceptanceSetCount + ordered.count
    wordCount = max(1, (count + 63) / 64)
    var ofPosition = [Int32](repeating: -1, count: linked.positionCount)
    var weak = [UInt64](repeating: 0, count: wordCount)
    var strong = weak
    var unconditional = weak
    for set in 0..<acceptanceSetCount { unconditional[set / 64] |= 1 << UInt64(set % 64) }
    for (index, constraint) in ordered.enumerated() {
      let number = acceptanceSetCount + index
      ofPosition[linked.positionOfAction[constraint.action]] = Int32(number)
      let bit: UInt64 = 1 << UInt64(number % 64)
      if constraint.strength == .weak {
        weak[number / 64] |= bit
        unconditional[number / 64] |= bit
      } else {
        strong[number / 64] |= bit
      }
    }
    self.ofPosition = ofPosition
    self.weak = weak
    self.strong = strong
    self.unconditional = unconditional
  }

  var hasStrong: Bool { strong.contains { $0 != 0 } }

  /// What a node meets and wants by what is enabled in its state.
  ///
  /// - Parameter enabled: a bit for the requirement of each action that is enabled.
  @inline(__always)
  func met(enabled: UInt64, word: Int) -> UInt64 { weak[word] & ~enabled }

  @inline(__always)
  func wanted(enabled: UInt64, word: Int) -> UInt64 { strong[word] & enabled }

  /// How a set of nodes, with what is met and wanted within, comes out.
  enum Outcome {
    case fair
    case unfair
    /// It would be fair without the nodes that want what is not met: these strong ones.
    case wanting([UInt64])
  }

  func outcome(met: [UInt64], wanted: [UInt64]) -> Outcome {
    var missing = wanted
    for word in 0..<wordCount {
      if unconditional[word] & ~met[word] != 0 { return .unfair }
      missing[word] &= ~met[word]
    }
    return missing.allSatisfy { $0 == 0 } ? .fair : .wanting(missing)
  }
}
