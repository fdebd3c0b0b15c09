package import SpecLanguage

/// What a step is a step of.
package enum StepLabel: Hashable, Sendable {
  /// Running the initializer.
  case initial
  /// An action with all its arguments, keys first.
  case action(ActionID, arguments: [Value])
  case tick
  /// A statement of a test.
  case statement
}

/// A value that `any` took.
package struct Pick: Hashable, Sendable {
  package var name: String
  package var value: Value
  package var type: Type
}

/// A property with the values of its keys.
package struct PropertyInstance: Hashable, Sendable {
  /// Index into `TypedSpec.properties`.
  package var property: Int
  package var keys: [Value]

  package init(property: Int, keys: [Value]) {
    self.property = property
    self.keys = keys
  }
}

/// One run of the initializer, of an action, of `tick` or of a test's statement.
package struct MachineStep: Sendable {
  package enum Outcome: Sendable {
    /// The state after it, and the step properties that the step does not meet.
    case state(StateValue, violated: [PropertyInstance])
    /// The run broke a rule: there is no state after it.
    case violation(Violation)
  }

  package var label: StepLabel
  /// What was chosen on the way, in order.
  package var picks: [Pick]
  package var outcome: Outcome
  /// What the code returned: for a step of an open component's environment, the transition's
  /// result.
  package var returned = Value.nothing
  /// The branches that the run went through.
  package var covered: Set<BranchID>
  /// Of a violation: everything as it was where the run broke off, in the innermost call.
  package var failedIn: EvaluationContext?

  /// The state after it; nil for a violation.
  package var state: StateValue? {
    if case .state(let state, _) = outcome { state } else { nil }
  }

  package var violation: Violation? {
    if case .violation(let violation) = outcome { violation } else { nil }
  }
}
