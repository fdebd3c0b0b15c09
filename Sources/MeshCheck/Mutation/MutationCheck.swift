import Counterexamples
import Engine
import SourceText
import SpecLanguage
import Synchronization

/// Changes a spec in one place at a time, verifies each of these mutants, and says which of them
/// some claim of the spec notices.
package struct MutationCheck: Sendable {
  private let files: FileAccess
  private let settings: ParameterSettings
  private let options: MutationOptions
  private let clock: @Sendable () -> Duration

  /// - Parameters:
  ///   - settings: values of parameters; without any, a file's own runs are made, the defaults and
  ///     those that its `expect … with` name.
  ///   - clock: time since some fixed moment.
  package init(
    files: FileAccess, settings: ParameterSettings, options: MutationOptions,
    clock: @escaping @Sendable () -> Duration
  ) {
    self.files = files
    self.settings = settings
    self.options = options
    self.clock = clock
  }

  /// A spec as it is, and what its mutants are measured by.
  private struct Original: Sendable {
    var loaded: LoadedSpec
    var runs: [Run]
  }

  private struct Run: Sendable {
    var report: SpecReport
    /// Nil when it is not to be compared.
    var graph: StepGraph?
    var limits: VerificationLimits
    /// States that a comparison may go through.
    var comparedStatesMax: Int
  }

  /// Verifies a spec and all of its mutants.
  ///
  /// - Parameters:
  ///   - progress: called after each mutant, by one thread at a time.
  ///   - shouldStop: true ends the run; what was done until then is reported.
  /// - Returns: without mutants when the spec itself is not as it says.
  package func report(
    on prepared: PreparedSpec, progress: (@Sendable (MutationProgress) -> Void)? = nil,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) -> MutationReport {
    let start = clock()
    let verification = verification(files, limits(of: nil))
    let reports = verification.runs(of: prepared).map {
      verification.report(on: $0, shouldStop: shouldStop)
    }
    var report = MutationReport(originals: reports)
    report.isInterrupted = shouldStop()
    let isSound = reports.allSatisfy { $0.treatment == .explored && $0.outcome == .asExpected }
    guard isSound, let loaded = prepared.loaded, let spec = prepared.spec else {
      report.elapsed = clock() - start
      return report
    }
    let original = Original(loaded: loaded, runs: reports.map(run))
    let mutations = mutations(of: loaded, changesFairness: spec.hasClaimsAboutRuns)
    report.propertyNames = names(of: reports)
    let board = MutantBoard(count: mutations.count)
    runConcurrently(mutations.count, threads: options.threadCount) { index in
      if shouldStop() { return }
      let mutant = mutant(mutations[index], of: original, prepared.path, shouldStop)
      board.put(mutant, at: index) { done, living in
        progress?(
          MutationProgress(
            done: done, count: mutations.count, living: living, elapsed: clock() - start))
      }
    }
    report.mutants = zip(mutations, board.all).map { mutation, mutant in
      mutant ?? MutantReport(mutation, in: loaded.sources)
    }
    report.isInterrupted = shouldStop()
    explain(&report, mutations, loaded)
    report.elapsed = clock() - start
    return report
  }

  // MARK: The original

  private func verification(_ files: FileAccess, _ limits: VerificationLimits) -> Verification {
    Verification(files: files, settings: settings, limits: limits, clock: clock)
  }

  /// Limits of the original, or of a mutant.
  private func limits(of original: SpecReport?) -> VerificationLimits {
    var limits = VerificationLimits(
      memoryBytesMax: options.memoryBytesMax / (original == nil ? 1 : options.threadCount))
    limits.engine = .bytecode
    limits.settledStatesMin = .max
    guard let original else { return limits }
    limits.statesMax =
      options.statesMax ?? MutationOptions.defaultStatesMax(of: original.representedStates)
    limits.time = options.time ?? MutationOptions.defaultTime(of: original.elapsed)
    return limits
  }

  private func run(_ report: SpecReport) -> Run {
    Run(
      report: report, graph: report.spec.flatMap { StepGraph($0) }, limits: limits(of: report),
      comparedStatesMax: 2 * report.representedStates)
  }

  private func mutations(of loaded: LoadedSpec, changesFairness: Bool) -> [Mutation] {
    var files = [loaded.root]
    if options.includesImports {
      files += loaded.files.map(\.file).filter { $0 != loaded.root }
    }
    return files.flatMap {
      MutationFinder.mutations(of: $0, in: loaded, changesFairness: changesFairness)
    }
  }

  /// What may notice something: measures claim nothing.
  private func names(of reports: [SpecReport]) -> [String] {
    var names: [String] = []
    for property in reports.flatMap(\.properties) where property.kind != .measure {
      let name = property.name.withoutKeys
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  // MARK: A mutant

  private func mutant(
    _ mutation: Mutation, of original: Original, _ path: String,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) -> MutantReport {
    let source = original.loaded.sources[mutation.span.file]
    var mutant = MutantReport(mutation, in: original.loaded.sources)
    let files = files.replacing(source.path, by: mutation.applied(to: source))
    let prepared = verification(files, VerificationLimits()).prepare(path)
    let plans = verification(files, VerificationLimits()).runs(of: prepared)
    guard prepared.spec != nil, plans.count == original.runs.count else {
      return mutant.ended(.invalid, prepared.firstMessage)
    }
    var changed: [SpecReport] = []
    for (run, plan) in zip(original.runs, plans) {
      let report = verification(files, run.limits).report(on: plan, shouldStop: shouldStop)
      if let message = newDiagnostic(in: report, original: run.report) {
        return mutant.ended(.invalid, message)
      }
      if report.limit == .cancelled { return mutant }
      if report.showsParameters { mutant.run = report.parameterList }
      if case .failed(let message) = report.treatment { return mutant.ended(.undecided, message) }
      mutant.noticedBy = noticings(in: report)
      if !mutant.noticedBy.isEmpty { return mutant.ended(.noticed, report.limit?.sentence) }
      if report.outcome == .inconclusive {
        return mutant.ended(.undecided, report.limit?.sentence ?? report.firstReason)
      }
      changed.append(report)
    }
    mutant.run = nil
    return compared(mutant, mutation, changed, original, shouldStop)
  }

  /// A mistake, or a warning that the original does not have.
  private func newDiagnostic(in report: SpecReport, original: SpecReport) -> String? {
    if report.treatment == .invalid {
      return report.diagnostics.first { $0.severity == .error }?.summary ?? "it has errors"
    }
    var known = original.diagnostics.map(\.code)
    for diagnostic in report.diagnostics {
      guard let index = known.firstIndex(of: diagnostic.code) else { return diagnostic.summary }
      known.remove(at: index)
    }
    return nil
  }

  /// Everything that is not as the file expects, the shortest counterexamples first.
  private func noticings(in report: SpecReport) -> [MutantReport.Noticing] {
    var found: [MutantReport.Noticing] = []
    for property in report.properties where property.outcome == .notAsExpected {
      let steps = property.verdict == .violated ? property.trace?.steps.count : nil
      let noticing = MutantReport.Noticing(name: property.name, steps: steps)
      if let known = found.firstIndex(where: { $0.name == property.name }) {
        if (steps ?? .max) < (found[known].steps ?? .max) { found[known] = noticing }
      } else {
        found.append(noticing)
      }
    }
    for expectation in report.expectations
    where expectation.result == .unmet && !expectation.isAboutProperty
      && (options.countsNotice || !expectation.isAboutCount)
    {
      found.append(MutantReport.Noticing(name: expectation.text, steps: nil))
    }
    return found.enumerated().sorted {
      ($0.element.steps ?? .max, $0.offset) < ($1.element.steps ?? .max, $1.offset)
    }.map(\.element)
  }

  /// Says of a mutant that nothing noticed how it differs from the original, under any of the
  /// parameters that were tried, or that it does not.
  private func compared(
    _ mutant: MutantReport, _ mutation: Mutation, _ changed: [SpecReport], _ original: Original,
    _ shouldStop: () -> Bool
  ) -> MutantReport {
    var mutant = mutant
    for (run, report) in zip(original.runs, changed) {
      let comparison = run.graph.flatMap { graph in
        report.spec.flatMap { StepGraph($0) }.map {
          graph.compare(with: $0, statesMax: run.comparedStatesMax, shouldStop: shouldStop)
        }
      }
      switch comparison {
      case .same: continue
      case .different(let sentence):
        mutant.difference = sentence
        return mutant.ended(.living, nil)
      case .open where shouldStop(): return mutant
      case .open, nil:
        mutant.difference = "whether it has other steps is not known"
        return mutant.ended(.living, nil)
      }
    }
    // The graph does not say what is fair, nor what a function returns; some claim may.
    if mutation.operation == .fairnessDropped {
      mutant.difference = "the same steps, not all of them as fair"
    } else if mutation.isVisibleBesideSteps {
      mutant.difference = "the same steps, but claims use what is changed"
    }
    return mutant.ended(mutant.difference == nil ? .equivalent : .living, nil)
  }

  // MARK: Explanations

  /// Living mutants on lines whose notes say why, and notes that explain none.
  private func explain(
    _ report: inout MutationReport, _ mutations: [Mutation], _ loaded: LoadedSpec
  ) {
    for file in Set(mutations.map(\.span.file)).sorted() {
      let notes = UnobservedNotes(of: file, in: loaded.sources)
      var used: Set<Int> = []
      for (index, mutation) in mutations.enumerated()
      where mutation.span.file == file && report.mutants[index].status == .living {
        guard let note = notes.note(onLine: report.mutants[index].position.line) else { continue }
        used.insert(note.noteLine)
        report.mutants[index].status = .explained
        report.mutants[index].reason = note.reason
      }
      if report.isInterrupted { continue }
      report.idleNotes += notes.notes.filter { !used.contains($0.noteLine) }.map {
        MutationReport.IdleNote(
          file: loaded.sources[file].path, line: $0.noteLine, reason: $0.reason)
      }
    }
  }
}

/// Where threads put what they found, each mutant in its own place.
private final class MutantBoard: Sendable {
  private struct State {
    var mutants: [MutantReport?]
    var done = 0
    var living = 0
  }

  private let state: Mutex<State>

  init(count: Int) { state = Mutex(State(mutants: Array(repeating: nil, count: count))) }

  var all: [MutantReport?] { state.withLock { $0.mutants } }

  /// - Parameter note: told how many there are now, and how many of them live.
  func put(_ mutant: MutantReport, at index: Int, note: (Int, Int) -> Void) {
    state.withLock { state in
      state.mutants[index] = mutant
      state.done += 1
      if mutant.status == .living { state.living += 1 }
      note(state.done, state.living)
    }
  }
}

extension MutantReport {
  fileprivate func ended(_ status: Status, _ reason: String?) -> MutantReport {
    var mutant = self
    mutant.status = status
    mutant.reason = reason
    return mutant
  }
}

extension SpecReport {
  /// All states that those seen stand for, where that is known.
  fileprivate var representedStates: Int { max(states, symmetry?.states ?? 0) }

  fileprivate var parameterList: String {
    parameters.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
  }

  /// Why some property is inconclusive.
  fileprivate var firstReason: String? {
    properties.first { $0.outcome == .inconclusive }?.reason
  }
}

extension PreparedSpec {
  fileprivate var firstMessage: String {
    guard let loaded else { return failure?.message ?? "" }
    let error = diagnostics.first { $0.severity == .error } ?? diagnostics.first
    return error.map { DiagnosticReport($0, in: loaded.sources).summary } ?? ""
  }
}

extension DiagnosticReport {
  /// `MC0402: a message`
  fileprivate var summary: String { "\(code): \(message)" }
}

extension TypedSpec {
  /// Properties and theorems that speak of runs, to which fairness matters.
  fileprivate var hasClaimsAboutRuns: Bool {
    properties.contains { property in
      switch property.kind {
      case .temporal, .theorem(_, _, isTemporal: true): true
      default: false
      }
    }
  }
}

extension FileAccess {
  /// The same files, but one with other bytes.
  fileprivate func replacing(_ path: String, by bytes: [UInt8]) -> FileAccess {
    var files = self
    let read = read
    files.read = { wanted throws(FileFailure) in
      wanted == path ? bytes : try read(wanted)
    }
    return files
  }
}
