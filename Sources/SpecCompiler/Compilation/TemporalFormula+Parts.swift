import Engine

extension TemporalFormula {
  /// Formulas of which all must hold for this one to.
  var conjuncts: [TemporalFormula] {
    if let counted { return counted }
    switch self {
    case .and(let left, let right): return left.conjuncts + right.conjuncts
    case .not(.or(let left, let right)):
      return TemporalFormula.not(left).conjuncts + TemporalFormula.not(right).conjuncts
    case .not(.not(let inner)): return inner.conjuncts
    default: return [self]
    }
  }

  /// Where a bounded wait is among those that a condition or `always` stands around: each with that
  /// around it, as a lone one takes no more than a counter.
  private var counted: [TemporalFormula]? {
    let inner: TemporalFormula
    let around: (TemporalFormula) -> TemporalFormula
    switch self {
    case .releases(.constant(false), let body):
      inner = body
      around = { part in
        if case .bounded = part { return part }
        return .always(part)
      }
    case .or(.not(let condition), let body):
      (inner, around) = (body, { .or(.not(condition), $0) })
    case .not(.and(let condition, .not(let body))):
      (inner, around) = (body, { .not(.and(condition, .not($0))) })
    default: return nil
    }
    let parts = inner.conjuncts
    let isCounted = parts.contains { part in
      if case .bounded = part { return true }
      return part.counted != nil
    }
    return isCounted ? parts.map(around) : nil
  }

  func mapPropositions(_ change: (Int) -> Int) -> TemporalFormula {
    switch self {
    case .constant: self
    case .proposition(let number): .proposition(change(number))
    case .not(let inner): .not(inner.mapPropositions(change))
    case .and(let a, let b): .and(a.mapPropositions(change), b.mapPropositions(change))
    case .or(let a, let b): .or(a.mapPropositions(change), b.mapPropositions(change))
    case .next(let inner): .next(inner.mapPropositions(change))
    case .until(let a, let b): .until(a.mapPropositions(change), b.mapPropositions(change))
    case .releases(let a, let b): .releases(a.mapPropositions(change), b.mapPropositions(change))
    case .bounded(let wait): .bounded(wait.map { $0.mapPropositions(change) })
    }
  }
}
