import SpecLanguage

/// Why a run is no counterexample to a temporal property.
package enum LassoFault: Error, Hashable, Sendable {
  /// The last state is not the one in which the loop begins.
  case open
  /// The step taken from this position is none of the machine.
  case noStep(position: Int)
  /// The run stays in the state of this position, though the machine has a step there.
  case early(position: Int)
  /// The property holds on the run.
  case holds
  /// The loop starves an action that is fair.
  case unfair(FairInstance)
}

extension SpecMachine {
  /// Confirms that the run goes from state to state by steps of the machine, that the property is
  /// false on it and, when fairness is assumed, that it is fair.
  ///
  /// Whether the first state is an initial one is for the caller to see.
  /// - Throws: the first reason why it is no counterexample.
  /// - Returns: what the loop does with each fair action.
  package func confirm(
    _ lasso: Lasso, breaking instance: PropertyInstance, assumingFairness: Bool
  ) throws(LassoFault) -> [FairInstance] {
    try confirmSteps(of: lasso)
    if holds(instance, on: lasso) { throw .holds }
    let fairness = fairness(on: lasso)
    if assumingFairness, let starved = fairness.first(where: \.isStarved) {
      throw .unfair(starved)
    }
    return fairness
  }

  /// Is the property true on the run?
  package func holds(_ instance: PropertyInstance, on lasso: Lasso) -> Bool {
    let context = context(
      ofProperty: instance.property, keys: instance.keys, in: lasso.states[0])
    let formula = spec.properties[instance.property].expression
    return LassoEvaluation(self, lasso, of: formula).truths(formula, context)[0]
  }

  private func confirmSteps(of lasso: Lasso) throws(LassoFault) {
    for position in lasso.positions {
      let state = lasso.states[position]
      let target = lasso.states[position + 1]
      guard let label = lasso.labels[position] else {
        if steps(from: state).contains(where: { $0.state != nil }) {
          throw .early(position: position)
        }
        if state != target { throw .noStep(position: position) }
        continue
      }
      if !steps(labelled: label, from: state).contains(where: { $0.state == target }) {
        throw .noStep(position: position)
      }
    }
    if lasso.states[lasso.loopStart] != lasso.states[lasso.states.count - 1] { throw .open }
  }

  /// The steps with a label; those of actions and of time are all there are on a run.
  private func steps(labelled label: StepLabel, from state: StateValue) -> [MachineStep] {
    switch label {
    case .action(let id, let arguments): steps(of: id, arguments: arguments, from: state)
    case .tick: tick(from: state)
    case .initial, .statement: []
    }
  }
}
