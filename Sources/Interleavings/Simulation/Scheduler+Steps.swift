import Synchronization

extension Scheduler {
  /// All that may happen next; what goes on with the task that ran last comes first, time last.
  func options(under rules: ExplorationOptions, after lastTask: Int) -> [StepOption] {
    state.withLock { state in
      var options: [StepOption] = []
      for (index, job) in state.ready.enumerated() {
        if rules.keepsActorOrder && state.isBehind(index) { continue }
        if job.option.task == lastTask {
          options.insert(job.option, at: 0)
        } else {
          options.append(job.option)
        }
      }
      if state.mayTimePass(rules.timers) { options.append(.time) }
      return options
    }
  }

  /// Runs one step to its end.
  /// - Returns: what it is known to have read or written.
  func run(_ option: StepOption, index: Int, count: Int) -> Set<Access> {
    let job = state.withLock { state in state.begin(option, index: index, count: count) }
    if let job {
      run(job)
    } else if let deadline = state.withLock({ $0.sleepers.map(\.deadline).min() }) {
      advance(to: deadline)
    }
    return state.withLock { $0.end() }
  }

  private func run(_ job: RunState.ReadyJob) {
    let host = job.option.host.map { number in state.withLock { $0.hosts[number] } }
    // Naming our own task executor also switches off the runtime's shortcut of running the next
    // hop on the spot, so that each hop comes back here as a job.
    if let host {
      unsafe job.job.runSynchronously(
        isolatedTo: host.executor.asUnownedSerialExecutor(),
        taskExecutor: asUnownedTaskExecutor())
    } else {
      unsafe job.job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  /// Lets what is left of a cancelled run come to its end, so that its tasks free their memory.
  func drain(stepsMax: Int) {
    var steps = 0
    while steps < stepsMax {
      steps += 1
      let (job, sleepers) = state.withLock { state in
        let sleepers = state.ready.isEmpty ? state.sleepers : []
        if state.ready.isEmpty { state.sleepers = [] }
        return (state.ready.isEmpty ? nil : state.ready.removeFirst(), sleepers)
      }
      for sleeper in sleepers { sleeper.continuation.resume(throwing: CancellationError()) }
      if let job { run(job) }
      if job == nil && sleepers.isEmpty { break }
    }
    state.withLock { state in
      state.isClosed = true
      state.hosts = []
    }
  }
}

extension RunState {
  /// True if another job of the same priority came to the same actor earlier: the runtime takes
  /// such jobs in the order of their arrival.
  func isBehind(_ index: Int) -> Bool {
    guard let host = ready[index].option.host else { return false }
    return ready[..<index].contains {
      $0.option.host == host && $0.priority == ready[index].priority
    }
  }

  func mayTimePass(_ timers: ExplorationOptions.Timers) -> Bool {
    guard !sleepers.isEmpty else { return false }
    switch timers {
    case .whenIdle: return ready.isEmpty || sleepers.contains { $0.deadline <= now }
    case .anytime: return true
    }
  }

  mutating func begin(_ option: StepOption, index: Int, count: Int) -> ReadyJob? {
    steps += 1
    running = Running(option: option)
    if let host = option.host {
      running?.accesses.insert(.host(host))
    } else {
      running?.accesses.insert(.outsideHosts)
    }
    recording?.append(
      RecordedStep(option: option, chosen: index, count: count, time: now, notes: []))
    guard option != .time else { return nil }
    tasks[option.task].lastStep = steps
    tasks[option.task].lastHost = option.host
    guard let position = ready.firstIndex(where: { $0.option == option }) else {
      preconditionFailure("an option that is not ready: \(option)")
    }
    return ready.remove(at: position)
  }

  mutating func end() -> Set<Access> {
    guard let ended = running else { return [] }
    running = nil
    if ended.option.task >= 0 {
      control.settle(ended.option.task, arrivals: ended.arrivals)
    }
    return ended.accesses
  }

  mutating func note(_ line: String) {
    guard let last = recording?.indices.last else { return }
    recording?[last].notes.append(line)
  }
}
