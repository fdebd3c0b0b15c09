import Interleavings

extension SeededFault {
  /// A fault that is looked for by running a scenario in every order of its steps.
  ///
  /// It counts as found when some order fails, and as replayed when the failure's token brings
  /// back the same steps. The scenario must hold for the component without the fault, which the
  /// component's own tests show.
  static func orders<Outcome: Sendable>(
    of component: String, _ name: String, _ story: String,
    strategy: ExplorationStrategy = .automatic(), options: ExplorationOptions = .init(),
    expecting expectation: (@Sendable (Outcome) throws -> Void)? = nil,
    scenario: @escaping @Sendable (Simulation) async throws -> Outcome
  ) -> SeededFault {
    SeededFault(component: component, name: name, story: story, means: .orders) {
      let report = await explore(
        strategy, options: options, expecting: expectation, scenario: scenario)
      guard let failure = report.failure, !failure.token.isEmpty else { return nil }
      let again = await explore(
        .replay(failure.token), options: options, expecting: expectation, scenario: scenario)
      return Finding(
        report: failure.description, tests: failure.schedulesUntilFound,
        isReplayed: again.failure?.kind == failure.kind && again.failure?.trace == failure.trace)
    }
  }
}
