package import SpecLanguage

/// A run of a spec that shows something: pure data, from which every rendering is made.
///
/// The states are values of the spec's variables, in order; whoever renders them has the
/// `TypedSpec` at hand. A trace ends in a state (an invariant is false there, a state is reached,
/// nothing can happen any more), in a step that is marked (it breaks a step property), or in a step
/// that fails and therefore has no state after it.
package struct Trace: Hashable, Sendable {
  /// The path of the spec, as the user gave it.
  package var spec: String
  package var parameters: [TraceParameter]
  package var subject: TraceSubject
  /// nil only when the spec fails while it initialises.
  package var initial: StateValue?
  package var steps: [TraceStep]
  /// A run without an end: the last state equals `states[loopStart]`, and what came between happens
  /// again, for ever.
  package var loopStart: Int?
  /// Why the property is what it is at the end.
  package var explanation: Explanation?
  /// Of a run without an end: why it is a counterexample.
  package var liveness: LassoSummary?

  package init(
    spec: String, parameters: [TraceParameter], subject: TraceSubject, initial: StateValue?,
    steps: [TraceStep], loopStart: Int? = nil, explanation: Explanation? = nil,
    liveness: LassoSummary? = nil
  ) {
    self.spec = spec
    self.parameters = parameters
    self.subject = subject
    self.initial = initial
    self.steps = steps
    self.loopStart = loopStart
    self.explanation = explanation
    self.liveness = liveness
  }

  /// From the initial state on; a failing last step adds none.
  package var states: [StateValue] { [initial].compactMap(\.self) + steps.compactMap(\.state) }

  /// What an endless run ends with: `steps 4 to 5 repeat for ever`.
  package var loopText: String? {
    guard let loopStart else { return nil }
    switch steps.count - loopStart {
    case 0: return "from here on nothing ever happens"
    case 1: return "step \(steps.count) repeats for ever"
    default: return "steps \(loopStart + 1) to \(steps.count) repeat for ever"
    }
  }
}

package struct TraceParameter: Hashable, Sendable {
  package var name: String
  package var value: Int64

  package init(name: String, value: Int64) {
    self.name = name
    self.value = value
  }
}

/// A value under a name, with the type that it is described by.
package struct NamedValue: Hashable, Sendable {
  package var name: String
  package var value: Value
  package var type: Type

  package init(name: String, value: Value, type: Type) {
    self.name = name
    self.value = value
    self.type = type
  }
}

/// One step: which action, with what, and the state that it leads to.
package struct TraceStep: Hashable, Sendable {
  /// With the values of key parameters filled in: `send`, `b[instance1].expire`, `tick`.
  package var action: String
  package var arguments: [NamedValue]
  /// What its choices took, in the order in which they were made.
  package var picks: [NamedValue]
  /// The action's `///` text with arguments filled in; empty when it has none.
  package var sentence: String
  /// nil when the step fails; only the last can.
  package var state: StateValue?
  /// This step is what breaks the property.
  package var isMarked: Bool

  package init(
    action: String, arguments: [NamedValue] = [], picks: [NamedValue] = [], sentence: String = "",
    state: StateValue?, isMarked: Bool = false
  ) {
    self.action = action
    self.arguments = arguments
    self.picks = picks
    self.sentence = sentence
    self.state = state
    self.isMarked = isMarked
  }
}

extension TypedSpec {
  /// `send(client1)`, `finish(client1, .success) with n = 2`: as a test in the spec would call it.
  package func label(of step: TraceStep) -> String {
    var text = step.action
    if !step.arguments.isEmpty {
      let values = step.arguments.map { describe($0.value, as: $0.type) }
      text += "(" + values.joined(separator: ", ") + ")"
    }
    if !step.picks.isEmpty {
      let values = step.picks.map { "\($0.name) = \(describe($0.value, as: $0.type))" }
      text += " with " + values.joined(separator: ", ")
    }
    return text
  }
}
