import Conformance
import MeshComponents
import Testing

/// The library's retries and faulty ones against `specs/components/retry.mesh`, edge by edge.
@Suite("The open model of retries")
struct RetryConformanceTests {
  /// The spec's own parameters at first, a tick a second.
  struct Parameters: Sendable, CustomTestStringConvertible {
    var maxRetries = 2
    var base = 1
    var cap = 3
    var deadline = 6
    var budget = 2

    var testDescription: String {
      "\(maxRetries) retries, base \(base), cap \(cap), deadline \(deadline), budget \(budget)"
    }
  }

  static func spec(_ parameters: Parameters, errands: Int = 2) -> String {
    """
    import "components/retry"
    entity Errand(\(errands))
    var retry: open Retry<Errand>(
      maxRetries: \(parameters.maxRetries), base: \(parameters.base), cap: \(parameters.cap),
      deadline: \(parameters.deadline), budget: \(parameters.budget))
    """
  }

  static func policy(_ parameters: Parameters) -> RetryPolicy {
    RetryPolicy(
      attemptsMax: parameters.maxRetries + 1,
      backoff: .exponential(base: .seconds(parameters.base), cap: .seconds(parameters.cap)),
      jitter: .none, deadline: .seconds(parameters.deadline))
  }

  @Test(
    "is obeyed by the library's retries on every edge",
    arguments: [
      (Parameters(), 0), (Parameters(maxRetries: 3, cap: 4, deadline: 7, budget: 3), 0),
      (Parameters(maxRetries: 0, deadline: 2, budget: 0), 2),
    ])
  func conforms(parameters: Parameters, lookahead: Int) async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(parameters)))
    let report = await ConformanceCheck(graph: graph, lookahead: lookahead).run(
      RetryAdapter(policy: Self.policy(parameters), tokens: parameters.budget))
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
  }

  /// One call under the spec's parameters, and two that share a budget of one.
  @Test(
    "is obeyed by retries that run as tasks with timers",
    arguments: [
      (Parameters(), 1), (Parameters(maxRetries: 1, cap: 1, deadline: 3, budget: 1), 2),
    ])
  func tasks(parameters: Parameters, errands: Int) async throws {
    let graph = try TransitionGraph(
      exploring: typedSpec(Self.spec(parameters, errands: errands)))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(
      RetryTaskAdapter(policy: Self.policy(parameters), tokens: parameters.budget))
    #expect(report.divergence?.description == nil)
    #expect(report.edges == graph.edgeCount && report.edgesDriven == graph.edgeCount)
  }

  @Test("is obeyed by the retries that the faulty ones are made from")
  func faultless() async throws {
    let graph = try TransitionGraph(exploring: typedSpec(Self.spec(Parameters(), errands: 1)))
    let report = await ConformanceCheck(graph: graph, lookahead: 1).run(
      FaultyRetry(fault: nil, parameters: Parameters()))
    #expect(report.divergence?.description == nil)
  }
}
