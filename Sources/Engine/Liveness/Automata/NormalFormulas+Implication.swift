extension NormalFormulas {
  /// Does the first formula evidently imply the second? A `no` says nothing.
  ///
  /// By rules over what the formulas are made of: F. Somenzi and R. Bloem, "Efficient Büchi
  /// automata from LTL formulae", CAV 2000, doi:10.1007/10722167_21.
  mutating func implies(_ f: NormalFormula, _ g: NormalFormula) -> Bool {
    if f == g || f == .falsity || g == .truth { return true }
    if f == .truth || g == .falsity || f == !g { return false }
    let pair = Pair(first: f, second: g)
    if let known = knownImplications[pair] { return known }
    let answer = followsFromParts(of: f, g) || followsForParts(f, of: g) || followsByPairs(f, g)
    knownImplications[pair] = answer
    return answer
  }

  private mutating func followsFromParts(of f: NormalFormula, _ g: NormalFormula) -> Bool {
    switch shape(f) {
    case .constant, .literal: return false
    case .and(let parts):
      for part in parts where implies(part, g) { return true }
      return false
    case .or(let parts):
      for part in parts where !implies(part, g) { return false }
      return true
    case .next(let inner): return isEventual(g) && implies(inner, g)
    case .until(let a, let b): return implies(b, g) && (isEventual(g) || implies(a, g))
    case .releases(_, let b): return implies(b, g)
    }
  }

  private mutating func followsForParts(_ f: NormalFormula, of g: NormalFormula) -> Bool {
    switch shape(g) {
    case .constant, .literal: return false
    case .and(let parts):
      for part in parts where !implies(f, part) { return false }
      return true
    case .or(let parts):
      for part in parts where implies(f, part) { return true }
      return false
    case .next(let inner): return isUniversal(f) && implies(f, inner)
    case .until(_, let b): return implies(f, b)
    case .releases(let a, let b): return implies(f, b) && (isUniversal(f) || implies(f, a))
    }
  }

  /// All operators are monotonic.
  private mutating func followsByPairs(_ f: NormalFormula, _ g: NormalFormula) -> Bool {
    switch (shape(f), shape(g)) {
    case (.next(let a), .next(let b)): implies(a, b)
    case (.until(let a, let b), .until(let c, let d)): implies(a, c) && implies(b, d)
    case (.releases(let a, let b), .releases(let c, let d)): implies(a, c) && implies(b, d)
    default: false
    }
  }
}
