extension BuchiAutomaton {
  /// The automaton of the runs that break a bounded wait, or of those that keep it, where nothing
  /// but conditions on single positions stands around it and within: all that takes is a counter.
  ///
  /// A tableau would come to the same, after it has seen that its formulas about the ticks that are
  /// left are that and nothing more.
  static func counting(_ formula: TemporalFormula) -> BuchiAutomaton? {
    guard let claim = WaitClaim(formula), let counter = WaitCounter(claim) else { return nil }
    var automaton = claim.isBroken ? counter.violations : counter.responses
    automaton.trim()
    return automaton
  }
}

/// What a counter is enough for: `w`, `!w` and `c && !w`.
private struct WaitClaim {
  var wait: BoundedWait
  var isBroken: Bool
  /// What has to be true of the first position as well.
  var condition = TemporalFormula.constant(true)

  init?(_ formula: TemporalFormula) {
    switch formula {
    case .bounded(let wait): self.init(wait: wait, isBroken: false)
    case .not(let inner): self.init(denying: inner)
    default: return nil
    }
  }

  private init(wait: BoundedWait, isBroken: Bool) {
    self.wait = wait
    self.isBroken = isBroken
  }

  private init?(denying formula: TemporalFormula) {
    switch formula {
    case .bounded(let wait): self.init(wait: wait, isBroken: true)
    case .not(.and(let condition, let inner)):
      self.init(inner)
      guard isBroken else { return nil }
      self.condition = .and(condition, self.condition)
    case .not(let inner): self.init(inner)
    case .or(.not(let condition), let inner):
      self.init(denying: inner)
      guard isBroken else { return nil }
      self.condition = .and(condition, self.condition)
    default: return nil
    }
  }
}

/// The states and transitions for a bounded wait.
///
/// What has been waited for longest is due first, and all that is waited for comes together: so one
/// count is enough. Nothing but the count depends on it, so each state of a program is searched
/// with those counts that it is reached with, mostly one. Were the wait that is too long guessed
/// instead, as a tableau does it, each state would be searched with every count that can still come
/// of it; but those where nothing is waited for would not be searched at all.
private struct WaitCounter {
  private let ticksMax: Int
  private let condition: PositionCubes
  private let trigger: PositionCubes
  private let goal: PositionCubes
  /// The goal is not there; and no tick is counted, or one is.
  private let awaits: PositionCubes
  private let waits: PositionCubes
  private let ticks: PositionCubes
  /// A wait begins, and goes on in these ways; or none begins.
  private let waitsFirst: PositionCubes
  private let ticksFirst: PositionCubes
  private let rests: PositionCubes

  init?(_ claim: WaitClaim) {
    let wait = claim.wait
    let isAwaited = TemporalFormula.not(wait.goal)
    guard let condition = PositionCubes(claim.condition), let goal = PositionCubes(wait.goal),
      let awaits = PositionCubes(isAwaited),
      let waits = PositionCubes(.and(isAwaited, .not(wait.tick))),
      let ticks = PositionCubes(.and(isAwaited, wait.tick)),
      let trigger = PositionCubes(wait.trigger),
      let rests = PositionCubes(.or(.not(wait.trigger), wait.goal))
    else { return nil }
    ticksMax = wait.ticksMax
    (self.condition, self.trigger, self.goal, self.rests) = (condition, trigger, goal, rests)
    (self.awaits, self.waits, self.ticks) = (awaits, waits, ticks)
    waitsFirst = trigger.and(waits)
    ticksFirst = trigger.and(ticks)
    let parts = [waitsFirst, ticksFirst, condition.and(rests), condition.and(waitsFirst)]
    guard parts.allSatisfy({ $0.cubes.count <= PositionCubes.cubesMax }) else { return nil }
  }

  /// The states are idle, those with so many ticks left, and two that accept: there was a tick too
  /// many, and the goal never comes, which is guessed where the wait begins. That takes care of
  /// time that stands still; and where the goal stays away for ever, its run is the shorter one.
  var violations: BuchiAutomaton {
    let (idle, first, late) = (0, 1, ticksMax + 2)
    let never = late + 1
    func leavingIdle(when condition: PositionCubes) -> [BuchiAutomaton.Transition] {
      condition.and(rests).transitions(to: idle)
        + condition.and(waitsFirst).transitions(to: first)
        + condition.and(ticksFirst).transitions(to: first + 1)
        + condition.and(trigger).and(awaits).transitions(to: never)
    }
    var states = [leavingIdle(when: .all)]
    for state in first..<late {
      states.append(
        goal.transitions(to: idle) + waits.transitions(to: state)
          + ticks.transitions(to: state + 1))
    }
    states.append(PositionCubes.all.transitions(to: late, acceptance: 1))
    states.append(awaits.transitions(to: never, acceptance: 1))
    var automaton = BuchiAutomaton(transitions: states, acceptanceSetCount: 1)
    if !condition.isAlways {
      automaton.initialState = states.count
      automaton.transitions.append(leavingIdle(when: condition))
    }
    return automaton
  }

  /// The states are idle, and those with so many ticks left.
  var responses: BuchiAutomaton {
    let (idle, first) = (0, 1)
    var states = [
      rests.transitions(to: idle, acceptance: 1) + waitsFirst.transitions(to: first)
        + (ticksMax > 0 ? ticksFirst.transitions(to: first + 1) : [])
    ]
    for left in (0...ticksMax).reversed() {
      let state = states.count
      states.append(
        goal.transitions(to: idle, acceptance: 1) + waits.transitions(to: state)
          + (left > 0 ? ticks.transitions(to: state + 1) : []))
    }
    return BuchiAutomaton(transitions: states, acceptanceSetCount: 1)
  }
}
