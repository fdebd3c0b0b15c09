import Conformance
import Testing

/// One component's open model at some parameters, to be driven along every edge.
///
/// Every component lists its own (`OpenModel.registry`, in this folder); the first of each list are
/// the spec's own parameters, and the others have one of them larger by one.
struct OpenModel: Sendable, CustomTestStringConvertible {
  /// What was driven of a model.
  struct Account: Sendable {
    /// Implementations: one for each possibility that the spec leaves open.
    var choices: Int
    var states: Int
    var edges: Int
    var edgesDriven = 0
    var calls = 0
    var divergence: String?
  }

  /// States that a spec may have: some hundred bytes each.
  private static let statesMax = 20_000_000

  /// The name of the spec's file.
  let name: String
  let parameters: String
  let drive: @Sendable () async throws -> Account

  var testDescription: String { "\(name): \(parameters)" }

  /// A model that leaves nothing open.
  init(
    _ name: String, _ parameters: String,
    _ spec: @autoclosure @escaping @Sendable () throws -> String,
    _ implementation: @autoclosure @escaping @Sendable () -> some ImplementationUnderTest
  ) {
    self.init(name, parameters, choices: [()], try spec()) { implementation() }
  }

  /// A model that leaves something open at the beginning: an implementation for each possibility,
  /// in the order of the spec.
  init<Choice: Sendable>(
    _ name: String, _ parameters: String, choices: [Choice],
    _ spec: @autoclosure @escaping @Sendable () throws -> String,
    _ implementation: @escaping @Sendable (Choice) -> some ImplementationUnderTest
  ) {
    self.name = name
    self.parameters = parameters
    drive = {
      let graph = try TransitionGraph(exploring: typedSpec(spec()), statesMax: Self.statesMax)
      try #require(graph.initial.count == choices.count, "\(name)")
      var account = Account(
        choices: choices.count, states: graph.edges.count, edges: graph.edgeCount)
      for (choice, state) in zip(choices, graph.initial) {
        let part = choices.count == 1 ? graph : graph.part(from: state)
        let check = try ConformanceCheck(graph: part, coverage: .everyEdge)
        let report = await check.run(implementation(choice))
        account.edgesDriven += report.edgesDriven
        account.calls += report.calls
        account.divergence = account.divergence ?? report.divergence?.description
      }
      return account
    }
  }
}
