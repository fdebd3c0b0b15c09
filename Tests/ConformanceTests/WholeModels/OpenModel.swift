import Conformance
import Testing

/// One component's open model at some parameters, to be driven along every edge.
///
/// Every component lists its own (`OpenModel.registry`, in this folder); the first of each list are
/// the spec's own parameters, and the others have one of them larger by one.
struct OpenModel: Sendable, CustomTestStringConvertible {
  /// What was driven, of all specs of a model.
  struct Account: Sendable {
    /// Several where each choice that a spec leaves open is a spec of its own.
    var specs = 0
    var states = 0
    var edges = 0
    var edgesDriven = 0
    var calls = 0
    var divergence: String?
  }

  /// States that a spec may have: some hundred bytes each.
  static let limits = ConformanceLimits(statesMax: 20_000_000)

  /// The name of the spec's file.
  let name: String
  let parameters: String
  let drive: @Sendable () async throws -> Account

  var testDescription: String { "\(name): \(parameters)" }

  /// A model that is one spec.
  init(
    _ name: String, _ parameters: String,
    _ spec: @autoclosure @escaping @Sendable () throws -> String,
    _ implementation: @autoclosure @escaping @Sendable () -> some ImplementationUnderTest
  ) {
    self.init(name, parameters, choices: [()], { try spec() }, { implementation() })
  }

  /// A model that leaves something open: a spec and an implementation for each choice.
  init<Choice: Sendable>(
    _ name: String, _ parameters: String, choices: [Choice],
    _ spec: @escaping @Sendable (Choice) throws -> String,
    _ implementation: @escaping @Sendable (Choice) -> some ImplementationUnderTest
  ) {
    self.name = name
    self.parameters = parameters
    drive = {
      var account = Account()
      for choice in choices {
        let model = try ConformanceModel(spec: typedSpec(spec(choice)))
        let report = try await model.check(
          implementation(choice), coverage: .everyEdge, limits: Self.limits)
        account.specs += 1
        account.states += report.states
        account.edges += report.edges
        account.edgesDriven += report.edgesDriven
        account.calls += report.calls
        account.divergence = account.divergence ?? report.divergence?.description
      }
      return account
    }
  }
}
