import Synchronization

/// One run of the scenario from its beginning to its end, on the thread that calls it.
struct Run<Outcome: Sendable> {
  let experiment: Experiment<Outcome>
  /// How long to wait for other threads before nothing ready is called a deadlock.
  var patience: Duration
  var isRecording = false

  /// What came of the run.
  struct Result {
    var ending: Ending
    var choices: [Choice]
    var steps: Int
    var control: ControlStatement
    var recording: [RecordedStep]
    /// Names for the recorded steps.
    var names: TraceNames
  }

  func callAsFunction(_ chooser: inout some Chooser) -> Result {
    let scheduler = Scheduler(
      keepsActorOrder: experiment.options.keepsActorOrder, isRecording: isRecording)
    let root = experiment.start(on: scheduler)
    var choices: [Choice] = []
    let ending = loop(scheduler, &chooser, &choices)
    let result = scheduler.state.withLock { state in
      if case .returned = ending { state.control.jobsLeftOver = state.ready.count }
      state.control.hosts = Set(state.hostNames)
      return Result(
        ending: ending, choices: choices, steps: state.steps, control: state.control,
        recording: state.recording ?? [],
        names: isRecording ? state.names : TraceNames(tasks: [], hosts: []))
    }
    root.cancel()
    scheduler.drain(stepsMax: experiment.options.stepsMax)
    return result
  }

  private func loop(
    _ scheduler: Scheduler, _ chooser: inout some Chooser, _ choices: inout [Choice]
  ) -> Ending {
    var lastTask = 0
    while true {
      let (ending, steps) = scheduler.state.withLock { ($0.ending, $0.steps) }
      if let ending { return ending }
      if steps >= experiment.options.stepsMax { return .stepLimit }
      let options = scheduler.options(under: experiment.options, after: lastTask)
      if options.isEmpty {
        if scheduler.waitForArrival(patience) { continue }
        return .deadlock(scheduler.state.withLock { $0.waiters() })
      }
      var chosen = 0
      if options.count > 1 || type(of: chooser).isAskedAlways {
        switch chooser.choose(among: options) {
        case .option(let index): chosen = index
        case .prune: return .pruned
        case .diverged(let reason): return .diverged(reason)
        }
      }
      if options.count > 1 {
        choices.append(
          Choice(
            chosen: chosen, count: options.count, signature: StepOption.signature(of: options)))
      }
      let accesses = scheduler.run(options[chosen], index: chosen, count: options.count)
      chooser.finished(options[chosen], accesses: accesses)
      if options[chosen] != .time { lastTask = options[chosen].task }
    }
  }
}

/// The scenario with its check and its options.
struct Experiment<Outcome: Sendable>: Sendable {
  let options: ExplorationOptions
  let scenario: @Sendable (Simulation) async throws -> Outcome
  let check: (@Sendable (Outcome) throws -> Void)?

  /// Starts the root task; its first job waits on the scheduler.
  func start(on scheduler: Scheduler) -> Task<Void, Never> {
    let (scenario, check) = (scenario, check)
    return Task(name: "root", executorPreference: scheduler) {
      do {
        let outcome = try await scenario(Simulation(scheduler: scheduler))
        try check?(outcome)
        scheduler.finish(.returned(String(describing: outcome)))
      } catch {
        scheduler.finish(.threw(String(describing: error)))
      }
    }
  }
}
