import Counterexamples
import Engine
import SpecCompiler
import SpecLanguage
import SpecSemantics

/// Knows when a search may end before it has seen every state.
///
/// When every declared property has its verdict and one of them fails without being expected to,
/// the file has failed, whatever else there is to see; its author wants the trace. Counts that the
/// file expects, measures, and properties that hold so far keep the search going, and small models
/// are seen whole (`VerificationLimits.settledStatesMin`).
struct EarlyEnd {
  private let compiled: CompiledSpec
  /// Names that an `expect` speaks of.
  private let expectedNames: Set<String>
  private let isAllowed: Bool
  private let instances: [PropertyInstance]

  init(compiled: CompiledSpec, run: RunPlan.Run) {
    self.compiled = compiled
    let spec = compiled.spec
    var names: Set<String> = []
    var needsCounts = false
    for expectation in spec.expectations where run.isSubject(of: expectation, spec) {
      switch expectation.outcome {
      case .verdict(let name, _): names.insert(name)
      case .deadlock: needsCounts = true
      case .states, .transitions, .depth: needsCounts = true
      }
    }
    expectedNames = names
    let machine = SpecMachine(spec)
    var instances: [PropertyInstance] = []
    var canSettle = !spec.properties.isEmpty
    for index in spec.properties.indices {
      switch spec.properties[index].kind {
      // Runs are looked at when all states are there.
      case .measure, .temporal, .theorem(_, _, isTemporal: true): canSettle = false
      case .invariant, .step, .reachable, .theorem:
        instances += machine.keys(ofProperty: index).map { .init(property: index, keys: $0) }
      }
    }
    self.instances = instances
    isAllowed = canSettle && !needsCounts
  }

  /// Every declared property has a finding, and one of these is a surprise.
  func isSettled(_ findings: [Finding.Kind]) -> Bool {
    guard isAllowed else { return false }
    var broken: Set<PropertyInstance> = []
    for finding in findings {
      switch finding {
      case .check(let check): compiled.instance(ofCheck: check).map { _ = broken.insert($0) }
      case .step(let site): compiled.instance(ofSite: site).map { _ = broken.insert($0) }
      case .checkFailed, .actionFailed, .deadlock: continue
      }
    }
    return instances.allSatisfy(broken.contains) && instances.contains(where: isSurprise)
  }

  private func isSurprise(_ instance: PropertyInstance) -> Bool {
    if case .reachable = compiled.spec.properties[instance.property].kind { return false }
    let name = compiled.spec.name(ofProperty: instance.property, keys: instance.keys)
    return !expectedNames.contains(name) && !expectedNames.contains(name.withoutKeys)
  }
}
