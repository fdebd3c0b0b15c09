/// A bound on how long something may take: whenever the trigger is true, the goal is true then or
/// later, and from the one to the other the tick is true at most so many times.
package struct BoundedWait: Hashable, Sendable {
  package var trigger: TemporalFormula
  package var goal: TemporalFormula
  /// What is counted, at each position from that of the trigger on to the one before the goal's.
  package var tick: TemporalFormula
  package var ticksMax: Int

  package init(
    trigger: TemporalFormula, goal: TemporalFormula, tick: TemporalFormula, ticksMax: Int
  ) {
    self.trigger = trigger
    self.goal = goal
    self.tick = tick
    self.ticksMax = ticksMax
  }
}

extension BoundedWait {
  /// The same with each of its formulas changed.
  package func map(_ change: (TemporalFormula) -> TemporalFormula) -> BoundedWait {
    BoundedWait(
      trigger: change(trigger), goal: change(goal), tick: change(tick), ticksMax: ticksMax)
  }
}

extension NormalFormulas {
  /// A bounded wait where it stands within other formulas, written out: `always (q implies
  /// b(n))`, where `b(k)` is that the goal comes with at most `k` ticks before it.
  ///
  /// With `g` for `p || !t || next b(k - 1)`, `b(k)` is `g until ((p || t) && g)`. That is the
  /// usual `!t until (p || t && next b(k - 1))`, but its negation has only one way to go on at each
  /// position, whatever is true there: so an automaton that looks for a violation has a state for
  /// each `k`, not one for each set of them.
  mutating func normalized(_ wait: BoundedWait) -> NormalFormula {
    let goal = normalized(wait.goal)
    let tick = normalized(wait.tick)
    let trigger = normalized(wait.trigger)
    var comes = NormalFormula.falsity
    for _ in 0...wait.ticksMax {
      let goesOn = disjunction([goal, !tick, next(comes)])
      comes = until(goesOn, conjunction([disjunction([goal, tick]), goesOn]))
    }
    // Always.
    return !until(.truth, conjunction([trigger, !comes]))
  }
}
