package import SpecLanguage

/// The value of temporal formulas at each position of an infinite run, by their definitions.
///
/// The formulas are those of linear temporal logic. `until` is the least solution of its equation,
/// "the right side now, or the left side now and the whole next", and `releases` the greatest one
/// of its own; on a lasso either is reached in as many rounds as there are positions. Pnueli, "The
/// temporal logic of programs", FOCS 1977, doi:10.1109/SFCS.1977.32.
package struct LassoEvaluation: Sendable {
  package let machine: SpecMachine
  package let lasso: Lasso

  /// The run is written as `lookingBack` where the formula has an `old`, so positions are those of
  /// `self.lasso`.
  package init(_ machine: SpecMachine, _ lasso: Lasso, of formula: Expression) {
    self.machine = machine
    self.lasso = formula.looksBack ? lasso.lookingBack : lasso
  }

  /// What an expression depends on at a position: the state there, the one before, and the step
  /// taken from it.
  package func context(_ context: EvaluationContext, at position: Int) -> EvaluationContext {
    var placed = context
    placed.state = lasso.states[position]
    placed.oldState = lasso.stateBefore(position)
    placed.fired = lasso.labels[position]
    return placed
  }

  /// Whether the formula is true, for each position. The locals are those of the context.
  ///
  /// An expression without temporal operators is evaluated in one piece; where that breaks a rule
  /// it is false.
  package func truths(_ formula: Expression, _ context: EvaluationContext) -> [Bool] {
    if !formula.hasTemporalOperator {
      return lasso.positions.map { position in
        (try? machine.evaluate(formula, in: self.context(context, at: position))) == .bool(true)
      }
    }
    switch formula.kind {
    case .not(let inner): return truths(inner, context).map(!)
    case .and(let a, let b): return combine(a, b, context) { $0 && $1 }
    case .or(let a, let b): return combine(a, b, context) { $0 || $1 }
    case .implies(let a, let b, _): return combine(a, b, context) { !$0 || $1 }
    case .equal(let a, let b): return combine(a, b, context) { $0 == $1 }
    case .conditional(let test, let then, let otherwise):
      let choices = zip(truths(then, context), truths(otherwise, context))
      return zip(truths(test, context), choices).map { $0 ? $1.0 : $1.1 }
    case .forAll(let binding, let body):
      return some(binding, context) { truths(body, $0).map(!) }.map(!)
    case .exists(let binding, let body): return some(binding, context) { truths(body, $0) }
    case .temporal(let name, let operands):
      return temporal(name, operands.map { truths($0, context) })
    default: preconditionFailure("no temporal operator may stand in \(formula)")
    }
  }

  private func combine(
    _ a: Expression, _ b: Expression, _ context: EvaluationContext,
    _ operation: (Bool, Bool) -> Bool
  ) -> [Bool] {
    zip(truths(a, context), truths(b, context)).map { operation($0, $1) }
  }

  /// Is there a value of the domain, as it is at the position, that meets the condition and the
  /// body there?
  private func some(
    _ binding: Binding, _ context: EvaluationContext, _ body: (EvaluationContext) -> [Bool]
  ) -> [Bool] {
    var found = lasso.positions.map { _ in false }
    let domains = lasso.positions.map { values(of: binding, context, at: $0) }
    var seen: Set<Value> = []
    for value in domains.joined() where seen.insert(value).inserted {
      let inner = context.binding(binding.local, to: value)
      let conditions = binding.condition.map { truths($0, inner) }
      let bodies = body(inner)
      for position in lasso.positions where domains[position].contains(value) {
        if bodies[position] && conditions?[position] ?? true { found[position] = true }
      }
    }
    return found
  }

  /// The values that a quantifier goes through at a position, whatever its condition.
  package func values(
    of binding: Binding, _ context: EvaluationContext, at position: Int
  ) -> [Value] {
    (try? machine.values(of: binding.domain, in: self.context(context, at: position))) ?? []
  }

  private func temporal(_ name: TemporalOperator, _ operands: [[Bool]]) -> [Bool] {
    let always = lasso.positions.map { _ in true }
    let never = lasso.positions.map { _ in false }
    switch name {
    case .next: return lasso.positions.map { operands[0][lasso.next($0)] }
    case .eventually: return until(always, operands[0])
    case .always: return releases(never, operands[0])
    case .until: return until(operands[0], operands[1])
    case .releases: return releases(operands[0], operands[1])
    case .leadsto:
      let soon = until(always, operands[1])
      return releases(never, zip(operands[0], soon).map { !$0 || $1 })
    }
  }

  private func until(_ a: [Bool], _ b: [Bool]) -> [Bool] {
    solution(from: false) { b[$0] || (a[$0] && $1) }
  }

  private func releases(_ a: [Bool], _ b: [Bool]) -> [Bool] {
    solution(from: true) { b[$0] && (a[$0] || $1) }
  }

  /// Solves `value(p) = step(p, value(next p))`, starting with one value everywhere.
  ///
  /// Values are known from the last position to the first, once that behind the last one is: so
  /// three rounds do, however long the run.
  private func solution(from first: Bool, _ step: (Int, Bool) -> Bool) -> [Bool] {
    var values = lasso.positions.map { _ in first }
    while true {
      var isSolved = true
      for position in lasso.positions.reversed() {
        let better = step(position, values[lasso.next(position)])
        if better != values[position] {
          values[position] = better
          isSolved = false
        }
      }
      if isSolved { return values }
    }
  }
}

extension Expression {
  /// Does `always`, `until` or the like stand anywhere within?
  package var hasTemporalOperator: Bool {
    if case .temporal = kind { return true }
    return children.contains { $0.hasTemporalOperator }
  }
}
