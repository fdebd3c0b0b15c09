import SourceText
import SpecLanguage

/// Compares what a file expects of a run with what the run found.
struct ExpectationJudge {
  private let spec: TypedSpec
  private let sources: SourceMap
  private let run: RunPlan.Run

  init(spec: TypedSpec, sources: SourceMap, run: RunPlan.Run) {
    self.spec = spec
    self.sources = sources
    self.run = run
  }

  /// Marks the report's properties with what was expected of them, and adds a report for each
  /// expectation that applies.
  func judge(_ report: inout SpecReport) {
    for expectation in spec.expectations {
      if run.isSubject(of: expectation, spec) {
        report.expectations.append(compare(expectation, with: &report))
      } else if expectation.parameters.isEmpty && !run.isUsers {
        condone(expectation, in: &report)
      }
    }
  }

  /// Runs that the file asks for by `with` are there for what is said `with` them. A verdict that
  /// the file expects of its defaults is then as good as the usual one, but not called for.
  private func condone(_ expectation: Expectation, in report: inout SpecReport) {
    guard let (name, verdict) = namedVerdict(expectation.outcome) else { return }
    for index in indices(of: name, in: report) where report.properties[index].verdict == verdict {
      report.properties[index].expectedVerdict = verdict
      report.properties[index].hasExpectation = true
    }
  }

  private func namedVerdict(_ outcome: Expectation.Outcome) -> (String, Verdict)? {
    switch outcome {
    case .verdict(let name, let verdict): (name, Verdict(verdict))
    case .deadlock: ("deadlock", .violated)
    case .states, .transitions, .depth: nil
    }
  }

  private func compare(
    _ expectation: Expectation, with report: inout SpecReport
  ) -> ExpectationReport {
    let text = sources.text(of: expectation.span)
    let line = sources.position(of: expectation.span).line
    let (result, finding) = outcome(of: expectation.outcome, in: &report)
    let named = namedVerdict(expectation.outcome)
    let isAboutProperty = named.map { !indices(of: $0.0, in: report).isEmpty } ?? false
    return ExpectationReport(
      text: text, line: line, result: result, finding: finding, isAboutProperty: isAboutProperty,
      isAboutCount: named == nil)
  }

  private func outcome(
    of outcome: Expectation.Outcome, in report: inout SpecReport
  ) -> (ExpectationReport.Result, String?) {
    switch outcome {
    case .states(let count):
      let found = report.symmetry.map(\.states) ?? report.states
      return compare(found, count, "state", report)
    case .transitions(let count):
      let found = report.symmetry.map(\.transitions) ?? report.transitions
      return compare(found, count, "transition", report)
    case .depth(let count): return compare(report.depth, count, "level", report)
    case .verdict, .deadlock:
      guard let (name, verdict) = namedVerdict(outcome) else { return (.open, nil) }
      return compare(name, verdict, in: &report)
    }
  }

  private func compare(
    _ found: Int?, _ expected: Int, _ noun: String, _ report: SpecReport
  ) -> (ExpectationReport.Result, String?) {
    guard report.isComplete else { return (.open, "the search was not complete") }
    guard let found else { return (.open, "how many there are is not known: see '--symmetry off'") }
    if found == expected { return (.met, nil) }
    let difference = found - expected
    let sign = difference > 0 ? "more" : "less"
    return (
      .unmet, "there are \(counted(found, noun)), \(grouped(abs(difference))) \(sign) than expected"
    )
  }

  /// `holds` is expected of every property of that name; any other verdict of at least one, and the
  /// others may hold.
  private func compare(
    _ name: String, _ verdict: Verdict, in report: inout SpecReport
  ) -> (ExpectationReport.Result, String?) {
    let indices = indices(of: name, in: report)
    guard !indices.isEmpty else { return missing(name, verdict, in: report) }
    let isMet =
      verdict == .holds
      ? indices.allSatisfy { report.properties[$0].verdict == .holds }
      : indices.contains { report.properties[$0].verdict == verdict }
    for index in indices {
      let isSpared = isMet && report.properties[index].verdict == .holds
      report.properties[index].expectedVerdict = isSpared ? .holds : verdict
      report.properties[index].hasExpectation = true
    }
    if isMet { return (.met, nil) }
    let verdicts = Verdict.allCases.filter { verdict in
      indices.contains { report.properties[$0].verdict == verdict }
    }
    let isOpen = verdicts.contains(.inconclusive)
    let found = verdicts.map(\.rawValue).joined(separator: " and ")
    return (isOpen ? .open : .unmet, "\(name) is not \(verdict.rawValue); its verdict is \(found)")
  }

  /// Implicit violations are reported only where they happen.
  private func missing(
    _ name: String, _ verdict: Verdict, in report: SpecReport
  ) -> (ExpectationReport.Result, String?) {
    if !report.isComplete { return (.open, "the search was not complete") }
    if verdict == .holds { return (.met, nil) }
    return (.unmet, "nothing in the spec breaks \(name)")
  }

  /// A name without keys means the property under every key.
  private func indices(of name: String, in report: SpecReport) -> [Int] {
    let exact = report.properties.indices.filter { report.properties[$0].name == name }
    if !exact.isEmpty { return exact }
    return report.properties.indices.filter { report.properties[$0].name.withoutKeys == name }
  }
}

extension Verdict {
  init(_ expected: ExpectedVerdict) {
    switch expected {
    case .holds: self = .holds
    case .violated: self = .violated
    case .vacuous: self = .vacuous
    case .unreachable: self = .unreachable
    case .inconclusive: self = .inconclusive
    }
  }
}
