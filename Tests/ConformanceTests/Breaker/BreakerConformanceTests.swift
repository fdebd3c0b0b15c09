import Conformance
import MeshComponents
import Testing

/// The library's breaker and faulty ones against `specs/components/breaker.mesh`, edge by edge.
@Suite("The breaker's open model")
struct BreakerConformanceTests {
  /// A model of two calls, under these parameters.
  struct Parameters: Sendable, CustomTestStringConvertible {
    var threshold = 2
    var cooldown = 2
    var probes = 1

    var testDescription: String {
      "threshold \(threshold), cooldown \(cooldown), probes \(probes)"
    }
  }

  static func spec(_ parameters: Parameters, calls: Int = 2) -> String {
    """
    import "components/breaker"
    entity Call(\(calls))
    var breaker: open Breaker<Call>(
      threshold: \(parameters.threshold), cooldown: \(parameters.cooldown),
      probes: \(parameters.probes))
    """
  }

  static func adapter(
    _ parameters: Parameters, withoutVerdict outcome: CallOutcome = .cancelled
  ) -> BreakerAdapter {
    BreakerAdapter(
      configuration: .init(
        failureThreshold: parameters.threshold, cooldown: .seconds(parameters.cooldown),
        probes: parameters.probes), withoutVerdict: outcome)
  }

  static func graph(_ parameters: Parameters) throws -> TransitionGraph {
    try TransitionGraph(exploring: typedSpec(spec(parameters)))
  }

  @Test(
    "is obeyed by the library's breaker on every edge",
    arguments: [
      Parameters(), Parameters(threshold: 1, cooldown: 1),
      Parameters(threshold: 3, cooldown: 1, probes: 2),
      Parameters(threshold: 1, cooldown: 3, probes: 2),
    ])
  func conforms(parameters: Parameters) async throws {
    try await expectObedience(
      of: Self.adapter(parameters), to: Self.spec(parameters), coverage: .complete(extraStates: 1))
  }

  @Test("is obeyed as well when an ignored outcome stands for a cancelled one")
  func ignored() async throws {
    try await expectObedience(
      of: Self.adapter(Parameters(cooldown: 1), withoutVerdict: .ignored),
      to: Self.spec(Parameters(cooldown: 1)))
  }

  @Test("is obeyed by the breaker that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(
      of: FaultyBreaker(fault: nil, threshold: 2, cooldown: 1, probes: 1),
      to: Self.spec(Parameters(cooldown: 1)))
  }

  @Test("shows a shortest run on which a late success closes an open breaker")
  func lateSuccess() async throws {
    let divergence = try await divergence(
      of: FaultyBreaker(fault: .lateSuccessCloses, threshold: 1, cooldown: 1, probes: 1),
      from: Self.spec(Parameters(threshold: 1, cooldown: 1)))
    #expect(
      divergence?.description == """
            call                             the spec allows   the implementation said
        1   breaker.admit(call1)             true              true
        2   breaker.admit(call2)             true              true
        3   breaker.finish(call1, .failure)  .open             .open
        4   breaker.finish(call2, .success)  .open             .closed   <- differs
        """)
  }

  @Test("shows a shortest run on which half-open lets everybody in")
  func halfOpen() async throws {
    let divergence = try await divergence(
      of: FaultyBreaker(fault: .halfOpenLetsEverybodyIn, threshold: 1, cooldown: 1, probes: 1),
      from: Self.spec(Parameters(threshold: 1, cooldown: 1)))
    #expect(
      divergence?.description == """
            call                             the spec allows   the implementation said
        1   breaker.admit(call1)             true              true
        2   breaker.finish(call1, .failure)  .open             .open
        3   tick                             -                 -
        4   breaker.admit(call1)             true              true
        5   breaker.admit(call2)             false             true   <- differs
        """)
  }
}
