package import Engine
package import SourceText
package import SpecCompiler
import SpecLanguage
package import SpecSemantics

/// From what the engine found to what people read.
extension TraceBuilder {
  /// `path` is the spec's as the user gave it.
  package init(_ compiled: CompiledSpec, sources: SourceMap, path: String) {
    self.init(spec: compiled.spec, sources: sources, path: path)
  }

  /// The trace to a finding, each step confirmed by the reference semantics.
  /// - Throws: `TraceMismatch` when engine and reference semantics disagree: our own mistake, which
  ///   the caller reports as loudly as it can.
  package func trace(
    of finding: Finding, in compiled: CompiledSpec
  ) throws(TraceMismatch) -> Trace {
    var labels = labels(of: finding.path, in: compiled)
    let subject: TraceSubject
    let ending: Ending
    switch finding.kind {
    case .check(let check):
      let instance = try instance(ofCheck: check, in: compiled)
      subject = TraceSubject(instance, of: compiled.spec, in: sources)
      ending = .state(instance)
    case .checkFailed(let check, let site):
      subject = TraceSubject(try violation(at: site, in: compiled), in: sources)
      let failing = try? instance(ofCheck: check, in: compiled)
      ending = failing.map { .propertyFailure($0) } ?? .state(nil)
    case .actionFailed(let site, let action, let choices):
      let violation = try violation(at: site, in: compiled)
      subject = TraceSubject(violation, in: sources)
      ending = .failure(violation)
      if let action { labels.append(label(of: action, choices, in: compiled)) }
    case .step(let site):
      let instance = try instance(ofSite: site, in: compiled)
      subject = TraceSubject(instance, of: compiled.spec, in: sources)
      ending = .step(instance)
    case .deadlock:
      subject = .deadlock
      ending = .deadlock
    }
    return try trace(
      subject, states: finding.path.map { compiled.decode($0.state) }, labels: labels,
      ending: ending)
  }

  /// The witnesses of a measure's least and greatest value.
  /// - Throws: `TraceMismatch`, as above.
  package func traces(
    ofMeasure check: Int, _ extremes: MeasuredExtremes, in compiled: CompiledSpec
  ) throws(TraceMismatch) -> (least: Trace, greatest: Trace) {
    let instance = try instance(ofCheck: check, in: compiled)
    func witness(
      _ kind: TraceSubject.Kind, _ path: [EngineStep]
    ) throws(TraceMismatch) -> Trace {
      try trace(
        TraceSubject(kind, instance, of: compiled.spec, in: sources),
        states: path.map { compiled.decode($0.state) }, labels: labels(of: path, in: compiled),
        ending: .state(instance))
    }
    return (
      try witness(.least(extremes.least), extremes.leastPath),
      try witness(.greatest(extremes.greatest), extremes.greatestPath)
    )
  }

  /// What the steps after the first state are steps of.
  package func labels(of path: [EngineStep], in compiled: CompiledSpec) -> [StepLabel?] {
    path.dropFirst().map { step in
      step.action.flatMap { label(of: $0, step.choices, in: compiled) }
    }
  }

  private func label(
    of action: Int, _ choices: [Int64], in compiled: CompiledSpec
  ) -> StepLabel? {
    switch compiled.actions[action].origin {
    case .action(let id):
      return .action(id, arguments: compiled.arguments(action: action, choices: choices))
    case .tick: return .tick
    case .test: return nil
    }
  }

  private func instance(
    ofCheck index: Int, in compiled: CompiledSpec
  ) throws(TraceMismatch) -> PropertyInstance {
    let check = compiled.checks[index]
    guard case .property(let property) = check.origin else {
      throw TraceMismatch(step: 0, reason: "check \(index) is no property")
    }
    return PropertyInstance(property: property, keys: check.keys)
  }

  private func instance(
    ofSite index: Int, in compiled: CompiledSpec
  ) throws(TraceMismatch) -> PropertyInstance {
    guard case .stepProperty(let property, let keys, _) = compiled.sites[index] else {
      throw TraceMismatch(step: 0, reason: "site \(index) is no step property")
    }
    return PropertyInstance(property: property, keys: keys)
  }

  private func violation(
    at site: Int, in compiled: CompiledSpec
  ) throws(TraceMismatch) -> Violation {
    guard case .violation(let violation) = compiled.sites[site] else {
      throw TraceMismatch(step: 0, reason: "site \(site) is no violation")
    }
    return violation
  }
}
