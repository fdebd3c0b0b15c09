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

  static func adapter(_ parameters: Parameters) -> RetryAdapter {
    RetryAdapter(policy: policy(parameters), tokens: parameters.budget)
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
      (Parameters(), ConformanceCoverage.everyEdge),
      (Parameters(maxRetries: 3, cap: 4, deadline: 7, budget: 3), .everyEdge),
      (Parameters(maxRetries: 1, cap: 1, deadline: 3, budget: 1), .complete()),
      (Parameters(maxRetries: 0, deadline: 2, budget: 0), .complete(extraStates: 1)),
    ])
  func conforms(parameters: Parameters, coverage: ConformanceCoverage) async throws {
    try await expectObedience(
      of: Self.adapter(parameters), to: Self.spec(parameters), coverage: coverage)
  }

  /// One call under the spec's parameters, and two that share a budget of one.
  @Test(
    "is obeyed by retries that run as tasks with timers",
    arguments: [
      (Parameters(), 1), (Parameters(maxRetries: 1, cap: 1, deadline: 3, budget: 1), 2),
    ])
  func tasks(parameters: Parameters, errands: Int) async throws {
    try await expectObedience(
      of: RetryTaskAdapter(policy: Self.policy(parameters), tokens: parameters.budget),
      to: Self.spec(parameters, errands: errands))
  }

  @Test("is obeyed by the retries that the faulty ones are made from")
  func faultless() async throws {
    try await expectObedience(
      of: FaultyRetry(fault: nil, parameters: Parameters()),
      to: Self.spec(Parameters(), errands: 1))
  }
}
