import Counterexamples
import SourceText
import SpecLanguage

/// Works out what a complete search never used.
struct CoverageJudge {
  private let spec: TypedSpec
  private let sources: SourceMap

  init(spec: TypedSpec, sources: SourceMap) {
    self.spec = spec
    self.sources = sources
  }

  /// - Parameters:
  ///   - firedActions: by index into the spec's actions, whether any instance was ever taken.
  ///   - casesSeen: for each enumeration that a state holds, the cases that some state has.
  ///   - ignored: branches whose story a verdict tells already.
  func report(
    firedActions: [Bool], branchesTaken: [Bool], casesSeen: [(EnumerationID, Set<Int>)],
    ignoring ignored: Set<Int>
  ) -> CoverageReport {
    var report = CoverageReport()
    // A test's branches are its own affair.
    var silent: [Span] = spec.tests.map(\.span)
    // What a parameter switches off is not for these values.
    silent += spec.settledByParameters
    // Of what is about runs little is evaluated state by state.
    let temporal = spec.properties.filter(\.isTemporal)
    let unseen = temporal.map(\.span) + spec.namedFormulas
    let counted = Set(temporal.flatMap(\.expression.countedBranches).map(\.index))
    for (action, hasFired) in zip(spec.actions, firedActions) where !hasFired {
      silent.append(action.span)
      let name = action.name.withoutKeyPlaceholders
      let place = place(of: action.span, what: "never fires", text: name)
      if !report.actionsNeverFired.contains(place) { report.actionsNeverFired.append(place) }
    }
    // A component that is used twice has each of its branches twice; it is enough when one is
    // taken.
    let taken = Set(zip(spec.branches, branchesTaken).filter(\.1).map { BranchPlace($0.0) })
    for (index, branch) in spec.branches.enumerated() where !ignored.contains(index) {
      // An imported component's branches are the business of the file that verifies it on its own.
      guard branch.span.file == spec.file, !taken.contains(BranchPlace(branch)) else { continue }
      guard !silent.contains(where: { $0.covers(branch.span) }) else { continue }
      if !counted.contains(index), unseen.contains(where: { $0.covers(branch.span) }) { continue }
      // Of a reachable's parts its verdict tells.
      if branch.kind == .conjunct { continue }
      add(branch, to: &report)
    }
    report.casesNeverReached = casesSeen.flatMap { casesNeverReached(of: $0.0, seen: $0.1) }
    return report
  }

  private struct BranchPlace: Hashable {
    var span: Span
    var kind: BranchInformation.Kind

    init(_ branch: BranchInformation) {
      span = branch.span
      kind = branch.kind
    }
  }

  private func add(_ branch: BranchInformation, to report: inout CoverageReport) {
    let what =
      switch branch.kind {
      case .then, .antecedent, .conjunct: "never true"
      case .trigger: "never true, and 'recovers' counts from it"
      case .otherwise: "never false"
      case .switchCase: "never taken"
      }
    let place = place(of: branch.span, what: what, text: sources.text(of: branch.span))
    if branch.kind == .antecedent {
      if !report.antecedentsNeverTrue.contains(place) { report.antecedentsNeverTrue.append(place) }
    } else if !report.branchesNeverTaken.contains(place) {
      report.branchesNeverTaken.append(place)
    }
  }

  /// Of an enumeration no case of which was ever there, nothing is said: its variable is a payload
  /// or an optional that never had a value, and that is what is reported.
  private func casesNeverReached(of id: EnumerationID, seen: Set<Int>) -> [String] {
    let enumeration = spec.enumerations[id.index]
    // Of a step that is never reached, its action says so; and many processes never end.
    if seen.isEmpty || enumeration.isProcessControl { return [] }
    return enumeration.cases.indices.filter { !seen.contains($0) }.map { index in
      "\(enumeration.name).\(enumeration.cases[index].name)"
    }
  }

  private static let textLengthMax = 60

  private func place(of span: Span, what: String, text: String) -> CoverageReport.Place {
    var line = oneLine(text)
    if line.count > Self.textLengthMax { line = line.prefix(Self.textLengthMax - 1) + "…" }
    return CoverageReport.Place(
      text: line, file: sources[span.file].path, line: sources.position(of: span).line, what: what)
  }
}

extension Span {
  func covers(_ other: Span) -> Bool {
    file == other.file && start <= other.start && other.end <= end
  }
}

extension String {
  /// `b.expire` of `b[$0].expire`: the action under every key.
  var withoutKeyPlaceholders: String { contains("$") ? withoutKeys : self }
}

extension Expression {
  /// In a formula about runs: what must happen for the rest to say anything, where that is a truth
  /// about single states. Whether it was ever true is counted in all of them.
  fileprivate var countedBranches: [BranchID] {
    if !speaksOfRuns && looksBack { return [] }
    switch kind {
    case .implies(let left, _, let branch), .leadsTo(let left, _, let branch):
      return left.counted(as: branch) + children.flatMap(\.countedBranches)
    case .recovers(let response):
      return response.trigger.counted(as: response.branch) + children.flatMap(\.countedBranches)
    default: return children.flatMap(\.countedBranches)
    }
  }

  private func counted(as branch: BranchID) -> [BranchID] {
    speaksOfRuns || looksBack ? [] : [branch]
  }
}
