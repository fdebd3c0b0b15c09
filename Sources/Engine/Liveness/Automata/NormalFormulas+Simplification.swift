extension NormalFormulas {
  /// The formula in negation normal form, simplified.
  mutating func normalized(_ formula: TemporalFormula) -> NormalFormula {
    switch formula {
    case .constant(let value): return value ? .truth : .falsity
    case .proposition(let number):
      precondition((0..<64).contains(number), "a proposition has a number below 64")
      return proposition(number)
    case .not(let inner): return !normalized(inner)
    case .and(let a, let b): return conjunction([normalized(a), normalized(b)])
    case .or(let a, let b): return disjunction([normalized(a), normalized(b)])
    case .next(let inner): return next(normalized(inner))
    case .until(let a, let b): return until(normalized(a), normalized(b))
    case .releases(let a, let b): return !until(!normalized(a), !normalized(b))
    case .bounded(let wait): return normalized(wait)
    }
  }

  mutating func disjunction(_ parts: [NormalFormula]) -> NormalFormula {
    !conjunction(parts.map { !$0 })
  }

  mutating func conjunction(_ parts: [NormalFormula]) -> NormalFormula {
    var open = Array(parts.reversed())
    var kept: [NormalFormula] = []
    while let part = open.popLast() {
      if case .and(let inner) = shape(part) {
        open += inner.reversed()
        continue
      }
      if kept.contains(where: { implies($0, part) }) || part == .truth { continue }
      if part == .falsity || kept.contains(where: { implies($0, !part) }) { return .falsity }
      kept.removeAll { implies(part, $0) }
      if let merged = mergedConjunct(part, &kept) {
        open.append(merged)
      } else {
        kept.append(part)
      }
    }
    if let shorter = withoutFalseDisjuncts(kept) { return conjunction(shorter) }
    if kept.isEmpty { return .truth }
    return kept.count == 1 ? kept[0] : plainConjunction(kept.sorted())
  }

  /// The conjunction of a part with one of those kept, which leaves them, as a single formula.
  private mutating func mergedConjunct(
    _ part: NormalFormula, _ kept: inout [NormalFormula]
  ) -> NormalFormula? {
    for (index, other) in kept.enumerated() {
      guard let merged = merged(other, part) else { continue }
      if case .and = shape(merged) { continue }
      kept.remove(at: index)
      return merged
    }
    return nil
  }

  private mutating func merged(_ f: NormalFormula, _ g: NormalFormula) -> NormalFormula? {
    switch (shape(f), shape(g)) {
    case (.next(let a), .next(let b)):
      return next(conjunction([a, b]))
    case (.until(let a, let b), .until(let c, let d)) where b == d:
      return until(conjunction([a, c]), b)
    case (.until(.truth, let b), .until(.truth, let d)) where isUniversal(b) && isUniversal(d):
      return until(.truth, conjunction([b, d]))
    case (.releases(let a, let b), .releases(let c, let d))
    where a == c && !isConstant(f) && !isConstant(g):
      return !until(!a, !conjunction([b, d]))
    case (.releases(let a, let b), .until(.truth, let c)) where a == c,
      (.until(.truth, let c), .releases(let a, let b)) where a == c:
      return until(b, conjunction([a, b]))
    default:
      return nil
    }
  }

  /// The conjuncts without disjuncts that another conjunct rules out; nil where there are none.
  private mutating func withoutFalseDisjuncts(_ parts: [NormalFormula]) -> [NormalFormula]? {
    for (index, part) in parts.enumerated() {
      guard case .or(let disjuncts) = shape(part) else { continue }
      var others = parts
      others.remove(at: index)
      let possible = disjuncts.filter { disjunct in
        !others.contains { implies($0, !disjunct) }
      }
      if possible.count < disjuncts.count { return others + [disjunction(possible)] }
    }
    return nil
  }

  mutating func next(_ inner: NormalFormula) -> NormalFormula {
    if isConstant(inner) { return inner }
    if let split = splitConstants(inner) {
      return joined(split, next(split.rest))
    }
    return plainNext(inner)
  }

  mutating func until(_ a: NormalFormula, _ b: NormalFormula) -> NormalFormula {
    if isEventual(b) || implies(a, b) { return b }
    if a != .truth && implies(!b, a) { return until(.truth, b) }
    if case .until(let c, let d) = shape(b) {
      if implies(a, c) { return b }
      if implies(c, a) { return until(a, d) }
    }
    if let split = splitConstants(b) {
      return joined(split, until(a, split.rest))
    }
    if a == .truth, let parts = eventualParts(b) { return disjunction(parts) }
    if let shorter = shortened(a, before: b) { return until(shorter, b) }
    if case .next(let later) = shape(b) {
      if a == .truth { return next(until(a, later)) }
      if case .next(let first) = shape(a) { return next(until(first, later)) }
    }
    return plainUntil(a, b)
  }

  /// A disjunction that says that a formula comes true, where parts of it do so everywhere or
  /// nowhere: F (x ∨ G F y) is F x ∨ G F y, and F G (x ∨ G y) is F G x ∨ F G y.
  private mutating func eventualParts(_ formula: NormalFormula) -> [NormalFormula]? {
    var apart: [NormalFormula] = []
    var rest: [NormalFormula] = []
    switch shape(formula) {
    case .or(let parts):
      for part in parts {
        let whole = until(.truth, part)
        if isConstant(whole) { apart.append(whole) } else { rest.append(part) }
      }
      return apart.isEmpty ? nil : apart + [until(.truth, disjunction(rest))]
    case .releases(.falsity, let inner):
      guard case .or(let parts) = shape(inner) else { return nil }
      for part in parts {
        if isUniversal(part) { apart.append(until(.truth, part)) } else { rest.append(part) }
      }
      let always = !until(.truth, !disjunction(rest))
      return apart.isEmpty ? nil : apart + [until(.truth, always)]
    default:
      return nil
    }
  }

  /// What the left side of an `until` says beyond the right side's being false; nil where that is
  /// all of it.
  private mutating func shortened(
    _ a: NormalFormula, before b: NormalFormula
  ) -> NormalFormula? {
    switch shape(a) {
    case .and(let parts):
      let needed = parts.filter { !implies(!b, $0) }
      return needed.count < parts.count ? conjunction(needed) : nil
    case .or(let parts):
      let possible = parts.filter { !implies($0, b) }
      return possible.count < parts.count ? disjunction(possible) : nil
    default: return nil
    }
  }

  /// A conjunction or disjunction, with the parts apart that are true everywhere or nowhere on a
  /// run: temporal operators need not reach over those.
  private struct Split {
    var isConjunction: Bool
    var constants: [NormalFormula]
    var rest: NormalFormula
  }

  private mutating func splitConstants(_ formula: NormalFormula) -> Split? {
    switch shape(formula) {
    case .and(let parts):
      let constants = parts.filter(isConstant)
      if constants.isEmpty { return nil }
      let rest = conjunction(parts.filter { !isConstant($0) })
      return Split(isConjunction: true, constants: constants, rest: rest)
    case .or(let parts):
      let constants = parts.filter(isConstant)
      if constants.isEmpty { return nil }
      let rest = disjunction(parts.filter { !isConstant($0) })
      return Split(isConjunction: false, constants: constants, rest: rest)
    default: return nil
    }
  }

  private mutating func joined(_ split: Split, _ rest: NormalFormula) -> NormalFormula {
    let parts = split.constants + [rest]
    return split.isConjunction ? conjunction(parts) : disjunction(parts)
  }
}
