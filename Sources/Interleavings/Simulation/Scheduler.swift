import Dispatch
import Glibc
import Synchronization

/// Holds every job of one run until somebody picks it, and runs it on the exploration's thread.
///
/// As a task executor (SE-0417) it gets the jobs of the root task and of all its children outside
/// actors; `SimulatedHostExecutor` hands it those of actors on simulated hosts. Any thread may hand
/// in a job; only `Run`, on the thread of the exploration, takes one out.
final class Scheduler: TaskExecutor, Sendable {
  let state: Mutex<RunState>
  private let thread: ThreadIdentity
  /// Signalled when a job comes from another thread: the run may be waiting for it.
  private let arrival = DispatchSemaphore(value: 0)

  /// The order of arrival at an actor matters only if it is kept.
  private let keepsActorOrder: Bool

  /// A scheduler for one run on the thread that makes it.
  init(keepsActorOrder: Bool, isRecording: Bool) {
    self.keepsActorOrder = keepsActorOrder
    var initial = RunState()
    if isRecording { initial.recording = [] }
    state = Mutex(initial)
    thread = .current
  }

  /// True on the thread of the exploration.
  var isOnOwnThread: Bool { thread == .current }

  func enqueue(_ job: consuming ExecutorJob) {
    enqueue(UnownedJob(job), host: nil)
  }

  /// Takes in a job for a host, or for none.
  func enqueue(_ job: UnownedJob, host: Int?) {
    let isOwn = isOnOwnThread
    let identity = job.taskIdentity
    let hasCurrentTask = unsafe withUnsafeCurrentTask { unsafe $0 != nil }
    state.withLock { state in
      if !isOwn { state.control.jobsFromOtherThreads += 1 }
      guard !state.isClosed else { return }
      let task = state.number(of: identity)
      let option = StepOption(task: task, host: host)
      state.ready.append(.init(job: job, option: option, priority: job.priority.rawValue))
      guard isOwn else { return }
      state.running?.arrivals.append(task)
      if let host, keepsActorOrder { state.running?.accesses.insert(.arrival(at: host)) }
      if identity == nil {
        let beginner = hasCurrentTask ? state.running?.option.task : nil
        state.control.noteAnonymous(task, begunBy: beginner)
      }
    }
    if hasCurrentTask { learnName() }
    if !isOwn { arrival.signal() }
  }

  /// Waits for a job from another thread.
  /// - Returns: false when none came in time.
  func waitForArrival(_ patience: Duration) -> Bool {
    let (seconds, attoseconds) = patience.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    return arrival.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success
  }

  /// Notes the name of the task that runs now, which only its own code can ask for.
  func learnName() {
    guard isOnOwnThread else { return }
    let isWanted = state.withLock { state in
      guard state.recording != nil, let task = state.running?.option.task, task >= 0 else {
        return false
      }
      return state.tasks[task].name == nil && state.tasks[task].begunBy == nil
    }
    guard isWanted, let name = Task<Never, Never>.name else { return }
    state.withLock { state in
      guard let task = state.running?.option.task else { return }
      state.tasks[task].name = name
    }
  }

  /// The scenario has come to its end.
  func finish(_ ending: Ending) {
    state.withLock { state in
      if state.ending == nil { state.ending = ending }
    }
  }
}

extension UnownedJob {
  /// The process-wide number of the job's task; nil for jobs of the runtime itself.
  ///
  /// The number is public only as part of the description, `UnownedJob(id: 17)`.
  var taskIdentity: UInt64? {
    let digits = description.utf8.drop { !(48...57).contains($0) }.prefix { (48...57).contains($0) }
    return UInt64(Substring(digits))
  }
}

/// Which thread one is on.
struct ThreadIdentity: Sendable, Equatable {
  private let handle: pthread_t

  static var current: ThreadIdentity { ThreadIdentity(handle: pthread_self()) }

  static func == (a: ThreadIdentity, b: ThreadIdentity) -> Bool {
    pthread_equal(a.handle, b.handle) != 0
  }
}
