import Engine
import SpecCompiler
import SpecLanguage

/// Searches by symmetry where that says all that is asked, and otherwise state by state.
struct SymmetricSearch {
  let compiled: CompiledSpec
  let run: RunPlan.Run
  let limits: ExplorationLimits
  let settings: SearchSettings
  let settledStatesMin: Int
  let assumesFairness: Bool
  let checkpoints: CheckpointOptions?
  let progress: (@Sendable (VerificationProgress) -> Void)?
  let shouldStop: (@Sendable () -> Bool)?

  /// Every state.
  func plain() throws(CheckpointError) -> Exploration { try explore(nil) }

  /// One state for all that differ in names only; all of them after all when what was found may
  /// hide something, or a count is expected that is not known.
  func exploration() throws(CheckpointError) -> Exploration {
    // Names matter along a run.
    guard let plan = compiled.symmetry.plan, compiled.livenessTask == nil else {
      return try plain()
    }
    let reduced = try explore(plan)
    let isHiding = compiled.callsForEveryState(reduced)
    guard isHiding || lacksCount(reduced), reduced.stop != .cancelled else { return reduced }
    let all = try plain()
    let isCut = all.stop != nil && all.stop != .settled
    // Then what is known of the states that stand for others is worth more.
    return isCut && reduced.represented?.isConfirmed == true ? reduced : all
  }

  private func explore(_ plan: SymmetryPlan?) throws(CheckpointError) -> Exploration {
    let early = EarlyEnd(compiled: compiled, run: run)
    let explorer = Explorer(
      program: compiled.program, limits: limits, symmetry: plan, settings: settings)
    var liveness = compiled.livenessTask
    if !assumesFairness { liveness?.fairness = [] }
    let exploration = explorer.explore(
      isSettled: early.isSettled, settledStatesMin: settledStatesMin,
      countsTransitions: isExpected { if case .transitions = $0 { true } else { false } },
      liveness: liveness, checkpointer: try checkpointer(for: explorer),
      progress: { progress?(VerificationProgress($0)) },
      shouldStop: { shouldStop?() ?? false })
    if case .checkpoint(let error) = exploration.stop { throw error }
    return exploration
  }

  private func checkpointer(
    for explorer: Explorer
  ) throws(CheckpointError) -> Checkpointer? {
    guard let checkpoints else { return nil }
    let settings = Checkpointer.Settings(
      folder: "\(checkpoints.folder)/\(explorer.fingerprint)",
      isResuming: checkpoints.isResuming, interval: checkpoints.interval)
    return try Checkpointer(settings, for: explorer)
  }

  /// Whether the file expects a number of states that the search does not know.
  private func lacksCount(_ exploration: Exploration) -> Bool {
    guard exploration.isComplete, let represented = exploration.represented else { return false }
    let wantsStates = isExpected { if case .states = $0 { true } else { false } }
    let wantsTransitions = isExpected { if case .transitions = $0 { true } else { false } }
    return wantsStates && represented.states == nil
      || wantsTransitions && represented.transitions == nil
  }

  private func isExpected(_ isMeant: (Expectation.Outcome) -> Bool) -> Bool {
    compiled.spec.expectations.contains { expectation in
      run.isSubject(of: expectation, compiled.spec) && isMeant(expectation.outcome)
    }
  }
}
