/// A formula of `NormalFormulas`. One and its negation differ in the lowest bit.
struct NormalFormula: Hashable, Comparable {
  let code: Int

  static let truth = NormalFormula(code: 0)
  static let falsity = NormalFormula(code: 1)

  var isNegated: Bool { code & 1 == 1 }

  static prefix func ! (formula: Self) -> Self { Self(code: formula.code ^ 1) }
  static func < (a: Self, b: Self) -> Bool { a.code < b.code }
}

/// Simplified formulas, each kept once under a number, with negation at propositions alone.
///
/// A formula is kept together with its negation, so that each rule is written once and holds for
/// its dual as well. Numbers are given in the order of construction, and sets of formulas are
/// sorted by them: nothing depends on how a process hashes.
struct NormalFormulas {
  /// What a formula without the negation is made of.
  private enum Node: Hashable {
    case truth
    case proposition(Int)
    case and([NormalFormula])
    case next(NormalFormula)
    case until(NormalFormula, NormalFormula)
  }

  /// What a formula is made of.
  enum Shape {
    case constant(Bool)
    case literal(Int, isTrue: Bool)
    case and([NormalFormula])
    case or([NormalFormula])
    case next(NormalFormula)
    case until(NormalFormula, NormalFormula)
    case releases(NormalFormula, NormalFormula)
  }

  struct Pair: Hashable {
    var first: NormalFormula
    var second: NormalFormula
  }

  private var nodes: [Node] = [.truth]
  private var numbers: [Node: Int] = [.truth: 0]
  /// By code: is the formula true before it is true, whatever the run?
  private var eventual = [true, true]
  var knownImplications: [Pair: Bool] = [:]

  func shape(_ formula: NormalFormula) -> Shape {
    let isTrue = !formula.isNegated
    switch nodes[formula.code >> 1] {
    case .truth: return .constant(isTrue)
    case .proposition(let number): return .literal(number, isTrue: isTrue)
    case .and(let parts): return isTrue ? .and(parts) : .or(parts.map { !$0 })
    case .next(let inner): return .next(isTrue ? inner : !inner)
    case .until(let a, let b): return isTrue ? .until(a, b) : .releases(!a, !b)
    }
  }

  /// The conjuncts of a formula: itself if it is no conjunction, none if it is the truth.
  func conjuncts(_ formula: NormalFormula) -> [NormalFormula] {
    if formula == .truth { return [] }
    if case .and(let parts) = shape(formula) { return parts }
    return [formula]
  }

  /// Is a run that satisfies the formula later on certain to satisfy it now? K. Etessami and
  /// G. Holzmann, "Optimizing Büchi automata", CONCUR 2000, doi:10.1007/3-540-44618-4_13.
  func isEventual(_ formula: NormalFormula) -> Bool { eventual[formula.code] }

  /// Is a run that satisfies the formula now certain to satisfy it ever after?
  func isUniversal(_ formula: NormalFormula) -> Bool { eventual[(!formula).code] }

  /// Is the formula true everywhere on a run or nowhere?
  func isConstant(_ formula: NormalFormula) -> Bool {
    isEventual(formula) && isUniversal(formula)
  }

  private mutating func number(of node: Node, eventual: Bool, universal: Bool) -> NormalFormula {
    if let known = numbers[node] { return NormalFormula(code: known << 1) }
    numbers[node] = nodes.count
    nodes.append(node)
    self.eventual += [eventual, universal]
    return NormalFormula(code: (nodes.count - 1) << 1)
  }

  mutating func proposition(_ number: Int) -> NormalFormula {
    self.number(of: .proposition(number), eventual: false, universal: false)
  }

  /// A conjunction of formulas that nothing can be done about, in ascending order.
  mutating func plainConjunction(_ parts: [NormalFormula]) -> NormalFormula {
    number(
      of: .and(parts), eventual: parts.allSatisfy(isEventual),
      universal: parts.allSatisfy(isUniversal))
  }

  mutating func plainNext(_ inner: NormalFormula) -> NormalFormula {
    if inner.isNegated { return !plainNext(!inner) }
    return number(
      of: .next(inner), eventual: isEventual(inner), universal: isUniversal(inner))
  }

  mutating func plainUntil(_ a: NormalFormula, _ b: NormalFormula) -> NormalFormula {
    number(
      of: .until(a, b), eventual: a == .truth || isEventual(b), universal: isUniversal(b))
  }
}
