/// Runs the task of the highest priority, and lowers priorities at a few points drawn by lot.
///
/// This is probabilistic concurrency testing: Burckhardt, Kothari, Musuvathi and Nagarakatte, "A
/// Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010,
/// doi:10.1145/1736020.1736040. A fault that needs `depth` orderings among n tasks in k steps is
/// found by one run with a probability of at least 1 / (n × k^(depth − 1)).
struct PriorityWalk: Chooser {
  private var generator: SplitMix
  /// Priorities by task. Those drawn at first are above all that are given at a change.
  private var priorities: [Int: UInt64] = [:]
  /// Where priorities change, by the number of the choice, with the priority that is given there.
  private var changes: [Int: UInt64] = [:]
  private var choicesMade = 0

  /// - Parameter length: about how many choices a run has.
  init(depth: Int, length: Int, seed: UInt64) {
    generator = SplitMix(seed: seed)
    for change in 1..<max(1, depth) {
      let position = Int.random(in: 0..<max(1, length), using: &generator)
      changes[position] = UInt64(depth - change)
    }
  }

  mutating func choose(among options: [StepOption]) -> Decision {
    for option in options where priorities[option.task] == nil {
      priorities[option.task] = generator.next() | 1 << 63
    }
    let low = changes[choicesMade]
    choicesMade += 1
    let first = highest(of: options)
    guard let low else { return .option(first) }
    priorities[options[first].task] = low
    return .option(highest(of: options))
  }

  private func highest(of options: [StepOption]) -> Int {
    var best = 0
    for index in options.indices
    where priorities[options[index].task, default: 0] > priorities[options[best].task, default: 0] {
      best = index
    }
    return best
  }
}
