package import Engine
package import SpecCompiler
package import SpecLanguage
package import SpecSemantics

/// Counterexamples to temporal properties.
extension TraceBuilder {
  /// More actions that are passed over than this are not told of.
  private static let hintsMax = 4

  /// The trace of an infinite run on which a temporal property is false.
  ///
  /// `stem` begins with an initial state and ends with the state in which the loop begins; `loop`
  /// has the steps from there back to an equal state. Without steps the run has come to its end,
  /// and stays in its last state.
  /// - Throws: `TraceMismatch` when the reference semantics knows no such run, when the property
  ///   holds on it, or when fairness is assumed and the loop is not fair.
  package func lasso(
    for instance: PropertyInstance, stem: [EngineStep], loop: [EngineStep],
    in compiled: CompiledSpec, assumesFairness: Bool
  ) throws(TraceMismatch) -> Trace {
    let path = stem + loop
    if stem.isEmpty { throw TraceMismatch(step: 0, reason: "a run begins with a state") }
    return try lasso(
      for: instance, states: path.map { compiled.decode($0.state) },
      labels: labels(of: path, in: compiled), loopStart: stem.count - 1,
      assumesFairness: assumesFairness)
  }

  /// The same of states as values. `labels` has the step before each state but the first, nil where
  /// the run only stays; the last state is the one with the index `loopStart` once more.
  package func lasso(
    for instance: PropertyInstance, states: [StateValue], labels: [StepLabel?], loopStart: Int,
    assumesFairness: Bool
  ) throws(TraceMismatch) -> Trace {
    let explainer = LassoExplainer(
      explainer: Explainer(machine: machine, sources: sources),
      lasso: Lasso(states: states, labels: labels, loopStart: loopStart), instance: instance)
    // The trace is of the positions that the explanation names.
    let lasso = explainer.lasso
    let fairness: [FairInstance]
    do throws(LassoFault) {
      fairness = try machine.confirm(
        lasso, breaking: instance, assumingFairness: assumesFairness)
    } catch {
      throw mismatch(error)
    }
    let subject = TraceSubject(instance, of: machine.spec, in: sources)
    // Staying where nothing happens is no step of the trace.
    let last = lasso.stepCount
    var trace = try trace(
      subject, states: Array(lasso.states[...last]), labels: Array(lasso.labels[..<last]),
      ending: .state(nil), loopStart: min(lasso.loopStart, last))
    let reason = explainer.reason()
    trace.explanation = explainer.explanation(reason, name: subject.name)
    trace.liveness = LassoSummary(
      reason: reason.text, assumesFairness: assumesFairness, isEnd: lasso.isEnd,
      fairActions: fairness.map { fairAction($0, last: last) },
      passedOver: machine.passedOver(on: lasso, max: Self.hintsMax).map(name))
    return trace
  }

  private func fairAction(_ instance: FairInstance, last: Int) -> LassoSummary.FairAction {
    let treatment: LassoSummary.FairAction.Treatment =
      switch instance.treatment {
      case .taken(let position): .taken(step: position + 1)
      case .disabled(let position): .disabled(state: min(position, last))
      case .neverEnabled: .neverEnabled
      case .starved(let position): .starved(state: min(position, last))
      }
    return LassoSummary.FairAction(
      label: name(of: instance.label), isStrong: instance.fairness == .strong,
      treatment: treatment)
  }

  private func mismatch(_ fault: LassoFault) -> TraceMismatch {
    switch fault {
    case .open: TraceMismatch(step: 0, reason: "the loop does not come back to its first state")
    case .noStep(let position):
      TraceMismatch(step: position + 1, reason: "there is no such step")
    case .early(let position):
      TraceMismatch(step: position + 1, reason: "the run stays in a state that has a step")
    case .holds: TraceMismatch(step: 0, reason: "the property holds on the run")
    case .unfair(let instance):
      TraceMismatch(step: 0, reason: "the loop starves \(name(of: instance.label))")
    }
  }
}
