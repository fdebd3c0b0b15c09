/// In which order, and how many, schedules are run.
public struct ExplorationStrategy: Sendable, Hashable {
  /// One part of a strategy; the parts are run one after another.
  enum Phase: Sendable, Hashable {
    case random(schedules: Int, seed: UInt64)
    case priorities(schedules: Int, depth: Int, seed: UInt64)
    case depthFirst(schedulesMax: Int)
    case reduced(Reduction, schedulesMax: Int, checkedSchedulesMax: Int)
    case replay(String)
  }

  let phases: [Phase]

  /// A sample by lot first, which is quick to find what many orders show, then every order.
  /// - Parameters:
  ///   - samples: how many schedules each of the random walk and the priority walk gets.
  ///   - schedulesMax: how many schedules are run at most when all are tried.
  public static func automatic(
    samples: Int = 100, schedulesMax: Int = 20_000, seed: UInt64 = 1
  ) -> Self {
    Self(phases: [
      .random(schedules: samples, seed: seed),
      .priorities(schedules: samples, depth: 3, seed: seed),
      .depthFirst(schedulesMax: schedulesMax),
    ])
  }

  /// Every order, depth first, until none is left or the limit is reached.
  public static func exhaustive(schedulesMax: Int = 100_000) -> Self {
    Self(phases: [.depthFirst(schedulesMax: schedulesMax)])
  }

  /// One of all the orders that differ only in steps that do not concern each other.
  ///
  /// What is assumed of the scenario is said at `Reduction`. The outcomes are compared with those
  /// of the first `checkedSchedulesMax` schedules without reduction; if one is missing, the
  /// assumption is wrong and the verdict is inconclusive.
  public static func exhaustive(
    schedulesMax: Int = 100_000, reduction: Reduction, checkedSchedulesMax: Int = 2_000
  ) -> Self {
    Self(phases: [
      .reduced(
        reduction, schedulesMax: schedulesMax, checkedSchedulesMax: checkedSchedulesMax)
    ])
  }

  /// Each step by lot.
  public static func random(schedules: Int, seed: UInt64 = 1) -> Self {
    Self(phases: [.random(schedules: schedules, seed: seed)])
  }

  /// Tasks by priorities that change at `depth - 1` points (PCT, Burckhardt et al. 2010).
  public static func priorities(schedules: Int, depth: Int = 3, seed: UInt64 = 1) -> Self {
    precondition(depth >= 1, "a fault needs at least one ordering, not \(depth)")
    return Self(phases: [.priorities(schedules: schedules, depth: depth, seed: seed)])
  }

  /// The one schedule of a failure's token.
  public static func replay(_ token: String) -> Self { Self(phases: [.replay(token)]) }
}
