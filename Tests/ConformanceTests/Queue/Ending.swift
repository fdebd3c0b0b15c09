import Synchronization

/// Whether a task has come to its end, for whoever polls it.
final class Ending: Sendable {
  private let flag = Atomic(false)

  var isMarked: Bool { flag.load(ordering: .acquiring) }
  func mark() { flag.store(true, ordering: .releasing) }
}
