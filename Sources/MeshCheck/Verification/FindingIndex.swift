import Engine
import SpecCompiler
import SpecLanguage
import SpecSemantics

/// The findings of a search by what they are about.
struct FindingIndex {
  /// A rule that a step, a property's evaluation, or the initialisation broke.
  struct Failure {
    var violation: Violation
    var finding: Finding
  }

  /// Broken invariants and step properties, and reachables that were reached.
  private(set) var broken: [PropertyInstance: Finding] = [:]
  private(set) var deadlock: Finding?
  /// One for each rule and place, in the order in which they were found.
  private(set) var failures: [Failure] = []
  /// Properties that cannot be evaluated everywhere, each with a rule that this breaks.
  private(set) var unevaluable: [PropertyInstance: Violation] = [:]
  private(set) var measures: [PropertyInstance: (check: Int, extremes: MeasuredExtremes)] = [:]
  /// By action of the spec: whether any of its ground actions was taken.
  private(set) var firedActions: [Bool]

  init(_ exploration: Exploration, _ compiled: CompiledSpec) {
    firedActions = [Bool](repeating: false, count: compiled.spec.actions.count)
    for finding in exploration.findings { add(finding, compiled) }
    for (check, extremes) in exploration.measures.enumerated() {
      if let extremes, let instance = compiled.instance(ofCheck: check) {
        measures[instance] = (check, extremes)
      }
    }
    for (index, count) in exploration.fired.enumerated() where count > 0 {
      if case .action(let id) = compiled.actions[index].origin { firedActions[id.index] = true }
    }
  }

  private mutating func add(_ finding: Finding, _ compiled: CompiledSpec) {
    switch finding.kind {
    case .check(let check):
      if let instance = compiled.instance(ofCheck: check) { broken[instance] = finding }
    case .step(let site):
      if let instance = compiled.instance(ofSite: site) { broken[instance] = finding }
    case .deadlock: deadlock = finding
    case .checkFailed(let check, let site):
      add(finding, site, compiled.instance(ofCheck: check), compiled)
    case .actionFailed(let site, _, _): add(finding, site, nil, compiled)
    }
  }

  /// One place is one finding, however many properties run into it.
  private mutating func add(
    _ finding: Finding, _ site: Int, _ instance: PropertyInstance?, _ compiled: CompiledSpec
  ) {
    guard let violation = compiled.violation(ofSite: site) else { return }
    if let instance, unevaluable[instance] == nil { unevaluable[instance] = violation }
    if failures.contains(where: { $0.violation == violation }) { return }
    failures.append(Failure(violation: violation, finding: finding))
  }
}
