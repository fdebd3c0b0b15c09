package import SourceText
package import SpecLanguage
package import SpecSemantics

/// A run that the reference semantics does not know: a fault of the checker itself, which must
/// never reach a user as a counterexample.
package struct TraceMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// 0 for the initial state.
  package var step: Int
  package var reason: String

  package init(step: Int, reason: String) {
    self.step = step
    self.reason = reason
  }

  package var description: String {
    "internal error: the reference semantics does not confirm step \(step) of a trace: \(reason)"
  }
}

/// Makes traces of paths of states, each step taken again by the reference semantics.
///
/// So every trace is checked twice: what found it says which states it goes through, and the direct
/// evaluator must know an initial state and a step for each of them.
package struct TraceBuilder: Sendable {
  /// How a path ends.
  package enum Ending: Hashable, Sendable {
    /// With its last state, which is explained by this property when there is one.
    case state(PropertyInstance?)
    /// With its last step, which does not meet the step property.
    case step(PropertyInstance)
    /// With a step from the last state (or the initializer, when the path is empty) that breaks a
    /// rule.
    case failure(Violation)
    /// With a state in which the property cannot be evaluated.
    case propertyFailure(PropertyInstance)
    /// With a state that has no step.
    case deadlock
  }

  package let machine: SpecMachine
  let sources: SourceMap
  private let path: String
  private let initialSteps: InitialSteps

  /// `path` is the spec's as the user gave it.
  package init(spec: TypedSpec, sources: SourceMap, path: String) {
    machine = SpecMachine(spec)
    initialSteps = InitialSteps(of: machine)
    self.sources = sources
    self.path = path
  }

  /// The trace through these states.
  ///
  /// `labels` says what each step after the first state was, where the finder knows it; nil matches
  /// anything. For a failure its last element belongs to the failing step.
  /// - Throws: `TraceMismatch` at the first state that the reference semantics does not reach.
  package func trace(
    _ subject: TraceSubject, states: [StateValue], labels: [StepLabel?] = [], ending: Ending,
    loopStart: Int? = nil
  ) throws(TraceMismatch) -> Trace {
    var trace = Trace(
      spec: path,
      parameters: machine.spec.parameters.map { TraceParameter(name: $0.name, value: $0.value) },
      subject: subject, initial: states.first, steps: [], loopStart: loopStart)
    if let first = states.first, !initialSteps.lead(to: first) {
      throw TraceMismatch(step: 0, reason: "the state is not initial")
    }
    var last: MachineStep?
    for index in states.indices.dropFirst() {
      let isLast = index == states.count - 1
      let label = labels.indices.contains(index - 1) ? labels[index - 1] : nil
      let step = try step(
        number: index, from: states[index - 1], to: states[index], label,
        violating: isLast ? ending.violatedOnStep : nil)
      trace.steps.append(traceStep(step, isMarked: isLast && ending.violatedOnStep != nil))
      last = step
    }
    return try finish(trace, states: states, labels: labels, lastStep: last, ending: ending)
  }

  private func step(
    number: Int, from old: StateValue, to new: StateValue, _ label: StepLabel?,
    violating instance: PropertyInstance?
  ) throws(TraceMismatch) -> MachineStep {
    let found = candidates(label, from: old).first { step in
      guard case .state(new, let violated) = step.outcome else { return false }
      return instance.map(violated.contains) ?? true
    }
    guard let found else {
      let what = label.map { name(of: $0) } ?? "no action"
      throw TraceMismatch(step: number, reason: "\(what) does not lead from state to state")
    }
    return found
  }

  private func candidates(_ label: StepLabel?, from state: StateValue) -> [MachineStep] {
    switch label {
    case .action(let id, let arguments)?:
      machine.steps(of: id, arguments: arguments, from: state)
    case .tick?: machine.tick(from: state)
    case nil, .initial?, .statement?: machine.steps(from: state)
    }
  }

  /// `send(client1)`, `tick`
  func name(of label: StepLabel) -> String {
    guard case .action(let id, let arguments) = label else { return "\(label)" }
    let call = machine.spec.call(of: id, arguments)
    return machine.spec.label(
      of: TraceStep(action: call.name, arguments: call.arguments, state: nil))
  }

  /// A step as traces show it.
  package func traceStep(_ step: MachineStep, isMarked: Bool = false) -> TraceStep {
    let picks = step.picks.map { NamedValue(name: $0.name, value: $0.value, type: $0.type) }
    guard case .action(let id, let arguments) = step.label else {
      return TraceStep(action: "tick", picks: picks, state: step.state, isMarked: isMarked)
    }
    let call = machine.spec.call(of: id, arguments)
    return TraceStep(
      action: call.name, arguments: call.arguments, picks: picks,
      sentence: machine.spec.sentence(of: id, arguments: arguments, picks: picks),
      state: step.state, isMarked: isMarked)
  }

  private func finish(
    _ trace: Trace, states: [StateValue], labels: [StepLabel?], lastStep: MachineStep?,
    ending: Ending
  ) throws(TraceMismatch) -> Trace {
    var trace = trace
    let explainer = Explainer(machine: machine, sources: sources)
    switch ending {
    case .state(nil): break
    case .propertyFailure(let instance):
      guard let state = states.last else { break }
      let violations = machine.violations(evaluating: instance, in: state)
      guard let found = violations.first(where: { $0.name == trace.subject.name }) else {
        throw TraceMismatch(
          step: states.count, reason: "the property can be evaluated in the last state")
      }
      trace.explanation = explainer.explain(found, evaluating: instance)
    case .state(let instance?):
      guard let state = states.last else { break }
      trace.explanation = explainer.explain(
        property: instance.property, keys: instance.keys, in: state, name: trace.subject.name)
    case .step(let instance):
      guard let lastStep, states.count > 1 else { break }
      trace.explanation = explainer.explain(
        property: instance.property, keys: instance.keys, on: lastStep,
        from: states[states.count - 2], name: trace.subject.name)
    case .failure(let violation):
      let label = labels.count == states.count ? labels.last ?? nil : nil
      let step = try failingStep(violation, label, from: states.last, number: states.count)
      if !states.isEmpty { trace.steps.append(traceStep(step)) }
      trace.explanation = explainer.explain(violation, of: step)
    case .deadlock:
      guard let state = states.last else { break }
      if !machine.steps(from: state).isEmpty {
        throw TraceMismatch(step: states.count, reason: "an action is enabled in a deadlock")
      }
      trace.explanation = explainer.explainDeadlock(in: state)
    }
    return trace
  }

  private func failingStep(
    _ violation: Violation, _ label: StepLabel?, from state: StateValue?, number: Int
  ) throws(TraceMismatch) -> MachineStep {
    let steps = state.map { candidates(label, from: $0) } ?? initialSteps.all
    guard let found = steps.first(where: { $0.violation == violation }) else {
      throw TraceMismatch(step: number, reason: "no step violates \(violation.name)")
    }
    return found
  }
}

extension TraceBuilder.Ending {
  fileprivate var violatedOnStep: PropertyInstance? {
    if case .step(let instance) = self { instance } else { nil }
  }
}
