/// What an exploration found, how far it went, and what it controlled.
///
/// `verdict` is `holds` only if every schedule was run to its end and every order was ours;
/// `failure` is there if any schedule failed.
public struct ExplorationReport: Sendable {
  /// Schedules that were run to an end.
  public internal(set) var schedules = 0
  /// Runs broken off because of a `Reduction`.
  public internal(set) var pruned = 0
  /// Schedules that failed, when all are counted; otherwise 1 or 0.
  public internal(set) var failures = 0
  /// The first failing schedule, shortened.
  public internal(set) var failure: ScheduleFailure?
  /// What the scenario returned, or the error it threw, as text, with how many schedules did so.
  public internal(set) var outcomes: [String: Int] = [:]
  /// Steps of the longest run.
  public internal(set) var stepsOfLongest = 0
  /// True if every schedule was run, however it ended.
  public internal(set) var isComplete = false
  /// What was and was not controlled, added up over all runs.
  public internal(set) var control = ControlStatement()
  /// Why the answer is not final, if it is not.
  public internal(set) var limits: [ExplorationLimit] = []

  /// The answer.
  public var verdict: ExplorationVerdict {
    if failure != nil { return .failed }
    return limits.isEmpty ? .holds : .inconclusive
  }

  /// True if every order was tried and none failed.
  public var holds: Bool { verdict == .holds }
}

/// The answer of an exploration.
public enum ExplorationVerdict: Sendable, Hashable {
  /// Every order was tried, and none fails.
  case holds
  /// An order that fails was found.
  case failed
  /// No order that was tried fails, and not all were: `ExplorationReport.limits` says why.
  case inconclusive
}

/// Why an exploration without a failure does not show that there is none.
public enum ExplorationLimit: Sendable, Hashable, CustomStringConvertible {
  /// So many schedules were run, and there are more.
  case schedules(Int)
  /// Runs were cut after so many steps.
  case steps(Int)
  /// Only a sample of the schedules was asked for.
  case sample
  /// Some orders were not ours to choose.
  case uncontrolled
  /// The reduction leaves out these outcomes: what it assumes is wrong for this scenario.
  case reductionLoses([String])
  /// The task that explores was cancelled.
  case cancelled

  public var description: String {
    switch self {
    case .schedules(let count): "cut after \(count) schedules"
    case .steps(let count): "runs were cut after \(count) steps"
    case .sample: "only a sample of the schedules was run"
    case .uncontrolled: "some orders were not under control"
    case .reductionLoses(let outcomes):
      "the reduction loses outcomes: \(outcomes.joined(separator: ", "))"
    case .cancelled: "cancelled"
    }
  }
}

extension ExplorationReport: CustomStringConvertible {
  public var description: String {
    var lines: [String] = []
    switch verdict {
    case .holds: lines.append("holds in every order")
    case .failed: lines.append(failure.map { "\($0)" } ?? "fails")
    case .inconclusive: lines.append("inconclusive: no failure seen, but not every order tried")
    }
    lines.append(
      "\(schedules) schedules run (\(failures) failed, \(pruned) more broken off), the longest of "
        + "\(stepsOfLongest) steps; " + (isComplete ? "complete" : "not all"))
    lines += limits.map { "\($0)" }
    lines.append("\(control)")
    return lines.joined(separator: "\n")
  }
}
