import Interleavings
import MeshComponents
import Synchronization
import TestSupport
import Testing

@Suite("A call that is tried again, in every order")
struct RetryOrdersTests {
  /// Counts attempts, and those that go on at once.
  private final class Service: Sendable {
    private let state = Mutex((begun: 0, running: 0, most: 0))

    var attempts: Int { state.withLock { $0.begun } }
    var running: Int { state.withLock { $0.running } }
    var most: Int { state.withLock { $0.most } }

    /// The first answer takes as long as an attempt may; later ones half of that.
    func answer(_ clock: SimulatedClock) async throws -> Int {
      let attempt = state.withLock { state in
        state.begun += 1
        state.running += 1
        state.most = max(state.most, state.running)
        return state.begun
      }
      defer { state.withLock { $0.running -= 1 } }
      try await clock.sleep(for: attempt == 1 ? .seconds(2) : .seconds(1))
      return attempt
    }
  }

  private static let policy = RetryPolicy(
    attemptsMax: 2, backoff: .fixed(.seconds(1)), jitter: .none, attemptTimeout: .seconds(2))

  /// What became of a call, as text.
  private static func call(
    _ simulation: Simulation, _ service: Service, _ budget: RetryBudget<SimulatedClock>
  ) async throws -> String {
    let clock = simulation.clock
    var generator = SplitMix64(seed: 1)
    let outcome: String
    do throws(RetryFailure) {
      let attempt = try await policy.retry(clock: clock, budget: budget, using: &generator) {
        try await service.answer(clock)
      }
      outcome = "answered by attempt \(attempt)"
    } catch {
      outcome = "\(error.reason) after \(error.attempts)"
      try check(error.attempts == service.attempts, "\(outcome), and not \(service.attempts)")
    }
    try check(service.running == 0, "the call is over, and an attempt goes on")
    try check(service.most <= 1, "\(service.most) attempts at once")
    return outcome
  }

  @Test("is answered or runs out of time when both happen at once, and has one attempt at a time")
  func timeout() async {
    let report = await explore(.exhaustive()) { simulation in
      let service = Service()
      let budget = RetryBudget(.init(capacity: 5), clock: simulation.clock)
      let outcome = try await Self.call(simulation, service, budget)
      try check(budget.tokens == 6 - service.attempts, "\(budget.tokens) tokens are left")
      return outcome
    }
    #expect(report.holds, "\(report)")
    #expect(
      Set(report.outcomes.keys) == ["answered by attempt 1", "answered by attempt 2"], "\(report)")
  }

  @Test(
    "ends when it is cancelled, in an attempt, at its end or between two",
    arguments: [2_000, 2_500, 3_000, 3_500])
  func cancelled(at milliseconds: Int) async {
    let report = await explore(.exhaustive()) { simulation in
      let service = Service()
      let budget = RetryBudget(.init(capacity: 5), clock: simulation.clock)
      return try await withThrowingTaskGroup(of: String.self) { group in
        group.addTask(name: "caller") { try await Self.call(simulation, service, budget) }
        try await simulation.clock.sleep(for: .milliseconds(milliseconds))
        group.cancelAll()
        let outcome = try await group.next() ?? ""
        // The budget pays for the retries that were promised, whether or not they have begun.
        try check((4...5).contains(budget.tokens), "\(budget.tokens) tokens are left")
        try check(6 - service.attempts >= budget.tokens, "a retry that nobody paid for")
        return outcome
      }
    }
    #expect(report.holds, "\(report)")
    let outcomes: [Int: Set<String>] = [
      2_000: ["answered by attempt 1", "cancelled after 1"],
      2_500: ["answered by attempt 1", "cancelled after 1"],
      3_000: ["answered by attempt 1", "cancelled after 1", "cancelled after 2"],
      3_500: ["answered by attempt 1", "cancelled after 2"],
    ]
    #expect(Set(report.outcomes.keys) == outcomes[milliseconds], "\(report)")
  }
}
