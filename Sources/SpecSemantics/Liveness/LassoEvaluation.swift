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
    case .leadsTo(let cause, let effect, _):
      let soon = until(lasso.positions.map { _ in true }, truths(effect, context))
      return always(zip(truths(cause, context), soon).map { !$0 || $1 })
    case .recovers(let response):
      let ticks = ticksUntilGoal(response, context)
      let triggers = truths(response.trigger, context)
      return always(zip(triggers, ticks).map { !$0 || $1 <= response.ticksMax })
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
    switch name {
    case .next: return lasso.positions.map { operands[0][lasso.next($0)] }
    case .eventually: return until(lasso.positions.map { _ in true }, operands[0])
    case .always: return always(operands[0])
    case .until: return until(operands[0], operands[1])
    case .releases: return releases(operands[0], operands[1])
    }
  }

  /// How often time passes from each position on until the goal holds; one more than is allowed
  /// stands for that and for all that is more, or for ever.
  package func ticksUntilGoal(
    _ response: BoundedResponse, _ context: EvaluationContext
  ) -> [Int] {
    let goals = truths(response.goal, context)
    let ticks = truths(response.tick, context)
    let late = response.ticksMax + 1
    return solution(from: late) { position, later in
      if goals[position] { return 0 }
      return min(late, ticks[position] ? later + 1 : later)
    }
  }

  private func always(_ a: [Bool]) -> [Bool] {
    releases(lasso.positions.map { _ in false }, a)
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
  private func solution<Truth: Equatable>(
    from first: Truth, _ step: (Int, Truth) -> Truth
  ) -> [Truth] {
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
