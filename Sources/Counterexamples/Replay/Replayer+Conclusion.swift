import SpecLanguage
import SpecSemantics

/// Does the end of the run show what the trace says?
extension Replayer {
  func conclude(
    _ document: ITFDocument, _ layers: [[Place]]
  ) throws(ReplayInterruption) -> ReplayReport {
    let path = path(through: layers, loopStart: document.loop)
    try checkLoop(document.loop, path)
    if let attempt = document.attempt { return try conclude(document, path, attempt) }
    guard let name = document.property else {
      if path.isEmpty { throw ReplayInterruption(.noStates) }
      return report(document, path, .runConfirmed, nil)
    }
    if document.kind == TraceSubject.deadlock.kindWord {
      let isDeadlock = path.last.map { machine.steps(from: $0.state).isEmpty } ?? false
      return report(
        document, path, isDeadlock ? .confirmed : .refuted, (.deadlock, .deadlock))
    }
    if let instance = instance(named: name) {
      if let loopStart = document.loop, spec.properties[instance.property].isTemporal {
        let isOnlyRun = layers.allSatisfy { $0.count == 1 }
        return try conclude(
          document, path, instance, loopStart: loopStart, isOnlyRun: isOnlyRun)
      }
      return conclude(document, path, instance)
    }
    if path.isEmpty, let violation = initialViolation(named: name) {
      let subject = TraceSubject(violation, in: sources)
      return report(document, path, .confirmed, (subject, .failure(violation)))
    }
    if let (instance, violation) = propertyFailure(named: name, in: path.last?.state) {
      let subject = TraceSubject(violation, in: sources)
      return report(document, path, .confirmed, (subject, .propertyFailure(instance)))
    }
    if document.kind.flatMap({ Violation.Kind(rawValue: $0) }) != nil {
      return report(document, path, .refuted, nil)
    }
    throw ReplayInterruption(path.isEmpty ? .noStates : .unknownProperty(name))
  }

  /// One way through the places, from the first state on: one that comes back to where the loop
  /// begins, if there is such a way.
  private func path(through layers: [[Place]], loopStart: Int?) -> [Place] {
    let ends = layers.last?.indices ?? 0..<0
    let paths = ends.lazy.map { path(through: layers, to: $0) }
    let closed = paths.first { path in
      loopStart.map { path[$0].state == path[path.count - 1].state } ?? true
    }
    return closed ?? paths.first ?? []
  }

  private func path(through layers: [[Place]], to end: Int) -> [Place] {
    var path: [Place] = []
    var index = end
    for layer in layers.reversed() {
      path.append(layer[index])
      index = layer[index].parent ?? 0
    }
    return path.reversed()
  }

  private func checkLoop(_ start: Int?, _ path: [Place]) throws(ReplayInterruption) {
    guard let start, start < path.count, let last = path.last else { return }
    let changes = spec.changes(from: path[start].state, to: last.state)
    if !changes.isEmpty { throw ReplayInterruption(.noLoop(start: start, changes)) }
  }

  private func instance(named name: String) -> PropertyInstance? {
    for index in spec.properties.indices {
      for keys in machine.keys(ofProperty: index)
      where spec.name(ofProperty: index, keys: keys) == name {
        return PropertyInstance(property: index, keys: keys)
      }
    }
    return nil
  }

  private func conclude(
    _ document: ITFDocument, _ path: [Place], _ instance: PropertyInstance
  ) -> ReplayReport {
    let kind = spec.properties[instance.property].kind
    switch kind {
    case .invariant, .reachable, .theorem(_, _, isTemporal: false):
      let value = path.last.flatMap { place in
        try? machine.evaluate(
          property: instance.property, keys: instance.keys, in: place.state)
      }
      var wanted = false
      if case .reachable = kind { wanted = true }
      let subject = TraceSubject(instance, of: spec, in: sources)
      return report(
        document, path, value == .bool(wanted) ? .confirmed : .refuted,
        (subject, .state(instance)))
    case .step:
      let subject = TraceSubject(instance, of: spec, in: sources)
      guard case .state(_, let violated)? = path.last?.step?.outcome, violated.contains(instance)
      else { return report(document, path, .refuted, nil) }
      return report(document, path, .confirmed, (subject, .step(instance)))
    case .temporal, .theorem:
      let subject = TraceSubject(instance, of: spec, in: sources)
      return report(document, path, .runConfirmed, (subject, .state(nil)))
    case .measure: return measured(document, path, instance)
    }
  }

  private func measured(
    _ document: ITFDocument, _ path: [Place], _ instance: PropertyInstance
  ) -> ReplayReport {
    guard let state = path.last?.state,
      case .integer(let value)? = try? machine.evaluate(
        property: instance.property, keys: instance.keys, in: state)
    else { return report(document, path, .refuted, nil) }
    let isLeast = document.kind == TraceSubject.Kind.least(value).word
    let subject = TraceSubject(
      isLeast ? .least(value) : .greatest(value), instance, of: spec, in: sources)
    let isSame = document.description == nil || document.description == subject.headline
    return report(
      document, path, isSame ? .confirmed : .refuted, (subject, .state(instance)))
  }

  /// The last step fails in the trace; so it must here, and in the same way.
  private func conclude(
    _ document: ITFDocument, _ path: [Place], _ attempt: ITFDocument.Attempt
  ) throws(ReplayInterruption) -> ReplayReport {
    guard let state = path.last?.state else { throw ReplayInterruption(.noStates) }
    let steps = machine.steps(from: state).filter { fits($0, attempt.action, attempt.picks) }
    let number = path.count
    guard let first = steps.first else {
      let nothing = Observation(repeating: nil, count: spec.variables.count)
      throw ReplayInterruption(
        problem(of: number, from: state, attempt.action, attempt.picks, nothing))
    }
    let failing = steps.first { step in
      step.violation.map { document.property == nil || $0.name == document.property } ?? false
    }
    guard let failing, let violation = failing.violation else {
      let label = spec.label(of: builder.traceStep(first))
      throw ReplayInterruption(.succeeds(step: number, label: label))
    }
    let subject = TraceSubject(violation, in: sources)
    return report(
      document, path, .confirmed, (subject, .failure(violation)), failing: failing.label)
  }

  private func initialViolation(named name: String) -> Violation? {
    machine.initialStates().compactMap(\.violation).first { $0.name == name }
  }

  /// A property that breaks the rule while it is evaluated in the last state.
  private func propertyFailure(
    named name: String, in state: StateValue?
  ) -> (PropertyInstance, Violation)? {
    guard let state else { return nil }
    for index in spec.properties.indices {
      for keys in machine.keys(ofProperty: index) {
        let instance = PropertyInstance(property: index, keys: keys)
        let violations = machine.violations(evaluating: instance, in: state)
        if let found = violations.first(where: { $0.name == name }) { return (instance, found) }
      }
    }
    return nil
  }

  private func report(
    _ document: ITFDocument, _ path: [Place], _ result: ReplayReport.Result,
    _ shown: (subject: TraceSubject, ending: TraceBuilder.Ending)?, failing: StepLabel? = nil
  ) -> ReplayReport {
    var report = ReplayReport(
      result: result, steps: max(0, path.count - 1), property: document.property)
    guard let shown, result == .confirmed || result == .runConfirmed else { return report }
    let labels = path.dropFirst().map { $0.step?.label } + (failing.map { [$0] } ?? [])
    report.trace = try? builder.trace(
      shown.subject, states: path.map(\.state), labels: labels, ending: shown.ending,
      loopStart: document.loop)
    return report
  }
}
