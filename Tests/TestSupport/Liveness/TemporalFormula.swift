import SpecLanguage
import SpecSemantics

/// A temporal property with its quantifiers written out, over `next` and `until` alone.
indirect enum TemporalFormula {
  /// A truth about one state and the step taken from it, by its number.
  case now(Int)
  case constant(Bool)
  case not(TemporalFormula)
  case and(TemporalFormula, TemporalFormula)
  /// A number for the operator, dense from 0.
  case next(Int, TemporalFormula)
  case until(Int, TemporalFormula, TemporalFormula)

  static func or(_ a: TemporalFormula, _ b: TemporalFormula) -> TemporalFormula {
    .not(.and(.not(a), .not(b)))
  }
}

/// Writes a property's expression out as a formula, and numbers its operators.
struct TemporalExpansion {
  let machine: SpecMachine
  /// The operators that were numbered: `until`s with their right sides, nil for a `next`.
  private(set) var operators: [TemporalFormula?] = []
  /// The truths about single positions.
  private(set) var truths: [(expression: Expression, context: EvaluationContext)] = []

  init(_ machine: SpecMachine) { self.machine = machine }

  mutating func formula(_ expression: Expression, _ context: EvaluationContext) -> TemporalFormula {
    if !expression.isTemporal { return now(expression, context) }
    switch expression.kind {
    case .not(let inner): return .not(formula(inner, context))
    case .and(let a, let b): return .and(formula(a, context), formula(b, context))
    case .or(let a, let b): return .or(formula(a, context), formula(b, context))
    case .implies(let a, let b, _): return .or(.not(formula(a, context)), formula(b, context))
    case .conditional(let test, let then, let otherwise):
      let condition = formula(test, context)
      return .or(
        .and(condition, formula(then, context)),
        .and(.not(condition), formula(otherwise, context)))
    case .equal(let a, let b):
      let left = formula(a, context)
      let right = formula(b, context)
      return .or(.and(left, right), .and(.not(left), .not(right)))
    case .forAll(let binding, let body):
      return .not(some(binding, context) { .not($0.formula(body, $1)) })
    case .exists(let binding, let body): return some(binding, context) { $0.formula(body, $1) }
    case .temporal(let name, let operands): return temporal(name, operands, context)
    case .leadsTo(let a, let b, _): return leadsTo(formula(a, context), formula(b, context))
    case .recovers(let response): return recovers(response, context)
    default: preconditionFailure("no temporal operator may stand in \(expression)")
    }
  }

  private mutating func now(
    _ expression: Expression, _ context: EvaluationContext
  ) -> TemporalFormula {
    truths.append((expression, context))
    return .now(truths.count - 1)
  }

  /// One of the values of the domain, which no state changes, meets the condition and the body.
  private mutating func some(
    _ binding: Binding, _ context: EvaluationContext,
    _ body: (inout TemporalExpansion, EvaluationContext) -> TemporalFormula
  ) -> TemporalFormula {
    guard let values = try? machine.values(of: binding.domain, in: context) else {
      preconditionFailure("a domain that breaks a rule")
    }
    var whole = TemporalFormula.constant(false)
    for value in values {
      let inner = context.binding(binding.local, to: value)
      var part = body(&self, inner)
      if let condition = binding.condition { part = .and(now(condition, inner), part) }
      whole = .or(whole, part)
    }
    return whole
  }

  private mutating func temporal(
    _ name: TemporalOperator, _ operands: [Expression], _ context: EvaluationContext
  ) -> TemporalFormula {
    let parts = operands.map { formula($0, context) }
    switch name {
    case .next:
      operators.append(nil)
      return .next(operators.count - 1, parts[0])
    case .eventually: return until(.constant(true), parts[0])
    case .always: return .not(until(.constant(true), .not(parts[0])))
    case .until: return until(parts[0], parts[1])
    case .releases: return .not(until(.not(parts[0]), .not(parts[1])))
    }
  }

  private mutating func leadsTo(_ a: TemporalFormula, _ b: TemporalFormula) -> TemporalFormula {
    let soon = until(.constant(true), b)
    return .not(until(.constant(true), .and(a, .not(soon))))
  }

  /// As the language reference spells it out: `always (q implies b(n))`, where `b(0)` is
  /// `!t until p`, `b(k)` is `!t until (p || t && next b(k - 1))`, and `t` is `fired(tick)`.
  private mutating func recovers(
    _ response: BoundedResponse, _ context: EvaluationContext
  ) -> TemporalFormula {
    let tick = now(response.tick, context)
    let goal = now(response.goal, context)
    let trigger = now(response.trigger, context)
    var comes = until(.not(tick), goal)
    for _ in 0..<response.ticksMax {
      operators.append(nil)
      let later = TemporalFormula.and(tick, .next(operators.count - 1, comes))
      comes = until(.not(tick), .or(goal, later))
    }
    return .not(until(.constant(true), .and(trigger, .not(comes))))
  }

  private mutating func until(_ a: TemporalFormula, _ b: TemporalFormula) -> TemporalFormula {
    operators.append(b)
    return .until(operators.count - 1, a, b)
  }
}

extension Expression {
  /// Does a temporal operator stand anywhere within?
  var isTemporal: Bool {
    switch kind {
    case .temporal, .leadsTo, .recovers: true
    case .not(let inner): inner.isTemporal
    case .and(let a, let b), .or(let a, let b), .implies(let a, let b, _), .equal(let a, let b):
      a.isTemporal || b.isTemporal
    case .forAll(_, let body), .exists(_, let body): body.isTemporal
    case .conditional(let test, let then, let otherwise):
      test.isTemporal || then.isTemporal || otherwise.isTemporal
    default: false
    }
  }
}
