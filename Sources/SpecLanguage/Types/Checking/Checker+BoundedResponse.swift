import SourceText

/// `recovers p within n ticks after q`: bounded response, in discrete time.
extension Checker {
  /// Each tick costs a state of the automaton that looks for a violation, twice that where the
  /// condition that is waited for has an `old`; and 512 states are its limit.
  static let responseTicksMax: Int64 = 250

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
    let tick = Expression(
      kind: .fired(ActionReference(action: .tick, arguments: [])), type: .bool, span: span)
    let response = BoundedResponse(
      goal: made, ticksMax: Int(count), trigger: cause, tick: tick,
      branch: branch(.trigger, at: cause.span))
    return Expression(kind: .recovers(response), type: .bool, span: span)
  }

  private mutating func responseTicks(_ syntax: ExpressionSyntax) -> Int64? {
    guard let count = constantInteger(syntax) else { return nil }
    guard (0...Self.responseTicksMax).contains(count) else {
      report(RuleMistake.ticksOutOfBounds(count, max: Self.responseTicksMax, at: syntax.span))
      return nil
    }
    return count
  }

  /// A condition on one state and the step taken there: so it takes nothing but a counter to see
  /// whether it comes in time.
  private mutating func momentary(_ syntax: ExpressionSyntax) -> Expression? {
    guard let made = condition(syntax) else { return nil }
    guard !made.hasTemporalOperator else {
      report(RuleMistake.temporalInResponse(at: syntax.span))
      return nil
    }
    return made
  }
}
