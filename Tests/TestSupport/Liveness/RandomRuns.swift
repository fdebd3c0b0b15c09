package import Engine

/// Random formulas of linear temporal logic and random runs, the same for the same seed.
package struct RandomRuns {
  private var random: SplitMix64
  private let propositionCount: Int

  package init(seed: UInt64, propositionCount: Int) {
    random = SplitMix64(seed: seed)
    self.propositionCount = propositionCount
  }

  /// A formula with so many operators and leaves.
  package mutating func formula(size: Int) -> Engine.TemporalFormula {
    if size <= 1 {
      let leaf = Int.random(in: 0..<8 * propositionCount, using: &random)
      return leaf == 0
        ? .constant(Bool.random(using: &random)) : .proposition(leaf % propositionCount)
    }
    if size == 2 || Int.random(in: 0..<2, using: &random) == 0 {
      let inner = formula(size: size - 1)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return .not(inner)
      case 1: return .next(inner)
      case 2: return .eventually(inner)
      default: return .always(inner)
      }
    }
    let left = Int.random(in: 1..<size - 1, using: &random)
    let (a, b) = (formula(size: left), formula(size: size - 1 - left))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .and(a, b)
    case 1: return .or(a, b)
    case 2: return .until(a, b)
    case 3: return .releases(a, b)
    case 4: return .implies(a, b)
    default: return .leadsTo(a, b)
    }
  }

  package mutating func lasso(stemMax: Int, loopMax: Int) -> LassoWord {
    LassoWord(
      stem: positions(Int.random(in: 0...stemMax, using: &random)),
      loop: positions(Int.random(in: 1...loopMax, using: &random)))
  }

  private mutating func positions(_ count: Int) -> [UInt64] {
    let bound: UInt64 = 1 << UInt64(propositionCount)
    return (0..<count).map { _ in UInt64.random(in: 0..<bound, using: &random) }
  }
}
