import Counterexamples
import SpecLanguage
import SpecSemantics

/// Runs without an end, written down by hand.
extension TracedSpec {
  /// The states that these steps lead through from the first initial state that has them, by their
  /// labels with arguments; `stay` is no step.
  func run(_ calls: [String]) throws -> (states: [StateValue], labels: [StepLabel?]) {
    for initial in builder.machine.initialStates().compactMap(\.state) {
      if let found = follow(calls, from: initial) { return found }
    }
    throw Broken(description: "no run \(calls)")
  }

  private func follow(
    _ calls: [String], from initial: StateValue
  ) -> (states: [StateValue], labels: [StepLabel?])? {
    var states = [initial]
    var labels: [StepLabel?] = []
    for call in calls {
      let state = states[states.count - 1]
      let step = builder.machine.steps(from: state).first {
        spec.label(of: builder.traceStep($0)) == call
      }
      if call != "stay" && step?.state == nil { return nil }
      states.append(step?.state ?? state)
      labels.append(step?.label)
    }
    return (states, labels)
  }

  /// The trace of a counterexample to the first property, or the one with this index.
  func lasso(
    stem: [String], loop: [String], property: Int = 0, keys: [Value] = [], fair: Bool = true
  ) throws -> Trace {
    let (states, labels) = try run(stem + loop)
    return try builder.lasso(
      for: PropertyInstance(property: property, keys: keys), states: states, labels: labels,
      loopStart: stem.count, assumesFairness: fair)
  }

  func text(_ trace: Trace) -> String { TextTraceRenderer(spec: spec).render(trace) }
}
