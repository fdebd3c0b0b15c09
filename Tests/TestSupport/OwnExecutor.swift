internal import Dispatch
package import Testing

/// Runs a test's tasks on threads of their own.
///
/// The tests share the process's few threads for tasks, and some of them compute for seconds. What
/// has to answer in time, as a server that a test talks to, would find none free.
package struct OwnExecutor: SuiteTrait, TestTrait, TestScoping {
  package let isRecursive = true

  /// A queue of Dispatch as an executor of tasks.
  private final class Threads: TaskExecutor {
    private let queue = DispatchQueue(label: "test", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    try await withTaskExecutorPreference(Threads()) { try await function() }
  }
}

extension Trait where Self == OwnExecutor {
  /// On threads of its own, undisturbed by what other tests compute.
  package static var onOwnThreads: OwnExecutor { OwnExecutor() }
}
