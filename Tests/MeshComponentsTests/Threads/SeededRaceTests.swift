import Dispatch
import FoundationEssentials
import Glibc
import Synchronization
import Testing

/// Shows that ThreadSanitizer looks: `.ci/threads` fails unless it reports this.
@Suite("A race that is there on purpose")
struct SeededRaceTests {
  static let isAskedFor = ProcessInfo.processInfo.environment["MESHCHECK_SEEDED_RACE"] != nil

  /// A count that says it is safe to share, and is not.
  private final class Unguarded: @unchecked Sendable {
    var count = 0
  }

  @Test("is run where the sanitizer is to report it", .enabled(if: isAskedFor))
  func race() {
    let unguarded = Unguarded()
    let arrived = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      // Otherwise one thread may do both parts. Relaxed, so it puts nothing in order.
      arrived.add(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < 2 { sched_yield() }
      for _ in 0..<10_000 { unguarded.count += 1 }
    }
    #expect(unguarded.count > 0)
  }
}
