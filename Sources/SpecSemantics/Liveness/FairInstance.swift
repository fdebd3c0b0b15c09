package import SpecLanguage

/// An action with its arguments that fairness is about, and what the loop of a run does with it.
package struct FairInstance: Hashable, Sendable {
  package enum Treatment: Hashable, Sendable {
    /// A step of it is taken from this position of the loop.
    case taken(at: Int)
    /// It has no step at this position of the loop, which is enough for weak fairness.
    case disabled(at: Int)
    /// It has no step anywhere in the loop.
    case neverEnabled
    /// Never taken, though enabled throughout the loop (weak fairness) or at this position of it
    /// (strong fairness): no fair run goes on like this.
    case starved(enabledAt: Int)
  }

  package var label: StepLabel
  /// Never `.none`.
  package var fairness: Fairness
  package var treatment: Treatment

  package var isStarved: Bool {
    if case .starved = treatment { true } else { false }
  }
}

extension SpecMachine {
  /// What the loop does with each action that is fair, one for each combination of arguments; time
  /// comes last.
  ///
  /// A weakly fair action that is enabled throughout must be taken, a strongly fair one that is
  /// enabled anywhere must be.
  package func fairness(on lasso: Lasso) -> [FairInstance] {
    var instances: [FairInstance] = []
    for (index, action) in spec.actions.enumerated() where action.fairness != .none {
      let id = ActionID(index: index)
      for arguments in arguments(of: id) {
        let label = StepLabel.action(id, arguments: arguments)
        instances.append(instance(label, action.fairness, on: lasso))
      }
    }
    if !spec.tickHandlers.isEmpty { instances.append(instance(.tick, .weak, on: lasso)) }
    return instances
  }

  private func instance(
    _ label: StepLabel, _ fairness: Fairness, on lasso: Lasso
  ) -> FairInstance {
    FairInstance(
      label: label, fairness: fairness, treatment: treatment(label, fairness, on: lasso))
  }

  private func treatment(
    _ label: StepLabel, _ fairness: Fairness, on lasso: Lasso
  ) -> FairInstance.Treatment {
    if let position = lasso.loop.first(where: { lasso.labels[$0] == label }) {
      return .taken(at: position)
    }
    if fairness == .weak {
      let rest = lasso.loop.first { !isEnabled(label, in: lasso.states[$0]) }
      return rest.map { .disabled(at: $0) } ?? .starved(enabledAt: lasso.loopStart)
    }
    let chance = lasso.loop.first { isEnabled(label, in: lasso.states[$0]) }
    return chance.map { .starved(enabledAt: $0) } ?? .neverEnabled
  }

  /// Actions that are not fair, enabled throughout the loop and never taken in it; at most so many.
  package func passedOver(on lasso: Lasso, max: Int) -> [StepLabel] {
    var found: [StepLabel] = []
    for (index, action) in spec.actions.enumerated() where action.fairness == .none {
      let id = ActionID(index: index)
      for arguments in arguments(of: id) {
        if found.count == max { return found }
        let label = StepLabel.action(id, arguments: arguments)
        let isPassedOver = lasso.loop.allSatisfy { position in
          lasso.labels[position] != label && isEnabled(label, in: lasso.states[position])
        }
        if isPassedOver { found.append(label) }
      }
    }
    return found
  }

  private func isEnabled(_ label: StepLabel, in state: StateValue) -> Bool {
    switch label {
    case .action(let id, let arguments): isEnabled(id, arguments, in: state)
    case .tick: !tick(from: state).isEmpty
    case .initial, .statement: false
    }
  }
}
