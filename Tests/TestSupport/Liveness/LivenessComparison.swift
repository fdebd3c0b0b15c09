package import Engine
import SourceText
import SpecCompiler
package import SpecLanguage
import SpecSemantics

/// Has temporal properties decided by the engine, by bytecode or native code, and the obvious way,
/// and says where they do not agree.
package struct LivenessComparison {
  package enum Outcome {
    /// More states than the slow twin should be asked to go through.
    case tooLarge
    /// The places where they disagree, and how many claims there were, of which so many are false.
    case compared([String], claims: Int, violated: Int)
  }

  private let spec: TypedSpec
  private let compiled: CompiledSpec
  private let machine: SpecMachine
  private var differences: [String] = []
  private var violated = 0

  package static func compare(
    _ spec: TypedSpec, statesMax: Int, threadCount: Int = 1, isFolded: Bool = false,
    isHasty: Bool = false,
    operatorsMax: Int = .max,
    noting: (Program, ExplorationLimits, LivenessTask?, Exploration) -> Void = { _, _, _, _ in }
  ) -> Outcome {
    let result = compile(spec)
    guard let plain = result.program else {
      return .compared(
        result.diagnostics.map { "refused: \($0.code) \($0.message)" }, claims: 0, violated: 0)
    }
    let compiled = plain.withoutConstants().optimized()
    var settings = SearchSettings(threadCount: threadCount)
    settings.folding = isFolded ? .always : .auto
    settings.sharedLevelMin = 1
    if isHasty {
      settings.waitingEdgesMin = 4
      settings.trimSampleMin = 1
    }
    let limits = ExplorationLimits(statesMax: statesMax, memoryBytesMax: 256 << 20)
    let explorer = Explorer(program: compiled.program, limits: limits, settings: settings)
    let found = explorer.explore(liveness: compiled.livenessTask)
    if case .states = found.stop { return .tooLarge }
    guard let naive = NaiveExplorer.explore(spec, statesMax: statesMax) else { return .tooLarge }
    var comparison = LivenessComparison(
      spec: spec, compiled: compiled, machine: SpecMachine(spec))
    noting(compiled.program, limits, compiled.livenessTask, found)
    // What breaks a rule where it is evaluated has no verdict.
    let broken = Set(found.findings.compactMap { compiled.brokenProperty($0) })
    let properties = compiled.temporal.filter { property in
      // Who looks back has many times the nodes.
      let looksBack = spec.properties[property.property].expression.looksBack
      return !broken.contains(property.property)
        && NaiveLiveness.operatorCount(
          property: property.property, keys: property.keys, spec: spec, naive)
          <= (looksBack ? operatorsMax / 2 : operatorsMax)
    }
    for property in properties { comparison.compare(property, found.liveness, naive) }
    return .compared(
      comparison.differences, claims: properties.count, violated: comparison.violated)
  }

  private init(spec: TypedSpec, compiled: CompiledSpec, machine: SpecMachine) {
    self.spec = spec
    self.compiled = compiled
    self.machine = machine
  }

  private mutating func compare(
    _ property: CompiledProperty, _ answers: [LivenessAnswer], _ naive: NaiveExploration
  ) {
    let name = "\(spec.properties[property.property].name)\(property.keys)"
    let expected = NaiveLiveness.holds(
      property: property.property, keys: property.keys, spec: spec, naive)
    let own = property.questions.map { answers[$0] }
    // Arguments that depend on the state may make many propositions.
    if own.contains(.tooLarge) { return }
    if let stopped = own.first(where: { $0.isStopped }) {
      differences.append("\(name): \(stopped)")
      return
    }
    let lassos = own.compactMap(\.lasso)
    if lassos.isEmpty != expected {
      differences.append("\(name): \(expected ? "holds" : "is false"), and the engine differs")
    }
    if !lassos.isEmpty { violated += 1 }
    let instance = PropertyInstance(property: property.property, keys: property.keys)
    for lasso in lassos {
      do throws(LassoFault) {
        _ = try machine.confirm(run(of: lasso), breaking: instance, assumingFairness: true)
      } catch {
        differences.append("\(name): the run is not confirmed: \(error)")
      }
    }
  }

  private func run(of lasso: EngineLasso) -> Lasso {
    let path = lasso.stem + lasso.loop
    let labels = path.dropFirst().map { step -> StepLabel? in
      guard let action = step.action else { return nil }
      switch compiled.actions[action].origin {
      case .tick: return .tick
      case .test: return nil
      case .action(let id):
        return .action(
          id, arguments: compiled.arguments(action: action, choices: step.choices))
      }
    }
    return Lasso(
      states: path.map { compiled.decode($0.state) }, labels: labels,
      loopStart: lasso.stem.count - 1)
  }
}

extension LivenessAnswer {
  fileprivate var lasso: EngineLasso? {
    if case .violated(let lasso) = self { lasso } else { nil }
  }

  fileprivate var isStopped: Bool {
    if case .stopped = self { true } else { false }
  }
}

extension CompiledSpec {
  fileprivate func brokenProperty(_ finding: Finding) -> Int? {
    guard case .checkFailed(let check, _) = finding.kind,
      case .property(let index) = checks[check].origin
    else { return nil }
    return index
  }
}
