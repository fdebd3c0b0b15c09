/// Takes given steps one after the other, leaving out those that are not possible, until what was
/// to be found is found.
struct RunReplayer: ~Copyable {
  /// A run that ends where the thing is found.
  struct Run {
    /// All states on the way; empty for a failure of the initialisation only.
    var states: [[UInt64]]
    /// One less than the states; for a failure as many, the last being the one that fails.
    var steps: [Walker.Step]
    /// The last step fails and leads nowhere.
    var endsWithFailure = false

    var length: Int { steps.count }
  }

  let linked: LinkedProgram
  private let target: WalkFinding.Kind
  private let constraints: [Int]
  private let urgent: [Int]
  private var interpreter: Interpreter
  /// Runs of actions so far.
  private(set) var effort = 0

  init(_ linked: LinkedProgram, target: WalkFinding.Kind) {
    self.linked = linked
    self.target = target
    let program = linked.program
    constraints = linked.stateChecks.filter {
      program.checks[linked.numbers[$0]].role == .constraint
    }
    urgent = linked.ordinary.filter { program.actions[linked.numbers[$0]].role == .urgent }
    interpreter = Interpreter(linked)
  }

  /// The run that the steps make from an initial state; nil when it does not find the thing.
  mutating func replay(_ steps: [Walker.Step], from initial: [UInt64]) -> Run? {
    var run = Run(states: [initial], steps: [])
    var state = initial
    if isFound(in: state) { return run }
    for step in steps {
      if !isExpanded(state) { return nil }
      guard let (outcome, violated) = take(step, from: state) else { continue }
      guard let outcome else {
        if violated.isEmpty { continue }
        run.steps.append(step)
        run.endsWithFailure = true
        return run
      }
      let isFoundOnStep = !violated.isEmpty
      if outcome == state && !isFoundOnStep { continue }
      run.steps.append(step)
      run.states.append(outcome)
      state = outcome
      if isFoundOnStep || isFound(in: state) { return run }
    }
    return nil
  }

  /// Takes one step: the state after it, nil if it fails, and what of the target it meets (its
  /// site). Nil when it is not possible.
  private mutating func take(
    _ step: Walker.Step, from state: [UInt64]
  ) -> (state: [UInt64]?, met: [Int])? {
    interpreter.load(state)
    let position = linked.positionOfAction[step.action]
    let isTick = linked.ticks.contains(position)
    if isTick && hasUrgentStep() { return nil }
    interpreter.start(at: position)
    // The last run was not gone on from, so what it broke is still there.
    interpreter.violated.removeAll(keepingCapacity: true)
    while true {
      effort += 1
      switch interpreter.execute(until: position + 1) {
      case .exhausted: return nil
      case .paused: continue
      case .failed:
        guard interpreter.choices.values == step.choices else { continue }
        return (nil, target == .actionFailed(site: Int(interpreter.outcome)) ? [0] : [])
      case .completed:
        guard interpreter.choices.values == step.choices else { continue }
        let next = interpreter.packed()
        if isTick && next == state { return nil }
        return (next, metSites())
      }
    }
  }

  private func metSites() -> [Int] {
    guard case .step(let site) = target else { return [] }
    return interpreter.violated.contains(Int32(site)) ? [site] : []
  }

  private mutating func hasUrgentStep() -> Bool {
    for position in urgent {
      interpreter.start(at: position)
      effort += 1
      while true {
        switch interpreter.execute(until: position + 1) {
        case .completed, .failed:
          // The run's changes are taken back with the next load; there is none before the tick.
          interpreter.undo()
          return true
        case .paused: continue
        case .exhausted: break
        }
        break
      }
    }
    return false
  }

  /// Whether the thing is there in a state, whatever led to it.
  mutating func isFound(in state: [UInt64]) -> Bool {
    switch target {
    case .check(let check):
      interpreter.load(state)
      guard case .value(let value) = evaluate(check) else { return false }
      return (value == 0) == (linked.program.checks[check].role == .invariant)
    case .checkFailed(let check, let site):
      if linked.program.checks[check].role == .terminal && hasStep(state) { return false }
      interpreter.load(state)
      return evaluate(check) == .failure(site: site)
    case .deadlock: return isExpanded(state) && !hasStep(state) && !isTerminal(state)
    case .actionFailed, .initializationFailed, .step: return false
    }
  }

  private mutating func evaluate(_ check: Int) -> CheckOutcome {
    effort += 1
    return interpreter.evaluate(at: linked.positionOfCheck[check])
  }

  /// Whether walks go on from a state: not outside a constraint.
  mutating func isExpanded(_ state: [UInt64]) -> Bool {
    if constraints.isEmpty { return true }
    interpreter.load(state)
    for position in constraints {
      effort += 1
      guard case .value(let value) = interpreter.evaluate(at: position), value != 0 else {
        return false
      }
    }
    return true
  }

  private mutating func hasStep(_ state: [UInt64]) -> Bool {
    interpreter.load(state)
    interpreter.startSteps()
    while true {
      effort += 1
      switch interpreter.execute(until: interpreter.end) {
      case .completed:
        if interpreter.cursor >= linked.ticks.lowerBound && interpreter.packed() == state {
          continue
        }
        return true
      case .failed: return true
      case .paused: continue
      case .exhausted:
        if interpreter.end == linked.ticks.upperBound { return false }
        interpreter.end = linked.ticks.upperBound
      }
    }
  }

  private mutating func isTerminal(_ state: [UInt64]) -> Bool {
    interpreter.load(state)
    return linked.terminals.contains { position in
      effort += 1
      guard case .value(let value) = interpreter.evaluate(at: position) else { return false }
      return value != 0
    }
  }
}
