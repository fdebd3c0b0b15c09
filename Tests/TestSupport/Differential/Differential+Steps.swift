import Engine
import SpecCompiler
import SpecLanguage
import SpecSemantics

extension Differential {
  /// So many states are compared step by step: a sample, since each costs another expansion.
  private static let sampleMax = 12

  // MARK: Paths

  /// Every path that the engine gives can be walked directly.
  mutating func comparePaths() {
    for finding in exploration.findings {
      let (meaning, _) = meaning(of: finding)
      if let step = firstWrongStep(of: finding.path) {
        note("path to \(describe(meaning)): step \(step) is none")
      }
    }
    for extremes in exploration.measures {
      guard let extremes else { continue }
      for path in [extremes.leastPath, extremes.greatestPath] {
        if let step = firstWrongStep(of: path) { note("path to a measure: step \(step) is none") }
      }
    }
  }

  private func firstWrongStep(of path: [EngineStep]) -> Int? {
    for (index, step) in path.enumerated() {
      let target = compiled.decode(step.state)
      let steps: [MachineStep]
      if index == 0 {
        steps = machine.initialStates()
      } else {
        let source = compiled.decode(path[index - 1].state)
        guard let action = step.action else { return index }
        steps = self.steps(action: action, choices: step.choices, from: source)
      }
      if !steps.contains(where: { $0.state == target }) { return index }
    }
    return nil
  }

  private func steps(action: Int, choices: [Int64], from state: StateValue) -> [MachineStep] {
    switch compiled.actions[action].origin {
    case .tick: return machine.tick(from: state)
    case .test: return []
    case .action(let id):
      let arguments = compiled.arguments(action: action, choices: choices)
      return machine.steps(of: id, arguments: arguments, from: state)
    }
  }

  // MARK: States

  /// Some states have the same steps and the same values of properties, in the same order.
  mutating func compareStates() {
    let runner = ProgramRunner(compiled.program)
    let count = naive.states.count
    let stride = max(1, count / Self.sampleMax)
    for index in Swift.stride(from: 0, to: count, by: stride) {
      let state = naive.states[index]
      let words = compiled.encode(state)
      if compiled.decode(words) != state { note("state \(index) is another when packed") }
      compareSteps(from: state, index, runner.successors(of: words))
      compareChecks(in: state, index, words, runner)
    }
  }

  private mutating func compareSteps(
    from state: StateValue, _ index: Int, _ outcomes: [RunOutcome]
  ) {
    let fast = outcomes.map { describe($0) }
    let slow = machine.steps(from: state).map { describe($0) }
    for (first, second) in zip(fast, slow) where first != second {
      return note("a step from state \(index): compiled \(first), directly \(second)")
    }
    expect("steps from state \(index)", fast.count, slow.count)
  }

  private func describe(_ outcome: RunOutcome) -> String {
    guard let action = outcome.action else { return "no action" }
    let label: StepLabel
    switch compiled.actions[action].origin {
    case .tick: label = .tick
    case .test: label = .statement
    case .action(let id):
      label = .action(id, arguments: compiled.arguments(action: action, choices: outcome.choices))
    }
    switch outcome.result {
    case .state(let words, let violated):
      let instances = violated.map { site -> String in
        guard case .stepProperty(let index, let keys, _) = compiled.sites[site] else {
          return "site \(site)"
        }
        return describe(PropertyInstance(property: index, keys: keys))
      }
      return describe(label, compiled.decode(words), broken: instances)
    case .failure(let site):
      guard case .violation(let violation) = compiled.sites[site] else {
        return "\(label): site \(site)"
      }
      return describe(label, violation)
    }
  }

  private func describe(_ step: MachineStep) -> String {
    switch step.outcome {
    case .state(let state, let violated):
      return describe(step.label, state, broken: violated.map { describe($0) })
    case .violation(let violation): return describe(step.label, violation)
    }
  }

  private func describe(_ label: StepLabel, _ violation: Violation) -> String {
    "\(name(of: label)) breaks \(describe(NaiveExploration.Finding.violation(violation)))"
  }

  private func describe(_ label: StepLabel, _ state: StateValue, broken: [String]) -> String {
    let values = zip(state.variables, spec.variables).map {
      "\($1.name) = \(spec.describe($0, as: $1.type))"
    }
    return "\(name(of: label)) to \(values.joined(separator: ", ")) \(broken.sorted())"
  }

  private func name(of label: StepLabel) -> String {
    guard case .action(let id, let arguments) = label else { return "\(label)" }
    let action = spec.actions[id.index]
    let texts = zip(arguments, action.code.locals).map { spec.describe($0, as: $1.type) }
    return "\(action.name)(\(texts.joined(separator: ", ")))"
  }

  // MARK: Values

  private mutating func compareChecks(
    in state: StateValue, _ index: Int, _ words: [UInt64], _ runner: ProgramRunner
  ) {
    for (number, check) in compiled.checks.enumerated()
    // What propositions come to is compared with the properties that they are parts of.
    where ![.proposition, .stepProposition].contains(compiled.program.checks[number].role) {
      let fast = describe(runner.evaluate(check: number, in: words))
      expect("\(check.origin) \(check.name) in state \(index)", fast, value(of: check, in: state))
    }
  }

  private func describe(_ outcome: CheckOutcome) -> String {
    switch outcome {
    case .value(let number): return "\(number)"
    case .failure(let site): return "\(compiled.sites[site])"
    }
  }

  private func value(of check: CheckInformation, in state: StateValue) -> String {
    do throws(Violation) {
      let value: Value
      switch check.origin {
      case .property(let index):
        value = try machine.evaluate(property: index, keys: check.keys, in: state)
      case .constraint(let index): value = try evaluate(spec.constraints[index], in: state)
      case .terminal(let index): value = try evaluate(spec.terminals[index], in: state)
      }
      switch value {
      case .bool(let truth): return truth ? "1" : "0"
      case .integer(let number): return "\(number)"
      default: return "\(value)"
      }
    } catch {
      return "\(SiteInformation.violation(error))"
    }
  }

  private func evaluate(_ predicate: Predicate, in state: StateValue) throws(Violation) -> Value {
    let context = EvaluationContext(state: state, localCount: predicate.locals.count)
    return try machine.evaluate(predicate.expression, in: context)
  }
}
