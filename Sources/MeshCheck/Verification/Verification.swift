import Counterexamples
import Engine
import SourceText
import SpecCompiler
import SpecLanguage

/// From spec files to reports: read, check, compile, explore, judge.
///
/// The steps are apart, so that a command can refuse wrong parameters before the first search and
/// can print each report as soon as it is there.
package struct Verification: Sendable {
  let files: FileAccess
  let settings: ParameterSettings
  private let limits: VerificationLimits
  private let threadCount: Int
  private let processorCount: Int
  private let checkpoints: CheckpointOptions?
  /// Time since some fixed moment.
  private let clock: @Sendable () -> Duration

  /// - Parameters:
  ///   - threadCount: threads of each search; reports do not depend on it.
  ///   - checkpoints: where searches are saved; nil when they are not.
  package init(
    files: FileAccess, settings: ParameterSettings, limits: VerificationLimits,
    threadCount: Int = 1, checkpoints: CheckpointOptions? = nil,
    clock: @escaping @Sendable () -> Duration
  ) {
    self.files = files
    self.settings = settings
    self.limits = limits
    self.threadCount = threadCount
    processorCount = AvailableProcessors(files: files).count()
    self.checkpoints = checkpoints
    self.clock = clock
  }

  /// Reads and checks a file.
  package func prepare(_ path: String) -> PreparedSpec {
    let start = clock()
    var prepared: PreparedSpec
    do throws(FileFailure) {
      // The loader reports a file that cannot be read as a mistake in whoever imports it; the file
      // that was asked for is the user's, not the spec's.
      _ = try files.read(path)
      prepared = PreparedSpec(path: path, loaded: SpecLoader(read: files.read).load(path: path))
    } catch {
      prepared = PreparedSpec(path: path, failure: error)
    }
    prepared.elapsed = clock() - start
    return prepared
  }

  /// Finds the first mistake in the settings, before anything is explored.
  package func validate(_ prepared: [PreparedSpec]) throws(ParameterMistake) {
    try prepared.validate(settings)
  }

  /// The runs that a file calls for; at least one.
  package func runs(of prepared: PreparedSpec) -> [VerificationRun] {
    guard let spec = prepared.spec, !prepared.isLibrary else {
      return [VerificationRun(prepared: prepared, plan: .theOnly)]
    }
    let plan = RunPlan(for: spec, settings: settings.restricted(to: spec.parameters.map(\.name)))
    return plan.runs.map { VerificationRun(prepared: prepared, plan: $0) }
  }

  /// Explores and judges.
  ///
  /// - Parameters:
  ///   - progress: called now and then while the search is under way, on an unspecified thread.
  ///   - shouldStop: asked now and then; true ends the search, which is then inconclusive.
  package func report(
    on run: VerificationRun, progress: (@Sendable (VerificationProgress) -> Void)? = nil,
    shouldStop: (@Sendable () -> Bool)? = nil
  ) -> SpecReport {
    let start = clock()
    var report = run.emptyReport
    if report.treatment == .explored, let loaded = run.prepared.loaded {
      fill(&report, run, loaded, progress, shouldStop)
    }
    report.elapsed = clock() - start + (run.plan.isFirst ? run.prepared.elapsed : .zero)
    return report
  }

  private func fill(
    _ report: inout SpecReport, _ run: VerificationRun, _ loaded: LoadedSpec,
    _ progress: (@Sendable (VerificationProgress) -> Void)?,
    _ shouldStop: (@Sendable () -> Bool)?
  ) {
    guard let spec = checkedSpec(of: run, loaded, &report) else { return }
    let compilation = compile(spec)
    add(compilation.diagnostics, loaded, to: &report)
    guard let complete = compilation.program else {
      report.treatment = .invalid
      return
    }
    var settings = SearchSettings(threadCount: threadCount, tiers: limits.engine.tiers)
    settings.processorCount = processorCount
    settings.folding = limits.compression.folding
    settings.spillFolder = limits.spillFolder
    let outcome: ReducedSearch.Outcome
    do throws(CheckpointError) {
      outcome = try reducedSearch(of: complete, run.plan, settings, progress, shouldStop).outcome()
    } catch {
      report.treatment = .failed(error.message)
      return
    }
    let (exploration, compiled) = (outcome.exploration, outcome.compiled)
    report.reduction = outcome.reduction
    report.fill(from: exploration, spec)
    report.fairness = FairnessReport(spec, isAssumed: limits.assumesFairness)
    if limits.engine == .native, let failure = exploration.nativeFailure {
      report.treatment = .failed(failure.message)
      return
    }
    if limits.usesSymmetry {
      report.symmetry = SymmetryReport(compiled, exploration, sources: loaded.sources)
    }
    let judge = VerdictJudge(
      compiled: compiled, sources: loaded.sources, path: run.prepared.path,
      exploration: exploration, assumesFairness: limits.assumesFairness)
    do throws(TraceMismatch) {
      try judge.judge(&report)
    } catch {
      report.treatment = .failed(error.description)
      return
    }
    ExpectationJudge(spec: spec, sources: loaded.sources, run: run.plan).judge(&report)
  }

  private func reducedSearch(
    of complete: CompiledSpec, _ plan: RunPlan.Run, _ settings: SearchSettings,
    _ progress: (@Sendable (VerificationProgress) -> Void)?,
    _ shouldStop: (@Sendable () -> Bool)?
  ) -> ReducedSearch {
    ReducedSearch(
      complete: complete, limits: limits, expectsCounts: plan.expectsCounts(of: complete.spec)
    ) { compiled throws(CheckpointError) in
      let search = SymmetricSearch(
        compiled: compiled, run: plan, limits: explorationLimits(), settings: settings,
        settledStatesMin: limits.settledStatesMin, assumesFairness: limits.assumesFairness,
        checkpoints: checkpoints, progress: progress, shouldStop: shouldStop)
      return try limits.usesSymmetry ? search.exploration() : search.plain()
    }
  }

  /// The spec with the run's parameters; nil, and an invalid report, when they make it wrong.
  func checkedSpec(
    of run: VerificationRun, _ loaded: LoadedSpec, _ report: inout SpecReport
  ) -> TypedSpec? {
    if run.plan.overrides.isEmpty { return run.prepared.spec }
    let result = check(loaded, parameters: run.plan.overrides)
    report.diagnostics = []
    add(loaded.diagnostics + result.diagnostics, loaded, to: &report)
    if result.spec == nil { report.treatment = .invalid }
    return result.spec
  }

  private func add(
    _ diagnostics: [Diagnostic], _ loaded: LoadedSpec, to report: inout SpecReport
  ) {
    report.diagnostics += diagnostics.reports(in: loaded.sources)
  }

  private func explorationLimits() -> ExplorationLimits {
    let memory =
      limits.memoryBytesMax ?? AvailableMemory(files: files).defaultLimitBytes()
    return ExplorationLimits(
      statesMax: limits.statesMax, depthMax: limits.depthMax, time: limits.time,
      memoryBytesMax: memory)
  }
}

extension VerificationProgress {
  init(_ progress: ExplorationProgress) {
    self.init(
      states: progress.states, transitions: progress.transitions, level: progress.level,
      frontier: progress.frontier, bytes: progress.bytes, elapsed: progress.elapsed,
      remaining: progress.remaining, liveness: progress.liveness)
  }
}
