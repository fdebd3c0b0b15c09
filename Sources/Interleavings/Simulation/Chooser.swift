/// Decides which of several options is next: a strategy, as one run sees it.
protocol Chooser {
  /// True if it is asked also where there is but one option, as sleep sets need.
  static var isAskedAlways: Bool { get }

  /// The index of the next option. The first goes on with the task that ran last, if it can.
  mutating func choose(among options: [StepOption]) -> Decision

  /// The step has been run, and this is what it is known to have read or written.
  mutating func finished(_ step: StepOption, accesses: Set<Access>)
}

/// What a chooser says.
enum Decision {
  case option(Int)
  /// Nothing new can come of this run.
  case prune
  /// The run is not the one it was: for what reason.
  case diverged(String)
}

extension Chooser {
  static var isAskedAlways: Bool { false }

  mutating func finished(_ step: StepOption, accesses: Set<Access>) {}
}
