import Conformance
import SpecLanguage

extension SeededFault {
  /// A fault that is looked for by driving `implementation` through an open model.
  static func transitions(
    of component: String, _ name: String, _ story: String,
    coverage: ConformanceCoverage = .complete(), spec: String,
    _ implementation: @escaping @Sendable () -> some ImplementationUnderTest
  ) -> SeededFault {
    SeededFault(component: component, name: name, story: story, means: .transitions) {
      let graph = try TransitionGraph(exploring: typedSpec(spec))
      let check = try ConformanceCheck(graph: graph, coverage: coverage)
      let report = await check.run(implementation())
      guard let divergence = report.divergence else { return nil }
      let again = try await check.replay.run(divergence.calls, on: implementation())
      return Finding(
        report: divergence.description, tests: report.runs,
        isReplayed: again?.steps == divergence.steps)
    }
  }
}
