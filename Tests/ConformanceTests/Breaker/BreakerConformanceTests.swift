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
    let graph = try Self.graph(parameters)
    let check = try ConformanceCheck(graph: graph, extraStates: 1)
    let report = await check.run(
      BreakerAdapter(
        configuration: .init(
          failureThreshold: parameters.threshold, cooldown: .seconds(parameters.cooldown),
          probes: parameters.probes)))
    #expect(report.divergence?.description == nil)
    #expect(report.edgesDriven == graph.edgeCount && report.runs == check.plannedRuns)
  }

  @Test("is obeyed as well when an ignored outcome stands for a cancelled one")
  func ignored() async throws {
    let graph = try Self.graph(Parameters(cooldown: 1))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(
      BreakerAdapter(
        configuration: .init(failureThreshold: 2, cooldown: .seconds(1)), withoutVerdict: .ignored))
    #expect(report.divergence?.description == nil)
  }

  @Test("is obeyed by the breaker that the faulty ones are made from")
  func faultless() async throws {
    let graph = try Self.graph(Parameters(cooldown: 1))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(
      FaultyBreaker(fault: nil, threshold: 2, cooldown: 1, probes: 1))
    #expect(report.divergence?.description == nil)
  }

  @Test("shows a shortest run on which a late success closes an open breaker")
  func lateSuccess() async throws {
    let graph = try Self.graph(Parameters(threshold: 1, cooldown: 1))
    let report = await ConformanceCheck(graph: graph).run(
      FaultyBreaker(fault: .lateSuccessCloses, threshold: 1, cooldown: 1, probes: 1))
    #expect(
      report.divergence?.description == """
            call                             the spec allows   the implementation said
        1   breaker.admit(call1)             true              true
        2   breaker.admit(call2)             true              true
        3   breaker.finish(call1, .failure)  .open             .open
        4   breaker.finish(call2, .success)  .open             .closed   <- differs
        """)
  }

  @Test("shows a shortest run on which half-open lets everybody in")
  func halfOpen() async throws {
    let graph = try Self.graph(Parameters(threshold: 1, cooldown: 1))
    let report = await ConformanceCheck(graph: graph).run(
      FaultyBreaker(fault: .halfOpenLetsEverybodyIn, threshold: 1, cooldown: 1, probes: 1))
    #expect(
      report.divergence?.description == """
            call                             the spec allows   the implementation said
        1   breaker.admit(call1)             true              true
        2   breaker.finish(call1, .failure)  .open             .open
        3   tick                             -                 -
        4   breaker.admit(call1)             true              true
        5   breaker.admit(call2)             false             true   <- differs
        """)
  }
}
