import Counterexamples
import Engine
import SourceText
import SpecCompiler
import SpecLanguage

extension Verification {
  /// Takes random walks through a spec and says what they came across.
  ///
  /// - Parameters:
  ///   - progress: called now and then while the walks are under way, on an unspecified thread.
  ///   - shouldStop: asked now and then; true ends the walks.
  package func simulate(
    _ run: VerificationRun, limits: SimulationLimits,
    progress: (@Sendable (SimulationProgressReport) -> Void)? = nil,
    shouldStop: (@Sendable () -> Bool)? = nil
  ) -> SimulationReport {
    var report = SimulationReport(base: run.emptyReport, limits: limits)
    guard report.base.treatment == .explored, let loaded = run.prepared.loaded,
      let compiled = compiledSpec(of: run, loaded, &report.base)
    else { return report }
    report.base.spec = compiled.spec
    let simulator = Simulator(program: compiled.program, settings: SimulationSettings(limits))
    let simulation = simulator.simulate(
      progress: { progress?(SimulationProgressReport($0)) }, shouldStop: shouldStop)
    report.fill(from: simulation)
    let judge = SimulationJudge(
      compiled: compiled, sources: loaded.sources, path: run.prepared.path, simulator: simulator,
      simulation: simulation, run: run.plan)
    do throws(TraceMismatch) {
      try judge.judge(&report)
    } catch {
      report.base.treatment = .failed(error.description)
    }
    return report
  }

  /// The program under the run's parameters; nil, and an invalid report, when there is none.
  private func compiledSpec(
    of run: VerificationRun, _ loaded: LoadedSpec, _ report: inout SpecReport
  ) -> CompiledSpec? {
    guard let spec = checkedSpec(of: run, loaded, &report) else { return nil }
    let compilation = compile(spec)
    report.diagnostics += compilation.diagnostics.reports(in: loaded.sources)
    if compilation.program == nil { report.treatment = .invalid }
    return compilation.program?.optimized()
  }
}

extension SimulationProgressReport {
  fileprivate init(_ progress: SimulationProgress) {
    self.init(walks: progress.walks, steps: progress.steps, elapsed: progress.elapsed)
  }
}

extension SimulationSettings {
  fileprivate init(_ limits: SimulationLimits) {
    self.init(
      seed: UInt64(bitPattern: Int64(limits.seed)), walksMax: limits.walksMax,
      onlyWalk: limits.onlyWalk, depthMax: limits.depthMax, time: limits.time,
      threads: limits.threads, shard: limits.shard?.index ?? 0,
      shardCount: limits.shard?.count ?? 1)
  }
}

extension SimulationReport {
  fileprivate mutating func fill(from simulation: Simulation) {
    lacksInitialState = simulation.initialStates == 0 && simulation.stop == nil
    walks = simulation.walks
    steps = simulation.steps
    deepest = simulation.deepest
    walksToTheLimit = simulation.walksToTheLimit
    walksOutsideConstraint = simulation.walksOutsideConstraint
    limit = simulation.stop.map(ReachedLimit.init)
    elapsed = simulation.elapsed
  }
}
