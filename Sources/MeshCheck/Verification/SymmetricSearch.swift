import Engine
import SpecCompiler
import SpecLanguage

/// Searches by symmetry where that says all that is asked, and otherwise state by state.
struct SymmetricSearch {
  let compiled: CompiledSpec
  let run: RunPlan.Run
  let limits: ExplorationLimits
  let threadCount: Int
  let settledStatesMin: Int
  let progress: (@Sendable (VerificationProgress) -> Void)?
  let shouldStop: (@Sendable () -> Bool)?

  /// Every state.
  func plain() -> Exploration { explore(nil) }

  /// One state for all that differ in names only; all of them after all when what was found may
  /// hide something, or a count is expected that is not known.
  func exploration() -> Exploration {
    guard let plan = compiled.symmetry.plan else { return plain() }
    let reduced = explore(plan)
    let isHiding = compiled.callsForEveryState(reduced)
    guard isHiding || lacksCount(reduced), reduced.stop != .cancelled else { return reduced }
    let all = plain()
    let isCut = all.stop != nil && all.stop != .settled
    // Then what is known of the states that stand for others is worth more.
    return isCut && reduced.represented?.isConfirmed == true ? reduced : all
  }

  private func explore(_ plan: SymmetryPlan?) -> Exploration {
    let early = EarlyEnd(compiled: compiled, run: run)
    let explorer = Explorer(
      program: compiled.program, limits: limits, symmetry: plan,
      settings: SearchSettings(threadCount: threadCount))
    return explorer.explore(
      isSettled: early.isSettled, settledStatesMin: settledStatesMin,
      countsTransitions: isExpected { if case .transitions = $0 { true } else { false } },
      progress: { progress?(VerificationProgress($0)) },
      shouldStop: { shouldStop?() ?? false })
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
