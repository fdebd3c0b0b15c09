import Synchronization

/// Runs the body once for each number from 0 to `count` - 1, on so many threads at most, the
/// caller's among them, and returns when all are done.
///
/// Numbers are handed out in their order; which thread takes which is open.
package func runConcurrently(
  _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Void
) {
  let tasks = ConcurrentTasks(count: count, body: body)
  let team = ThreadTeam(count: max(0, min(threads, count) - 1))
  team.start { _ in tasks.work() }
  tasks.work()
  team.waitUntilDone()
}

private final class ConcurrentTasks: Sendable {
  private let next = Atomic(0)
  private let count: Int
  private let body: @Sendable (Int) -> Void

  init(count: Int, body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  func work() {
    while true {
      let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      body(number)
    }
  }
}
