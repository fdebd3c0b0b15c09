import Counterexamples
import Engine
import SourceText
import SpecCompiler
import SpecLanguage
import SpecSemantics

/// Says of each property of a spec what a search found out about it.
struct VerdictJudge {
  private let compiled: CompiledSpec
  private let sources: SourceMap
  private let exploration: Exploration
  private let assumesFairness: Bool
  private let traces: TraceBuilder
  private let findings: FindingIndex

  init(
    compiled: CompiledSpec, sources: SourceMap, path: String, exploration: Exploration,
    assumesFairness: Bool = true
  ) {
    self.assumesFairness = assumesFairness
    self.compiled = compiled
    self.sources = sources
    self.exploration = exploration
    findings = FindingIndex(exploration, compiled)
    traces = TraceBuilder(compiled, sources: sources, path: path)
  }

  private var spec: TypedSpec { compiled.spec }

  /// Adds a report for each property, and the coverage when the search was complete.
  /// - Throws: when the reference semantics does not confirm a trace; then no verdict can be
  ///   trusted.
  func judge(_ report: inout SpecReport) throws(TraceMismatch) {
    for index in spec.properties.indices {
      for keys in traces.machine.keys(ofProperty: index) {
        let instance = PropertyInstance(property: index, keys: keys)
        report.properties.append(try self.report(on: instance))
      }
    }
    report.properties.append(try deadlockReport())
    let tests = TestJudge(compiled: compiled, sources: sources)
    report.properties += spec.tests.indices.map(tests.report)
    for failure in findings.failures { report.properties.append(try self.report(on: failure)) }
    if exploration.isComplete { report.coverage = coverage() }
  }

  // MARK: Declared properties

  private func report(on instance: PropertyInstance) throws(TraceMismatch) -> PropertyReport {
    let property = spec.properties[instance.property]
    var report = PropertyReport(
      name: spec.name(ofProperty: instance.property, keys: instance.keys),
      kind: PropertyReport.Kind(property.kind), verdict: .holds,
      file: sources[property.span.file].path, line: sources.position(of: property.span).line)
    switch property.kind {
    case .theorem(let id, _, isTemporal: true):
      report.identifier = id
      try judgeTemporal(&report, instance)
    case .temporal: try judgeTemporal(&report, instance)
    case .measure: try judgeMeasure(&report, instance)
    case .reachable: try judgeReachable(&report, instance)
    case .theorem(let id, let antecedent, isTemporal: false):
      report.identifier = id
      try judgeInvariant(&report, instance)
      if report.verdict == .holds, let antecedent, !exploration.branchesTaken[antecedent.index] {
        conclude(&report, .vacuous, "its left side is never true")
      }
    case .invariant, .step: try judgeInvariant(&report, instance)
    }
    return report
  }

  private func conclude(_ report: inout PropertyReport, _ verdict: Verdict, _ reason: String?) {
    report.verdict = verdict
    report.reason = reason
  }

  /// Invariants, step properties and theorems about states.
  private func judgeInvariant(
    _ report: inout PropertyReport, _ instance: PropertyInstance
  ) throws(TraceMismatch) {
    if let finding = findings.broken[instance] {
      report.verdict = .violated
      report.trace = try traces.trace(of: finding, in: compiled)
    } else {
      concludeUnbroken(&report, instance)
    }
  }

  /// Temporal properties, and theorems that are.
  private func judgeTemporal(
    _ report: inout PropertyReport, _ instance: PropertyInstance
  ) throws(TraceMismatch) {
    let property = compiled.temporal.first {
      $0.property == instance.property && $0.keys == instance.keys
    }
    guard let property, !exploration.liveness.isEmpty else {
      return concludeUnbroken(&report, instance)
    }
    let answers = property.questions.map { exploration.liveness[$0] }
    if let reason = failureReason(instance) {
      // On a run through such a state it is neither true nor false.
      conclude(&report, .inconclusive, reason)
    } else if let lasso = answers.compactMap(\.lasso).min(by: { $0.size < $1.size }) {
      report.verdict = .violated
      report.trace = try traces.lasso(
        for: instance, stem: lasso.stem, loop: lasso.loop, in: compiled,
        assumesFairness: assumesFairness)
    } else if answers.contains(.tooLarge) {
      conclude(&report, .inconclusive, "its formula is too large to be checked")
    } else if answers.contains(.notEvaluable) {
      conclude(&report, .inconclusive, "a condition with 'old' cannot be evaluated on some step")
    } else if let stop = answers.compactMap(\.stop).first {
      conclude(&report, .inconclusive, ReachedLimit(stop).sentence)
    } else {
      concludeUnbroken(&report, instance)
      if report.verdict == .holds { judgeRuns(&report, property) }
    }
  }

  /// What holds because there is no run that it could be about has said nothing.
  private func judgeRuns(_ report: inout PropertyReport, _ property: CompiledProperty) {
    if let emptiness = compiled.emptiness, exploration.liveness[emptiness] == .holds {
      let run = assumesFairness ? "fair run" : "run"
      conclude(&report, .vacuous, "no \(run) stays within the constraint for ever")
    } else if case .theorem(_, let antecedent?, _) = spec.properties[property.property].kind {
      judgeAntecedent(&report, antecedent, property)
    }
  }

  /// A theorem whose left side is never true has said nothing.
  private func judgeAntecedent(
    _ report: inout PropertyReport, _ antecedent: BranchID, _ property: CompiledProperty
  ) {
    let branch = spec.branches[antecedent.index]
    let side =
      branch.kind == .trigger ? "what it counts from, '\(text(of: branch.span))'," : "its left side"
    if let vacuity = property.vacuity {
      guard exploration.liveness[vacuity] == .holds else { return }
      conclude(&report, .vacuous, "\(side) is false on every fair run")
    } else if !exploration.branchesTaken[antecedent.index] {
      conclude(&report, .vacuous, "\(side) is never true")
    }
  }

  /// Nothing was found against it; that says something only when everything was looked at.
  private func concludeUnbroken(_ report: inout PropertyReport, _ instance: PropertyInstance?) {
    if let reason = openReason(instance) {
      conclude(&report, .inconclusive, reason)
    } else if exploration.states == 0 {
      conclude(&report, .vacuous, Self.noStateReason)
    }
  }

  private static let noStateReason = "there is no initial state"

  /// Why a search that found nothing leaves the property open; nil when it does not.
  private func openReason(_ instance: PropertyInstance?) -> String? {
    if let stop = exploration.stop { return ReachedLimit(stop).sentence }
    return instance.flatMap(failureReason)
  }

  private func failureReason(_ instance: PropertyInstance) -> String? {
    let span = spec.properties[instance.property].span
    let violation =
      findings.unevaluable[instance]
      ?? findings.failures.first { span.covers($0.violation.span) }?.violation
    return violation.map { "it cannot be evaluated everywhere: see \($0.name)" }
  }

  private func judgeReachable(
    _ report: inout PropertyReport, _ instance: PropertyInstance
  ) throws(TraceMismatch) {
    if let finding = findings.broken[instance] {
      report.trace = try traces.trace(of: finding, in: compiled)
    } else if let reason = openReason(instance) {
      conclude(&report, .inconclusive, reason)
    } else {
      let reason = exploration.states == 0 ? Self.noStateReason : nearness(of: instance)
      conclude(&report, .unreachable, reason)
    }
  }

  /// How near an unreachable property came: which of its parts some state meets together.
  private func nearness(of instance: PropertyInstance) -> String {
    let property = spec.properties[instance.property]
    let texts = property.expression.conjuncts.map { text(of: $0.span) }
    guard texts.count > 1,
      let first = property.conjuncts.firstIndex(where: { !exploration.branchesTaken[$0.index] })
    else { return "no reachable state meets it" }
    if first == 0 { return "no reachable state meets even '\(texts[0])'" }
    let met = texts[..<first].joined(separator: " && ")
    return "some state meets '\(met)', but none of these meets '\(texts[first])'"
  }

  private func text(of span: Span) -> String {
    sources.text(of: span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func judgeMeasure(
    _ report: inout PropertyReport, _ instance: PropertyInstance
  ) throws(TraceMismatch) {
    if let (check, extremes) = findings.measures[instance] {
      let witnesses = try traces.traces(ofMeasure: check, extremes, in: compiled)
      report.measure = Measurement(
        least: extremes.least, greatest: extremes.greatest, leastTrace: witnesses.least,
        greatestTrace: witnesses.greatest)
    }
    concludeUnbroken(&report, instance)
  }

  // MARK: What nobody wrote down

  private func deadlockReport() throws(TraceMismatch) -> PropertyReport {
    var report = PropertyReport(
      name: "deadlock", kind: .deadlock, verdict: .holds, file: sources[spec.file].path, line: nil)
    if let finding = findings.deadlock {
      report.verdict = .violated
      report.trace = try traces.trace(of: finding, in: compiled)
    } else {
      concludeUnbroken(&report, nil)
    }
    return report
  }

  private func report(on failure: FindingIndex.Failure) throws(TraceMismatch) -> PropertyReport {
    let violation = failure.violation
    return PropertyReport(
      name: violation.name, kind: PropertyReport.Kind(violation.kind), verdict: .violated,
      file: sources[violation.span.file].path, line: sources.position(of: violation.span).line,
      trace: try traces.trace(of: failure.finding, in: compiled))
  }

  // MARK: Coverage

  private func coverage() -> CoverageReport {
    var ignored: Set<Int> = []
    for property in spec.properties {
      if case .theorem(_, let antecedent?, _) = property.kind { ignored.insert(antecedent.index) }
    }
    // By symmetry it is not known that no renamed state takes them.
    if exploration.represented != nil { ignored.formUnion(compiled.symmetry.uncertainBranches) }
    return CoverageJudge(spec: spec, sources: sources).report(
      firedActions: findings.firedActions, branchesTaken: exploration.branchesTaken,
      casesSeen: Array(zip(compiled.enumerations, exploration.casesSeen)), ignoring: ignored)
  }
}

extension LivenessAnswer {
  fileprivate var lasso: EngineLasso? {
    if case .violated(let lasso) = self { lasso } else { nil }
  }

  fileprivate var stop: ExplorationStop? {
    if case .stopped(let stop) = self { stop } else { nil }
  }
}

extension EngineLasso {
  /// The shorter stem comes first, then the shorter loop.
  fileprivate var size: (Int, Int) { (stem.count, loop.count) }
}

extension PropertyReport.Kind {
  init(_ kind: Property.Kind) {
    switch kind {
    case .invariant: self = .invariant
    case .step: self = .step
    case .temporal: self = .property
    case .theorem: self = .theorem
    case .reachable: self = .reachable
    case .measure: self = .measure
    }
  }

  init(_ kind: Violation.Kind) {
    switch kind {
    case .range: self = .range
    case .capacity: self = .capacity
    case .precondition: self = .precondition
    case .postcondition: self = .postcondition
    case .assertion: self = .assertion
    case .index: self = .index
    case .unwrap: self = .unwrap
    case .arithmetic: self = .arithmetic
    case .empty: self = .empty
    }
  }
}
