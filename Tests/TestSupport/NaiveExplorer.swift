package import SpecLanguage
import SpecSemantics

/// The obvious search: breadth first over `SpecMachine`, states in a set of trees.
package struct NaiveExplorer {
  private let machine: SpecMachine
  private let statesMax: Int
  private let depthMax: Int
  private var known: Set<StateValue> = []
  private var found = NaiveExploration()

  private init(_ spec: TypedSpec, statesMax: Int, depthMax: Int) {
    machine = SpecMachine(spec)
    self.statesMax = statesMax
    self.depthMax = depthMax
  }

  /// Nil when there are more than `statesMax` states; those `depthMax` steps away are not expanded.
  package static func explore(
    _ spec: TypedSpec, statesMax: Int, depthMax: Int = .max
  ) -> NaiveExploration? {
    var explorer = NaiveExplorer(spec, statesMax: statesMax, depthMax: depthMax)
    explorer.begin()
    var next = 0
    while next < explorer.found.states.count, explorer.found.levels[next] < depthMax {
      if explorer.found.states.count > statesMax { return nil }
      explorer.expand(explorer.found.states[next], level: explorer.found.levels[next])
      next += 1
    }
    return explorer.found
  }

  private mutating func begin() {
    for step in machine.initialStates() {
      switch step.outcome {
      case .violation(let violation): found.note(.violation(violation), at: -1)
      case .state(let state, _): add(state, level: 0)
      }
    }
  }

  private mutating func expand(_ state: StateValue, level: Int) {
    if !isWithinConstraints(state, level: level) {
      found.constrained += 1
      return
    }
    let steps = machine.steps(from: state)
    if steps.isEmpty && !isTerminal(state, level: level) { found.note(.deadlock, at: level) }
    for step in steps {
      switch step.outcome {
      case .violation(let violation): found.note(.violation(violation), at: level)
      case .state(let successor, let violated):
        found.transitions += 1
        found.fired[step.label, default: 0] += 1
        found.covered.formUnion(step.covered)
        for instance in violated { found.note(.step(instance), at: level + 1) }
        add(successor, level: level + 1)
      }
    }
  }

  private mutating func add(_ state: StateValue, level: Int) {
    guard known.insert(state).inserted else { return }
    found.states.append(state)
    found.levels.append(level)
    for property in machine.spec.properties.indices {
      for keys in machine.keys(ofProperty: property) {
        check(PropertyInstance(property: property, keys: keys), in: state, level: level)
      }
    }
  }

  private mutating func check(_ instance: PropertyInstance, in state: StateValue, level: Int) {
    let property = machine.spec.properties[instance.property]
    switch property.kind {
    case .step, .temporal, .theorem(_, _, isTemporal: true): return
    case .invariant, .theorem, .reachable, .measure: break
    }
    let context = machine.context(
      ofProperty: instance.property, keys: instance.keys, in: state)
    var covered: Set<BranchID> = []
    do throws(Violation) {
      let value = try machine.evaluate(property.expression, in: context, covering: &covered)
      note(value, of: instance, level: level)
    } catch {
      found.note(.violation(error), at: level)
    }
    if case .theorem(_, let antecedent?, _) = property.kind, covered.contains(antecedent) {
      found.antecedentsMet.insert(instance.property)
    }
  }

  private mutating func note(_ value: Value, of instance: PropertyInstance, level: Int) {
    switch (machine.spec.properties[instance.property].kind, value) {
    case (.invariant, .bool(false)), (.theorem, .bool(false)), (.reachable, .bool(true)):
      found.note(.property(instance), at: level)
    case (.measure, .integer(let number)):
      let known = found.measures[instance]
      found.measures[instance] = NaiveExploration.Extremes(
        least: min(known?.least ?? number, number),
        greatest: max(known?.greatest ?? number, number))
    default: break
    }
  }

  private mutating func isWithinConstraints(_ state: StateValue, level: Int) -> Bool {
    var isWithin = true
    for constraint in machine.spec.constraints {
      if !holds(constraint, in: state, level: level) { isWithin = false }
    }
    return isWithin
  }

  private mutating func isTerminal(_ state: StateValue, level: Int) -> Bool {
    var isTerminal = false
    for terminal in machine.spec.terminals {
      if holds(terminal, in: state, level: level) { isTerminal = true }
    }
    return isTerminal
  }

  /// One that breaks a rule does not hold, and the rule is broken.
  private mutating func holds(_ predicate: Predicate, in state: StateValue, level: Int) -> Bool {
    let context = EvaluationContext(state: state, localCount: predicate.locals.count)
    do throws(Violation) {
      return try machine.evaluate(predicate.expression, in: context) == .bool(true)
    } catch {
      found.note(.violation(error), at: level)
      return false
    }
  }
}
