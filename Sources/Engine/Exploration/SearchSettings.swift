/// How a search goes about its work; nothing that it finds depends on it.
package struct SearchSettings: Sendable {
  /// Threads at work, that of the caller included.
  package var threadCount: Int
  /// Whether states are folded, which takes less memory and more time.
  package enum Folding: String, Sendable {
    /// When memory runs short and states are wide and have much in common.
    case auto
    case always
    case never
  }

  package var folding = Folding.auto
  /// Where states go that are seldom looked at, when memory runs short; nil when they go nowhere.
  package var spillFolder: String?
  /// Levels of fewer states are expanded by one thread: handing them round would take longer.
  package var sharedLevelMin = 2000

  /// Edges of a product graph that may wait before those that say nothing new are taken out.
  package var waitingEdgesMin = 1 << 16
  /// States after which it is seen whether leaving some out by levels is of use to a question.
  package var trimSampleMin = 20_000

  /// Processors that this process may use; only a compiler beside the search asks for them.
  package var processorCount = Int.max

  /// What may run the code.
  package var tiers: TierChoice

  /// - Precondition: `threadCount` is 1 or more.
  package init(threadCount: Int = 1, tiers: TierChoice = .bytecodeOnly) {
    precondition(threadCount > 0, "a search needs a thread")
    self.threadCount = threadCount
    self.tiers = tiers
  }
}
