package import SpecLanguage

extension SpecMachine {
  /// Every combination of a property's keys in the order of their types; one empty one without
  /// keys.
  package func keys(ofProperty index: Int) -> [[Value]] {
    let property = spec.properties[index]
    return combinations(of: property.locals.prefix(property.keyCount).map(\.type))
  }

  /// All that a property's expression depends on in a state, for looking into it.
  package func context(
    ofProperty index: Int, keys: [Value], in state: StateValue
  ) -> EvaluationContext {
    let property = spec.properties[index]
    var context = EvaluationContext(
      state: state, locals: keys, localCount: property.locals.count)
    context.receiver = place(property.receiver, in: context)
    return context
  }

  /// The same on a step; nil when the property is about the steps of another action or component.
  package func context(
    ofProperty index: Int, keys: [Value], on step: StepLabel, from before: StateValue,
    to after: StateValue
  ) -> EvaluationContext? {
    let property = spec.properties[index]
    guard case .step(let expected) = property.kind else { return nil }
    var locals = keys
    if expected == .tick {
      guard step == .tick else { return nil }
    } else if let expected {
      guard case .action(expected, let arguments) = step else { return nil }
      // The property and the action of one component share their keys.
      guard arguments.starts(with: keys) else { return nil }
      locals = arguments
    }
    var context = EvaluationContext(
      state: after, oldState: before, locals: locals, localCount: property.locals.count,
      fired: step)
    context.receiver = place(property.receiver, in: context)
    return context
  }

  /// The value of an invariant, a theorem about states, a reachable or a measure in a state.
  package func evaluate(
    property index: Int, keys: [Value], in state: StateValue
  ) throws(Violation) -> Value {
    try evaluate(
      spec.properties[index].expression,
      in: context(ofProperty: index, keys: keys, in: state))
  }

  /// May the model rest in this state?
  package func isTerminal(_ state: StateValue) -> Bool {
    spec.terminals.contains { holds($0, in: state) }
  }

  package func holds(_ predicate: Predicate, in state: StateValue) -> Bool {
    let context = EvaluationContext(state: state, localCount: predicate.locals.count)
    return (try? evaluate(predicate.expression, in: context)) == .bool(true)
  }

  /// Puts every step property to the test on a completed step.
  func checkingStepProperties(_ step: MachineStep, from before: StateValue) -> MachineStep {
    guard let after = step.state else { return step }
    var checked = step
    var violated: [PropertyInstance] = []
    for index in spec.properties.indices {
      for keys in keys(ofProperty: index) {
        guard
          let context = context(
            ofProperty: index, keys: keys, on: step.label, from: before, to: after)
        else { continue }
        do throws(Violation) {
          let value = try evaluate(
            spec.properties[index].expression, in: context, covering: &checked.covered)
          if value != .bool(true) {
            violated.append(PropertyInstance(property: index, keys: keys))
          }
        } catch {
          checked.outcome = .violation(error)
          return checked
        }
      }
    }
    checked.outcome = .state(after, violated: violated)
    return checked
  }
}
