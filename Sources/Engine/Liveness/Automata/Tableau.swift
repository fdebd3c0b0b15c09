/// The states and transitions of an automaton for a formula, before they are reduced.
///
/// J.-M. Couvreur, "On-the-fly verification of linear temporal logic", FM 1999,
/// doi:10.1007/3-540-48119-2_16. A state is a set of formulas that the rest of the run has to
/// satisfy; a transition is one of the ways to do so, with what it leaves to the next position.
/// There is an acceptance set for each `until`, of the transitions that do not put off its right
/// side.
struct Tableau {
  /// One of the ways to satisfy formulas at a position.
  struct Term: Hashable {
    var required: UInt64 = 0
    var forbidden: UInt64 = 0
    /// What the next position has to satisfy, in ascending order.
    var next: [NormalFormula] = []
    /// The `until`s whose right side is put off, by their bits.
    var postponed: UInt64 = 0
  }

  /// Thrown where a limit is reached.
  private struct TooLarge: Error {}

  private let formulas: NormalFormulas
  private let statesMax: Int
  private let transitionsMax = 1 << 15
  private let termsMax = 1 << 10
  private var covers: [NormalFormula: [Term]] = [:]
  private var untilNumbers: [NormalFormula: Int] = [:]
  /// The ways to go on from each state.
  private var states: [[Term]] = []
  private var numbers: [[NormalFormula]: Int] = [:]

  /// A tableau has more states than what comes of it.
  init(_ formulas: NormalFormulas, statesMax: Int) {
    self.formulas = formulas
    self.statesMax = min(16 * max(1, min(statesMax, 1 << 12)), 1 << 16)
  }

  /// The automaton of all that can be reached from the formula, nil where a limit is reached.
  mutating func automaton(of formula: NormalFormula) -> BuchiAutomaton? {
    try? explored(from: formula)
  }

  private mutating func explored(from formula: NormalFormula) throws(TooLarge) -> BuchiAutomaton {
    _ = try state(formulas.conjuncts(formula))
    var targets: [[Int]] = []
    var count = 0
    while targets.count < states.count {
      let terms = states[targets.count]
      count += terms.count
      if count > transitionsMax { throw TooLarge() }
      var leaving: [Int] = []
      for term in terms { leaving.append(try state(term.next)) }
      targets.append(leaving)
    }
    var automaton = BuchiAutomaton(transitions: [], acceptanceSetCount: untilNumbers.count)
    let allSets = automaton.allSets
    automaton.transitions = zip(states, targets).map { terms, targets in
      zip(terms, targets).map { term, target in
        BuchiAutomaton.Transition(
          required: term.required, forbidden: term.forbidden, target: target,
          acceptance: allSets & ~term.postponed)
      }
    }
    return automaton
  }

  /// The state for a set of formulas.
  private mutating func state(_ set: [NormalFormula]) throws(TooLarge) -> Int {
    if let known = numbers[set] { return known }
    // What another one asks for at this position anyway makes no difference.
    let needed = set.filter { formula in
      !set.contains { $0 != formula && asks($0, for: formula) }
    }
    if let known = numbers[needed] {
      numbers[set] = known
      return known
    }
    if states.count == statesMax { throw TooLarge() }
    numbers[set] = states.count
    numbers[needed] = states.count
    states.append(try cover(needed))
    return states.count - 1
  }

  /// Does a formula evidently have the other one among what it asks for at the same position?
  private func asks(_ formula: NormalFormula, for other: NormalFormula) -> Bool {
    if formula == other { return true }
    switch formulas.shape(formula) {
    case .and(let parts): return parts.contains { asks($0, for: other) }
    case .releases(_, let right): return asks(right, for: other)
    default: return false
    }
  }

  /// The ways to satisfy all formulas of a set.
  private mutating func cover(_ set: [NormalFormula]) throws(TooLarge) -> [Term] {
    var terms = [Term()]
    for formula in set { terms = try Self.product(terms, cover(formula), max: termsMax) }
    return terms
  }

  private mutating func cover(_ formula: NormalFormula) throws(TooLarge) -> [Term] {
    if let known = covers[formula] { return known }
    let terms = try computedCover(formula)
    covers[formula] = terms
    return terms
  }

  private mutating func computedCover(_ formula: NormalFormula) throws(TooLarge) -> [Term] {
    switch formulas.shape(formula) {
    case .constant(let value): return value ? [Term()] : []
    case .literal(let number, let isTrue):
      let bit: UInt64 = 1 << UInt64(number)
      return [Term(required: isTrue ? bit : 0, forbidden: isTrue ? 0 : bit)]
    case .and(let parts): return try cover(parts)
    case .or(let parts):
      return try disjunctionCover(formula, parts)
    case .next(let inner): return [Term(next: formulas.conjuncts(inner))]
    case .until(let a, let b):
      let wait = Term(next: [formula], postponed: 1 << UInt64(try number(ofUntil: formula)))
      return Self.union(
        try cover(b), try Self.product(cover(a), [wait], max: termsMax))
    case .releases(let a, let b):
      let ways = Self.union(try cover(a), [Term(next: [formula])])
      return try Self.product(cover(b), ways, max: termsMax)
    }
  }

  /// A disjunction that is true before it is true is the same as to come to it; so a part that is
  /// only to come to something need not be told apart from that.
  private mutating func disjunctionCover(
    _ formula: NormalFormula, _ parts: [NormalFormula]
  ) throws(TooLarge) -> [Term] {
    var terms: [Term] = []
    let isEventual = formulas.isEventual(formula)
    for part in parts {
      if isEventual, case .until(.truth, let right) = formulas.shape(part) {
        let wait = Term(next: [formula], postponed: 1 << UInt64(try number(ofUntil: formula)))
        terms = Self.union(Self.union(terms, try cover(right)), [wait])
      } else {
        terms = Self.union(terms, try cover(part))
      }
    }
    return terms
  }

  private mutating func number(ofUntil formula: NormalFormula) throws(TooLarge) -> Int {
    if let known = untilNumbers[formula] { return known }
    let number = untilNumbers.count
    if number == 64 { throw TooLarge() }
    untilNumbers[formula] = number
    return number
  }

  private static func union(_ a: [Term], _ b: [Term]) -> [Term] {
    var terms = a
    for term in b { insert(term, into: &terms) }
    return terms
  }

  private static func product(_ a: [Term], _ b: [Term], max: Int) throws(TooLarge) -> [Term] {
    var terms: [Term] = []
    for first in a {
      for second in b {
        guard let both = first.and(second) else { continue }
        insert(both, into: &terms)
      }
      if terms.count > max { throw TooLarge() }
    }
    return terms
  }

  /// Keeps the weakest of the terms that imply one another.
  private static func insert(_ term: Term, into terms: inout [Term]) {
    if terms.contains(where: { $0.isWeaker(than: term) }) { return }
    terms.removeAll { term.isWeaker(than: $0) }
    terms.append(term)
  }
}

extension Tableau.Term {
  /// Nil where they contradict one another.
  fileprivate func and(_ other: Self) -> Self? {
    let required = required | other.required
    let forbidden = forbidden | other.forbidden
    if required & forbidden != 0 { return nil }
    return Self(
      required: required, forbidden: forbidden, next: union(next, other.next),
      postponed: postponed | other.postponed)
  }

  /// Does it ask for nothing that the other does not ask for, and put off nothing else?
  fileprivate func isWeaker(than other: Self) -> Bool {
    required & ~other.required == 0 && forbidden & ~other.forbidden == 0
      && postponed & ~other.postponed == 0 && next.allSatisfy(other.next.contains)
  }

  private func union(_ a: [NormalFormula], _ b: [NormalFormula]) -> [NormalFormula] {
    if a.isEmpty || a == b { return b }
    if b.isEmpty { return a }
    return (a + b.filter { !a.contains($0) }).sorted()
  }
}
