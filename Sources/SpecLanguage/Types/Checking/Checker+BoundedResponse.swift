import SourceText

/// `recovers p within n ticks after q`: bounded response, in discrete time.
///
/// Written out with the temporal operators that there are. R. Koymans, "Specifying real-time
/// properties with metric temporal logic", Real-Time Systems 2 (1990), doi:10.1007/BF01995674.
extension Checker {
  /// Each tick costs a few levels of the formula, and whatever goes through formulas recurses.
  static let responseTicksMax: Int64 = 64

  mutating func boundedResponse(
    _ goal: ExpressionSyntax, within bound: ExpressionSyntax, after trigger: ExpressionSyntax,
    at span: Span
  ) -> Expression? {
    guard allowsTemporal("recovers", at: span) else { return nil }
    let made = momentary(goal)
    let count = responseTicks(bound)
    let cause = momentary(trigger)
    guard !spec.tickHandlers.isEmpty else {
      report(RuleMistake.nothingTicks(at: span))
      return nil
    }
    guard let made, let count, let cause else { return nil }
    return response(to: cause, made, within: count, at: span)
  }

  private mutating func responseTicks(_ syntax: ExpressionSyntax) -> Int64? {
    guard let count = constantInteger(syntax) else { return nil }
    guard (0...Self.responseTicksMax).contains(count) else {
      report(RuleMistake.ticksOutOfBounds(count, max: Self.responseTicksMax, at: syntax.span))
      return nil
    }
    return count
  }

  /// A condition on one state and the step taken there. So the formula grows with the number of
  /// ticks alone, not with a power of it.
  private mutating func momentary(_ syntax: ExpressionSyntax) -> Expression? {
    guard let made = condition(syntax) else { return nil }
    guard !hasTemporalOperator(made) else {
      report(RuleMistake.temporalInResponse(at: syntax.span))
      return nil
    }
    return made
  }

  private func hasTemporalOperator(_ expression: Expression) -> Bool {
    if case .temporal = expression.kind { return true }
    return expression.children.contains(where: hasTemporalOperator)
  }

  /// `always (q implies b(n))`, where `b(k)` is that `p` comes with at most `k` ticks before it:
  /// `b(0)` is `!t until p`, `b(k)` is `!t until (p || t && next b(k - 1))`, and `t` is
  /// `fired(tick)`.
  private mutating func response(
    to trigger: Expression, _ goal: Expression, within count: Int64, at span: Span
  ) -> Expression {
    func make(_ kind: Expression.Kind) -> Expression {
      Expression(kind: kind, type: .bool, span: span)
    }
    let tick = make(.fired(ActionReference(action: .tick, arguments: [])))
    let noTick = make(.not(tick))
    var comes = make(.temporal(.until, [noTick, goal]))
    for _ in 0..<count {
      let later = make(.and(tick, make(.temporal(.next, [comes]))))
      comes = make(.temporal(.until, [noTick, make(.or(goal, later))]))
    }
    let branch = branch(.antecedent, at: trigger.span)
    return make(.temporal(.always, [make(.implies(trigger, comes, branch))]))
  }
}
