import Dispatch
import Glibc
import Synchronization

/// Runs code on real threads at once and records what they did to an object.
///
/// ```swift
/// let recorder = HistoryRecorder(threads: 4)
/// let history = await recorder.record { thread in
///   thread.call("increment") { .integer(Int64(counter.increment())) }
/// }
/// ```
///
/// The threads are the system's, one serial queue of Dispatch each, which keeps them from one
/// recording to the next; all of them begin together. A call costs two additions to one atomic
/// number, which orders beginnings and ends of all threads, and is kept by its thread alone.
public final class HistoryRecorder: Sendable {
  public let threads: Int
  private let queues: [DispatchQueue]
  /// Held while a recording is put on all queues: two that came in different orders would wait for
  /// each other.
  private let queuing = Mutex(())

  /// - Precondition: `threads` is from 1 to 64.
  public init(threads: Int) {
    precondition(1...64 ~= threads, "\(threads) threads")
    self.threads = threads
    queues = (0..<threads).map { DispatchQueue(label: "history thread \($0)") }
  }

  /// Runs the body once on each thread, and returns when all have ended; one recording after
  /// another where several are asked for.
  public func record(
    _ body: @escaping @Sendable (inout HistoryThread) -> Void
  ) async -> History {
    let recording = Recording(threads: threads)
    return await withCheckedContinuation { continuation in
      queuing.withLock { _ in
        for (index, queue) in queues.enumerated() {
          queue.async {
            recording.waitForAll()
            var thread = HistoryThread(index: index, recording: recording)
            body(&thread)
            if let history = recording.finish(thread.operations) {
              continuation.resume(returning: history)
            }
          }
        }
      }
    }
  }
}

/// One thread of a recording, through which it makes its calls.
public struct HistoryThread: ~Copyable {
  /// From 0.
  public let index: Int
  fileprivate let recording: Recording
  fileprivate var operations: [History.Operation] = []

  fileprivate init(index: Int, recording: Recording) {
    self.index = index
    self.recording = recording
    operations.reserveCapacity(32)
  }

  /// Makes one call and notes when it began and ended.
  /// - Parameter body: makes the call and says what it returned; nil when that is nothing to hold
  ///   against the spec.
  /// - Returns: what the body says.
  @discardableResult
  public mutating func call(
    _ transition: String, _ arguments: [SpecificationValue] = [],
    _ body: () -> SpecificationValue?
  ) -> SpecificationValue? {
    let invoked = recording.moment()
    let result = body()
    let returned = recording.moment()
    operations.append(
      History.Operation(
        thread: index, transition: transition, arguments: arguments, result: result,
        invoked: invoked, returned: returned))
    return result
  }
}

/// What the threads of one recording share.
private final class Recording: Sendable {
  private let threads: Int
  private let arrived = Atomic(0)
  private let moments = Atomic(0)
  private let logs = Mutex<[[History.Operation]]>([])

  init(threads: Int) { self.threads = threads }

  /// All begin at once: a thread that starts late would find the others done.
  func waitForAll() {
    arrived.add(1, ordering: .acquiringAndReleasing)
    while arrived.load(ordering: .acquiring) < threads { sched_yield() }
  }

  func moment() -> Int { moments.add(1, ordering: .acquiringAndReleasing).newValue }

  /// - Returns: the whole history for the last thread.
  func finish(_ operations: [History.Operation]) -> History? {
    let all = logs.withLock { logs in
      logs.append(operations)
      return logs.count == threads ? logs : nil
    }
    return all.map { History(operations: $0.flatMap(\.self)) }
  }
}
