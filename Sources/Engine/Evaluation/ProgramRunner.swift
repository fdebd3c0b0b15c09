/// Runs single actions and checks of a program, one state at a time: for tests, replays and
/// scripted runs. A search does the same in bulk.
///
///     let runner = ProgramRunner(program)
///     for outcome in runner.initialStates() { … }
package struct ProgramRunner: Sendable {
  let linked: LinkedProgram

  package var program: Program { linked.program }

  /// Traps when the program is unsound (`Program.firstFlaw`).
  package init(_ program: Program) {
    linked = LinkedProgram(program)
  }

  init(_ linked: LinkedProgram) { self.linked = linked }

  /// The outcomes of the initialisation, by its choices in ascending order; a state may come more
  /// than once.
  package func initialStates() -> [RunOutcome] {
    let zero = [UInt64](repeating: 0, count: linked.wordCount)
    return outcomes(at: linked.initialization, action: nil, from: zero)
  }

  /// The steps and failures of a state, as a search takes them: ordinary and urgent actions in
  /// their order, then time, unless an urgent action had a step, or it would change nothing.
  package func successors(of words: [UInt64]) -> [RunOutcome] {
    var interpreter = Interpreter(linked)
    interpreter.load(words)
    interpreter.startSteps()
    var target = words
    var outcomes: [RunOutcome] = []
    while true {
      let event = unsafe target.withUnsafeMutableBufferPointer { target in
        // It has `wordCount` words: `load` checked it.
        unsafe interpreter.nextStep(into: target.baseAddress!)
      }
      switch event {
      case .done: return outcomes
      case .paused: continue
      case .step, .failure:
        outcomes.append(
          interpreter.outcome(
            action: interpreter.action, target: event == .step ? target : nil))
      }
    }
  }

  /// All runs of one action of any role from a state, whatever the rules of urgency and time; a
  /// tick that changes nothing is among them.
  package func run(action: Int, from words: [UInt64]) -> [RunOutcome] {
    precondition(program.actions.indices.contains(action), "no action \(action)")
    return outcomes(at: linked.positionOfAction[action], action: action, from: words)
  }

  package func evaluate(check: Int, in words: [UInt64]) -> CheckOutcome {
    precondition(program.checks.indices.contains(check), "no check \(check)")
    var interpreter = Interpreter(linked)
    interpreter.load(words)
    return interpreter.evaluate(at: linked.positionOfCheck[check])
  }

  private func outcomes(at position: Int, action: Int?, from words: [UInt64]) -> [RunOutcome] {
    var interpreter = Interpreter(linked)
    interpreter.load(words)
    interpreter.start(at: position)
    var outcomes: [RunOutcome] = []
    while true {
      switch interpreter.execute(until: position + 1) {
      case .exhausted: return outcomes
      case .paused: continue
      case .completed:
        outcomes.append(
          interpreter.outcome(action: action, target: interpreter.packed()))
      case .failed: outcomes.append(interpreter.outcome(action: action, target: nil))
      }
    }
  }
}

extension Interpreter {
  /// The run that just ended, as a value; without a target it failed.
  func outcome(action: Int?, target: [UInt64]?) -> RunOutcome {
    let result: RunOutcome.Result =
      if let target {
        .state(target, violated: violated.map(Int.init).sorted())
      } else {
        .failure(site: Int(outcome))
      }
    return RunOutcome(action: action, choices: choices.values, result: result)
  }

  /// The packed state after the run that just ended.
  func packed() -> [UInt64] {
    var target = [UInt64](repeating: 0, count: wordCount)
    _ = unsafe target.withUnsafeMutableBufferPointer { unsafe pack(into: $0.baseAddress!) }
    return target
  }

  /// Runs the check at a position on the loaded state.
  @inline(__always)
  mutating func evaluate(at position: Int) -> CheckOutcome {
    start(at: position)
    switch execute(until: position + 1) {
    case .completed: return .value(slots[outcome])
    case .failed: return .failure(site: Int(outcome))
    case .exhausted, .paused: preconditionFailure("a check ended without a result")
    }
  }
}
