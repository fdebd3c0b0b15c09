/// What one run of the scenario has come to; lives under the scheduler's lock.
struct RunState {
  /// A job that was handed to one of our executors and has not been run.
  struct ReadyJob {
    var job: UnownedJob
    var option: StepOption
    var priority: UInt8
  }

  /// A task that sleeps on the simulated clock.
  struct Sleeper {
    var id: Int
    var deadline: Duration
    var continuation: CheckedContinuation<Void, any Error>
  }

  /// What is known of a task, or of a job of the runtime that has no task.
  struct KnownTask {
    var name: String?
    /// The task at whose step an anonymous job of the runtime came about.
    var begunBy: Int?
    /// The last step of this task, for the list of who waits where.
    var lastStep: Int?
    var lastHost: Int?
    /// What the task says it is doing: see `Simulation.during`.
    var activities: [String] = []
  }

  /// The step that runs now.
  struct Running {
    var option: StepOption
    var accesses: Set<Access> = []
    /// The tasks whose jobs arrived during the step.
    var arrivals: [Int] = []
  }

  var ready: [ReadyJob] = []
  var sleepers: [Sleeper] = []
  /// Sleepers that were cancelled before they lay down.
  var cancelledSleepers: Set<Int> = []
  var sleepersMade = 0
  var now: Duration = .zero
  var tasks: [KnownTask] = []
  /// Task numbers by the runtime's process-wide numbers.
  var numbers: [UInt64: Int] = [:]
  var hostNames: [String] = []
  var hosts: [SimulatedHost] = []
  var running: Running?
  var steps = 0
  var ending: Ending?
  /// The run is over: what still arrives is not run any more.
  var isClosed = false
  /// Steps are noted down only while a failure is shown.
  var recording: [RecordedStep]?
  var control = ControlStatement()

  /// The number of the task of a job: a new one for a task that was not seen before, and for every
  /// job that has no task.
  mutating func number(of identity: UInt64?) -> Int {
    if let identity, let number = numbers[identity] { return number }
    let number = tasks.count
    tasks.append(KnownTask(begunBy: identity == nil ? running?.option.task : nil))
    if let identity { numbers[identity] = number }
    return number
  }
}

/// How a run ended.
enum Ending: Hashable, Sendable {
  /// The scenario returned; what it returned, as text.
  case returned(String)
  /// The scenario, or the check of what it returned, threw; the error as text.
  case threw(String)
  /// Nothing is ready, no timer is set, and the scenario has not returned.
  case deadlock([String])
  /// The run was longer than allowed.
  case stepLimit
  /// Every option is known to lead where another schedule has been.
  case pruned
  /// The options differ from those of an earlier run with the same choices.
  case diverged(String)
}
