package import Engine
import SourceText
package import SpecCompiler
package import SpecLanguage
import SpecSemantics

/// Runs a spec thrice, compiled, optimized and directly, and says where they do not agree.
package struct Differential {
  let spec: TypedSpec
  let machine: SpecMachine
  let naive: NaiveExploration
  let compiled: CompiledSpec
  let exploration: Exploration
  private(set) var differences: [String] = []

  /// What a comparison came to.
  package enum Outcome {
    /// Nothing to compare: more states than asked for, which the twin would take too long over.
    case tooLarge
    /// The places where the two disagree: none, if all is well.
    case compared([String], states: Int)
  }

  /// Both go through at most `statesMax` states, and expand those less than `depthMax` steps away.
  /// `noting` gets what was explored, for a comparison with another way to run it.
  package static func compare(
    _ spec: TypedSpec, statesMax: Int, depthMax: Int? = nil,
    compiling: (TypedSpec) -> CompilationResult = compile,
    noting: (Program, ExplorationLimits, Exploration) -> Void = { _, _, _ in }
  ) -> Outcome {
    let result = compiling(spec)
    guard let plainly = result.program else {
      let messages = result.diagnostics.map { "refused: \($0.code) \($0.message)" }
      return .compared(messages.isEmpty ? ["refused without a word"] : messages, states: 0)
    }
    let limits = ExplorationLimits(
      statesMax: statesMax, depthMax: depthMax, memoryBytesMax: 64 << 20)
    let plain = Explorer(program: plainly.program, limits: limits).explore()
    if case .states = plain.stop { return .tooLarge }
    let compiled = plainly.optimized()
    let exploration = Explorer(program: compiled.program, limits: limits).explore()
    if exploration.summary != plain.summary {
      return .compared(["optimized \(exploration.summary), plain \(plain.summary)"], states: 0)
    }
    guard
      let naive = NaiveExplorer.explore(
        spec, statesMax: statesMax, depthMax: depthMax ?? .max)
    else {
      return .compared(["more states than the engine's \(exploration.states)"], states: 0)
    }
    noting(compiled.program, limits, exploration)
    var differential = Differential(
      spec: spec, machine: SpecMachine(spec), naive: naive, compiled: compiled,
      exploration: exploration)
    differential.compareAll()
    return .compared(differential.differences, states: naive.states.count)
  }

  private mutating func compareAll() {
    switch exploration.stop {
    case nil, .depth: break
    case let stop?: expect("stop", "\(stop)", "none")
    }
    expect("states", exploration.states, naive.states.count)
    expect("transitions", exploration.transitions, naive.transitions)
    expect("depth", exploration.depth, naive.depth)
    expect("constrained", exploration.constrained, naive.constrained)
    compareFindings()
    compareMeasures()
    compareFired()
    compareBranches()
    compareCases()
    comparePaths()
    compareStates()
  }

  /// Notes a difference; `fast` is the engine's word, `slow` the twin's.
  mutating func expect<Item: Equatable>(_ what: String, _ fast: Item, _ slow: Item) {
    if fast != slow { differences.append("\(what): compiled \(fast), directly \(slow)") }
  }

  mutating func note(_ difference: String) { differences.append(difference) }

  // MARK: Findings

  /// By what they are, with the fewest steps to each.
  private mutating func compareFindings() {
    var fast: [NaiveExploration.Finding: Int] = [:]
    for finding in exploration.findings {
      let (key, depth) = meaning(of: finding)
      fast[key] = min(fast[key] ?? depth, depth)
    }
    for (key, depth) in fast.sorted(by: { "\($0)" < "\($1)" }) where naive.findings[key] != depth {
      let slow = naive.findings[key].map { "at \($0)" } ?? "not"
      note("\(describe(key)): compiled at \(depth), directly \(slow)")
    }
    for (key, depth) in naive.findings.sorted(by: { "\($0)" < "\($1)" }) where fast[key] == nil {
      note("\(describe(key)): compiled not, directly at \(depth)")
    }
  }

  /// The finding in the twin's terms, and after how many steps it shows.
  func meaning(of finding: Finding) -> (NaiveExploration.Finding, Int) {
    let depth = finding.path.count - 1
    switch finding.kind {
    case .deadlock: return (.deadlock, depth)
    case .check(let check):
      guard case .property(let index) = compiled.checks[check].origin else {
        preconditionFailure("a constraint or terminal is no finding")
      }
      return (
        .property(PropertyInstance(property: index, keys: compiled.checks[check].keys)), depth
      )
    case .checkFailed(_, let site), .actionFailed(let site, _, _), .step(let site):
      switch compiled.sites[site] {
      case .violation(let violation): return (.violation(violation), depth)
      case .stepProperty(let index, let keys, _):
        return (.step(PropertyInstance(property: index, keys: keys)), depth)
      }
    }
  }

  func describe(_ finding: NaiveExploration.Finding) -> String {
    switch finding {
    case .deadlock: return "deadlock"
    case .violation(let violation):
      return "\(violation.name) at \(violation.span.start)..<\(violation.span.end)"
    case .property(let instance), .step(let instance): return describe(instance)
    }
  }

  func describe(_ instance: PropertyInstance) -> String {
    "\(spec.properties[instance.property].name) \(instance.keys)"
  }

  // MARK: Totals

  private mutating func compareMeasures() {
    var fast: [PropertyInstance: NaiveExploration.Extremes] = [:]
    for (index, extremes) in exploration.measures.enumerated() {
      guard let extremes, case .property(let property) = compiled.checks[index].origin else {
        continue
      }
      let instance = PropertyInstance(property: property, keys: compiled.checks[index].keys)
      fast[instance] = NaiveExploration.Extremes(
        least: extremes.least, greatest: extremes.greatest)
    }
    let instances = Set(fast.keys).union(naive.measures.keys)
    for instance in instances.sorted(by: { "\($0)" < "\($1)" }) {
      expect("measure \(describe(instance))", fast[instance], naive.measures[instance])
    }
  }

  private mutating func compareFired() {
    for (index, information) in compiled.actions.enumerated() {
      let count = exploration.fired[index]
      switch information.origin {
      case .tick: expect("ticks", count, naive.fired[.tick] ?? 0)
      case .test: expect("fired test", count, 0)
      case .action(let id):
        guard let arguments = information.fixedArguments else { continue }
        if compiled.program.actions[index].role == .scripted { continue }
        let slow = naive.fired[.action(id, arguments: arguments)] ?? 0
        expect("fired \(spec.actions[id.index].name)\(arguments)", count, slow)
      }
    }
  }

  /// Branches of completed steps were taken; a theorem's antecedent was met, or not.
  private mutating func compareBranches() {
    for branch in naive.covered.sorted(by: { $0.index < $1.index })
    where !exploration.branchesTaken[branch.index] {
      note("branch \(branch.index) not taken when compiled")
    }
    for (index, property) in spec.properties.enumerated() {
      guard case .theorem(_, let antecedent?, isTemporal: false) = property.kind else { continue }
      expect(
        "antecedent of \(property.name)", exploration.branchesTaken[antecedent.index],
        naive.antecedentsMet.contains(index))
    }
  }

  /// The cases of enums that stand in some state.
  private mutating func compareCases() {
    for (number, id) in compiled.enumerations.enumerated() {
      // The second counts elements of sets and bags as well, which have no field of their own.
      var seen: Set<Int> = []
      var all: Set<Int> = []
      for state in naive.states {
        for (value, variable) in zip(state.variables, spec.variables) {
          collectCases(of: id, in: value, as: variable.type, &seen, elements: false)
          collectCases(of: id, in: value, as: variable.type, &all, elements: true)
        }
      }
      // An unused place of a queue or an optional keeps the first case, which so counts as seen.
      let fast = exploration.casesSeen[number].union([0])
      if !fast.isSuperset(of: seen) || !all.union([0]).isSuperset(of: fast) {
        let name = spec.enumerations[id.index].name
        note("cases of \(name): compiled \(fast.sorted()), directly \(seen.sorted())")
      }
    }
  }

  private func collectCases(
    of id: EnumerationID, in value: Value, as type: Type, _ seen: inout Set<Int>,
    elements: Bool
  ) {
    switch (value, type) {
    case (.enumCase(let index, let payload), .enumeration(let found)):
      if found == id { seen.insert(index) }
      let types = spec.enumerations[found.index].cases[index].payload
      for (part, type) in zip(payload, types) {
        collectCases(of: id, in: part, as: type, &seen, elements: elements)
      }
    case (.some(let wrapped), .optional(let type)):
      collectCases(of: id, in: wrapped, as: type, &seen, elements: elements)
    case (.structure(let parts), .structure), (.structure(let parts), .component):
      for (part, field) in zip(parts, spec.fields(of: type)) {
        collectCases(of: id, in: part, as: field.type, &seen, elements: elements)
      }
    case (.map(let parts), .map(_, let type)), (.queue(let parts), .queue(let type, _)),
      (.bag(let parts), .bag(let type, _)) where elements,
      (.set(let parts), .set(let type)) where elements:
      for part in parts { collectCases(of: id, in: part, as: type, &seen, elements: elements) }
    default: break
    }
  }
}
