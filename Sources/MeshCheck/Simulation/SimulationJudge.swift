import Counterexamples
import Engine
import SourceText
import SpecCompiler
import SpecLanguage
import SpecSemantics

/// Says of each property of a spec what random walks came across.
struct SimulationJudge {
  private let compiled: CompiledSpec
  private let sources: SourceMap
  private let traces: TraceBuilder
  private let simulator: Simulator
  private let simulation: Simulation
  private let run: RunPlan.Run
  /// Broken invariants and step properties, and reachables that were reached.
  private var found: [PropertyInstance: WalkFinding] = [:]
  private var measures: [PropertyInstance: ClosedRange<Int64>] = [:]

  init(
    compiled: CompiledSpec, sources: SourceMap, path: String, simulator: Simulator,
    simulation: Simulation, run: RunPlan.Run
  ) {
    self.compiled = compiled
    self.sources = sources
    self.simulator = simulator
    self.simulation = simulation
    self.run = run
    traces = TraceBuilder(compiled, sources: sources, path: path)
    for finding in simulation.findings {
      let instance: PropertyInstance? =
        switch finding.kind {
        case .check(let check): compiled.instance(ofCheck: check)
        case .step(let site): compiled.instance(ofSite: site)
        case .checkFailed, .actionFailed, .initializationFailed, .deadlock: nil
        }
      if let instance { found[instance] = finding }
    }
    for (check, range) in simulation.measures.enumerated() {
      if let range, let instance = compiled.instance(ofCheck: check) { measures[instance] = range }
    }
  }

  private var spec: TypedSpec { compiled.spec }

  /// Adds a report for each property, and the coverage.
  /// - Throws: when the reference semantics does not confirm a trace.
  func judge(_ report: inout SimulationReport) throws(TraceMismatch) {
    for index in spec.properties.indices {
      for keys in traces.machine.keys(ofProperty: index) {
        let instance = PropertyInstance(property: index, keys: keys)
        report.properties.append(try self.report(on: instance))
      }
    }
    report.properties.append(try deadlockReport())
    report.properties += try failureReports()
    expect(&report)
    report.actions = actionCounts()
    report.coverage = coverage()
  }

  private func report(
    on instance: PropertyInstance
  ) throws(TraceMismatch) -> SimulatedProperty {
    let property = spec.properties[instance.property]
    var report = SimulatedProperty(
      name: spec.name(ofProperty: instance.property, keys: instance.keys),
      kind: PropertyReport.Kind(property.kind), verdict: .notViolated,
      file: sources[property.span.file].path, line: sources.position(of: property.span).line)
    if case .theorem(let id, _, _) = property.kind { report.identifier = id }
    switch property.kind {
    case .temporal, .theorem(_, _, isTemporal: true): report.verdict = .notChecked
    case .measure:
      report.verdict = .measured
      report.measured = measures[instance]
    case .reachable:
      report.verdict = .notReached
      if let finding = found[instance] { try fill(&report, .reached, finding) }
    case .invariant, .step, .theorem:
      if let finding = found[instance] { try fill(&report, .violated, finding) }
    }
    return report
  }

  private func fill(
    _ report: inout SimulatedProperty, _ verdict: SimulatedProperty.Verdict, _ finding: WalkFinding
  ) throws(TraceMismatch) {
    let shortened = simulator.shortened(finding, of: simulation)
    report.verdict = verdict
    report.walk = finding.walk
    report.walks = finding.walks
    report.stepsBefore = shortened.stepsBefore
    report.trace = try traces.trace(of: shortened.finding, in: compiled)
  }

  private func deadlockReport() throws(TraceMismatch) -> SimulatedProperty {
    var report = SimulatedProperty(
      name: "deadlock", kind: .deadlock, verdict: .notViolated, file: sources[spec.file].path,
      line: nil)
    if let finding = simulation.findings.first(where: { $0.kind == .deadlock }) {
      try fill(&report, .violated, finding)
    }
    return report
  }

  /// Broken implicit rules; one place is one finding, however it is run into.
  private func failureReports() throws(TraceMismatch) -> [SimulatedProperty] {
    var seen: Set<Violation> = []
    var reports: [SimulatedProperty] = []
    for finding in simulation.findings {
      guard let site = finding.kind.failedSite, let violation = compiled.violation(ofSite: site),
        seen.insert(violation).inserted
      else { continue }
      var report = SimulatedProperty(
        name: violation.name, kind: PropertyReport.Kind(violation.kind), verdict: .violated,
        file: sources[violation.span.file].path, line: sources.position(of: violation.span).line)
      try fill(&report, .violated, finding)
      reports.append(report)
    }
    return reports
  }

  /// What the file expects of its properties; counts are no business of walks.
  private func expect(_ report: inout SimulationReport) {
    for expectation in spec.expectations where run.isSubject(of: expectation, spec) {
      let name: String
      let verdict: Verdict
      switch expectation.outcome {
      case .verdict(let text, let expected): (name, verdict) = (text, Verdict(expected))
      case .deadlock: (name, verdict) = ("deadlock", .violated)
      case .states, .transitions, .depth: continue
      }
      for index in report.properties.indices {
        let own = report.properties[index].name
        if own == name || own.withoutKeys == name {
          report.properties[index].expectedVerdict = verdict
        }
      }
    }
  }

  // MARK: Coverage

  private func actionCounts() -> [SimulationReport.ActionCount] {
    var taken = [Int](repeating: 0, count: spec.actions.count)
    var ticks = 0
    for (index, count) in simulation.taken.enumerated() {
      switch compiled.actions[index].origin {
      case .action(let id): taken[id.index] += count
      case .tick: ticks += count
      case .test: break
      }
    }
    var counts = zip(spec.actions, taken).map { action, count in
      SimulationReport.ActionCount(name: action.name.withoutKeyPlaceholders, taken: count)
    }
    if compiled.actions.contains(where: { $0.origin == .tick }) {
      counts.append(SimulationReport.ActionCount(name: "tick", taken: ticks))
    }
    return counts
  }

  private func coverage() -> CoverageReport {
    var offered = [Bool](repeating: false, count: spec.actions.count)
    for (index, isOffered) in simulation.offered.enumerated() where isOffered {
      if case .action(let id) = compiled.actions[index].origin { offered[id.index] = true }
    }
    return CoverageJudge(spec: spec, sources: sources).report(
      firedActions: offered, branchesTaken: simulation.branchesTaken,
      casesSeen: Array(zip(compiled.enumerations, simulation.casesSeen)), ignoring: [])
  }
}

extension WalkFinding.Kind {
  fileprivate var failedSite: Int? {
    switch self {
    case .checkFailed(_, let site), .actionFailed(let site), .initializationFailed(let site, _):
      site
    case .check, .step, .deadlock: nil
    }
  }
}
