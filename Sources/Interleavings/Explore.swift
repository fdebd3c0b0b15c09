import Foundation

/// Runs a scenario in many orders of its steps, and says whether one of them fails.
///
/// A step is what a task does from one suspension to the next. The scenario runs on a thread of its
/// own, so it may be explored beside other tests; it must make all it uses itself, and take time
/// and randomness from the simulation or from fixed seeds.
///
/// ```swift
/// let report = await explore { simulation in
///   let queue = BoundedQueue(capacity: 1, on: simulation.host("queue"))
///   async let first: Void = queue.put(1)
///   async let second: Void = queue.put(2)
///   _ = await (first, second)
///   try check(await queue.count <= 1, "over capacity")
/// }
/// #expect(report.holds, "\(report)")
/// ```
///
/// - Parameters:
///   - strategy: which schedules are run; a sample and then all, unless told otherwise.
///   - options: rules and limits.
///   - expectation: looks at what the scenario returned, and throws if it should not be so.
///   - scenario: what is run. An error that it throws is a failure of the schedule.
/// - Returns: the report. Cancelling the calling task ends the exploration after the current run.
/// - Complexity: the number of schedules grows as the factorial of what can happen at once.
public func explore<Outcome: Sendable>(
  _ strategy: ExplorationStrategy = .automatic(), options: ExplorationOptions = .init(),
  expecting expectation: (@Sendable (Outcome) throws -> Void)? = nil,
  scenario: @escaping @Sendable (Simulation) async throws -> Outcome
) async -> ExplorationReport {
  let experiment = Experiment(options: options, scenario: scenario, check: expectation)
  let cancellation = Cancellation()
  return await withTaskCancellationHandler {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var explorer = Explorer(experiment, cancellation: cancellation)
        continuation.resume(returning: explorer.explore(strategy))
      }
    }
  } onCancel: {
    cancellation.request()
  }
}
