/// A schedule that fails: why, in which steps, and how to run it again.
public struct ScheduleFailure: Sendable, Hashable {
  /// In what way a schedule can fail.
  public enum Kind: Sendable, Hashable {
    /// The scenario or the check of its outcome threw.
    case threw
    /// Nothing could go on, and the scenario had not returned.
    case deadlock
    /// The same choices led elsewhere: the scenario depends on more than their order.
    case notDeterministic
    /// The token is none, or belongs to another scenario, other options or another build.
    case tokenDoesNotFit
  }

  public let kind: Kind
  /// The error as text, or who waits where.
  public let message: String
  /// How many schedules had been run when it was found.
  public let schedulesUntilFound: Int
  /// Choices in which the run did not go on with what came first; as few as were found to do.
  public let switches: Int
  /// The steps of the run.
  public let trace: ScheduleTrace
  /// The schedule for `ExplorationStrategy.replay`; empty where there is nothing to repeat.
  public let token: String
}

extension ScheduleFailure: CustomStringConvertible {
  public var description: String {
    let title =
      switch kind {
      case .threw: "fails: \(message)"
      case .deadlock: "deadlock:\n  " + message.replacing("\n", with: "\n  ")
      case .notDeterministic: "scenario is not deterministic: \(message)"
      case .tokenDoesNotFit: "the token does not fit: \(message)"
      }
    guard !token.isEmpty else { return title }
    return """
      \(title)
      \(trace)
      replay: .replay("\(token)")
      """
  }
}

extension Ending {
  /// In what way this ending is a failure, with its message; nil if it is none.
  var failure: (kind: ScheduleFailure.Kind, message: String)? {
    switch self {
    case .threw(let message): (.threw, message)
    case .deadlock(let waiters): (.deadlock, waiters.joined(separator: "\n"))
    case .diverged(let reason): (.notDeterministic, reason)
    case .returned, .stepLimit, .pruned: nil
    }
  }

  /// True if both fail in the same way: with the same error, or both in a deadlock.
  func failsLike(_ other: Ending) -> Bool {
    guard let mine = failure, let others = other.failure, mine.kind == others.kind else {
      return false
    }
    return mine.kind != .threw || mine.message == others.message
  }
}
