import Synchronization

/// Runs the phases of a strategy and gathers the report; lives on the thread of the exploration.
struct Explorer<Outcome: Sendable> {
  let experiment: Experiment<Outcome>
  let cancellation: Cancellation
  var report = ExplorationReport()
  /// The first failing run, as it was found.
  var found: Run<Outcome>.Result?
  private var patience: Duration
  private var choicesOfLongest = 1
  private var hitStepLimit = false
  private var isCancelled = false

  init(_ experiment: Experiment<Outcome>, cancellation: Cancellation) {
    self.experiment = experiment
    self.cancellation = cancellation
    patience = experiment.options.patience
  }

  /// Goes through a strategy.
  mutating func explore(_ strategy: ExplorationStrategy) -> ExplorationReport {
    for phase in strategy.phases where !isStopped {
      perform(phase)
    }
    if found != nil { show() }
    if isCancelled { report.limits.append(.cancelled) }
    if hitStepLimit { report.limits.append(.steps(experiment.options.stepsMax)) }
    if !report.control.isComplete { report.limits.append(.uncontrolled) }
    return report
  }

  private mutating func perform(_ phase: ExplorationStrategy.Phase) {
    switch phase {
    case .random(let schedules, let seed):
      sample(schedules, seed) { seed, _ in RandomWalk(seed: seed) }
    case .priorities(let schedules, let depth, let seed):
      sample(schedules, seed) { PriorityWalk(depth: depth, length: $1, seed: $0) }
    case .depthFirst(let schedulesMax):
      report.limits = []
      var search = DepthFirst()
      exhaustAll(&search, schedulesMax)
    case .reduced(let reduction, let schedulesMax, let checkedMax):
      explore(reduction, schedulesMax: schedulesMax, checkedMax: checkedMax)
    case .replay(let token):
      report.limits = [.sample]
      replay(token)
    }
  }

  /// True when enough has been seen.
  var isStopped: Bool {
    (found != nil && !experiment.options.countsAllFailures) || isCancelled
  }

  mutating func sample<C: Chooser>(
    _ schedules: Int, _ seed: UInt64, _ chooser: (UInt64, Int) -> C
  ) {
    report.limits = [.sample]
    var seeds = SplitMix(seed: seed)
    for _ in 0..<schedules {
      if isStopped { return }
      var walk = chooser(seeds.next(), choicesOfLongest)
      count(run(&walk))
    }
  }

  /// Runs every schedule of a search, and says in the report whether that was possible.
  mutating func exhaustAll(_ search: inout some Exhaustive, _ schedulesMax: Int) {
    if !exhaust(&search, schedulesMax) { report.limits = [.schedules(schedulesMax)] }
    report.isComplete = report.limits.isEmpty && !isStopped && !hitStepLimit
  }

  /// - Returns: false if the limit was reached first.
  mutating func exhaust(_ search: inout some Exhaustive, _ schedulesMax: Int) -> Bool {
    let end = report.schedules + report.pruned + schedulesMax
    repeat {
      if isStopped { return true }
      if report.schedules + report.pruned >= end { return false }
      count(run(&search))
    } while search.advance()
    return true
  }

  /// Goes on to a run's result, with what is learnt about the world outside.
  mutating func run(_ chooser: inout some Chooser, isRecording: Bool = false)
    -> Run<Outcome>.Result
  {
    let run = Run(experiment: experiment, patience: patience, isRecording: isRecording)
    let result = run(&chooser)
    report.control.merge(result.control)
    // Where no thread but ours ever hands in a job, there is nothing to wait for.
    if case .deadlock = result.ending, report.control.jobsFromOtherThreads == 0 {
      patience = .zero
    }
    isCancelled = isCancelled || cancellation.isRequested
    return result
  }

  mutating func count(_ result: Run<Outcome>.Result) {
    report.stepsOfLongest = max(report.stepsOfLongest, result.steps)
    choicesOfLongest = max(choicesOfLongest, result.choices.count)
    switch result.ending {
    case .pruned:
      report.pruned += 1
      return
    case .stepLimit: hitStepLimit = true
    case .returned(let outcome): report.outcomes[outcome, default: 0] += 1
    case .threw(let message): report.outcomes["threw \(message)", default: 0] += 1
    case .deadlock: report.outcomes["deadlock", default: 0] += 1
    case .diverged: break
    }
    report.schedules += 1
    if result.ending.failure != nil { fail(result) }
    if report.schedules == 1 { repeatFirst(result) }
  }

  mutating func fail(_ result: Run<Outcome>.Result) {
    report.failures += 1
    if found == nil {
      found = result
      report.failure = ScheduleFailure(of: result, schedules: report.schedules)
    }
  }

  /// Runs the first schedule twice: a scenario with another source of chance mostly shows at once.
  private mutating func repeatFirst(_ first: Run<Outcome>.Result) {
    var replay = ScheduleReplay(repeating: first.choices)
    var second = run(&replay)
    if second.ending == first.ending { return }
    if second.ending.failure?.kind != .notDeterministic {
      second.ending = .diverged("the same choices ended as \(first.ending) and \(second.ending)")
    }
    failAsNotDeterministic(second)
  }

  /// A scenario that is not deterministic makes every other failure doubtful.
  mutating func failAsNotDeterministic(_ result: Run<Outcome>.Result) {
    found = nil
    fail(result)
  }
}

/// A search that ends.
protocol Exhaustive: Chooser {
  /// Goes on to the next schedule.
  /// - Returns: false when there is none.
  mutating func advance() -> Bool
}

extension DepthFirst: Exhaustive {}
extension SleepSets: Exhaustive {}

/// Whether the exploring task has been cancelled.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isRequested: Bool { flag.load(ordering: .relaxed) }

  func request() { flag.store(true, ordering: .relaxed) }
}
