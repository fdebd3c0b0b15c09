extension Explorer {
  /// Shortens the failing schedule, runs it once more, and shows its steps.
  mutating func show() {
    guard let found, let failure = report.failure, failure.kind != .notDeterministic,
      failure.kind != .tokenDoesNotFit
    else { return }
    let short = shortened(found)
    var replay = ScheduleReplay(repeating: short.choices)
    let shown = run(&replay, isRecording: true)
    guard shown.ending.failsLike(short.ending) else {
      report.failure = ScheduleFailure(
        of: .notDeterministic, "the failing schedule ended as \(shown.ending) when run again",
        schedules: failure.schedulesUntilFound)
      return
    }
    let token = ScheduleToken(of: shown.choices, under: experiment.options)
    report.failure = ScheduleFailure(
      kind: failure.kind, message: shown.ending.failure?.message ?? failure.message,
      schedulesUntilFound: failure.schedulesUntilFound, switches: token.deviations.count,
      trace: ScheduleTrace(steps: shown.recording, names: shown.names),
      token: token.description)
  }

  /// The schedule of a token.
  mutating func replay(_ text: String) {
    guard let token = ScheduleToken(text) else {
      return misfit("\"\(text)\" is no token")
    }
    let prefix = ScheduleToken.prefix(of: experiment.options)
    guard token.prefix == prefix else {
      return misfit("it is of a build or of options \(token.prefix), and this is \(prefix)")
    }
    var chooser = ScheduleReplay(deviations: token.deviations)
    let result = run(&chooser)
    guard ScheduleToken(of: result.choices, under: experiment.options) == token else {
      return misfit("the scenario now has \(result.choices.count) other choices")
    }
    count(result)
  }

  private mutating func misfit(_ reason: String) {
    report.failure = ScheduleFailure(of: .tokenDoesNotFit, reason, schedules: report.schedules)
  }
}

extension ScheduleFailure {
  /// A failure without a trace.
  init(of kind: Kind, _ message: String, schedules: Int) {
    self.init(
      kind: kind, message: message, schedulesUntilFound: schedules, switches: 0,
      trace: ScheduleTrace(steps: [], names: TraceNames(tasks: [], hosts: [])), token: "")
  }

  /// A failing run before it is shortened and shown.
  init<Outcome>(of result: Run<Outcome>.Result, schedules: Int) {
    let failure = result.ending.failure ?? (.threw, "")
    self.init(of: failure.kind, failure.message, schedules: schedules)
  }
}
