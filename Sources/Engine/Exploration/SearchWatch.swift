/// Keeps an eye on the clock and on the caller's wishes.
struct SearchWatch {
  private var start = ContinuousClock.now
  private let time: Duration?
  private let progress: ((ExplorationProgress) -> Void)?
  private let shouldStop: (() -> Bool)?
  private var nextQuestion: ContinuousClock.Instant
  private var nextProgress: ContinuousClock.Instant

  static let progressInterval = Duration.milliseconds(100)
  static let questionInterval = Duration.milliseconds(10)

  init(
    limits: ExplorationLimits, progress: ((ExplorationProgress) -> Void)?,
    shouldStop: (() -> Bool)?
  ) {
    time = limits.time
    self.progress = progress
    self.shouldStop = shouldStop
    nextQuestion = start
    nextProgress = start + Self.progressInterval
  }

  /// Goes on with a search that has taken so long already; its time limit is of the whole.
  mutating func add(_ elapsed: Duration) { start -= elapsed }

  var elapsed: Duration { start.duration(to: .now) }

  /// Why the search has to end now, if it has to. `state` is asked only when it is told to anybody.
  mutating func look(_ state: (Duration) -> ExplorationProgress) -> ExplorationStop? {
    let now = ContinuousClock.now
    let elapsed = start.duration(to: now)
    if let time, elapsed >= time { return .time(time) }
    if let shouldStop, now >= nextQuestion {
      nextQuestion = now + Self.questionInterval
      if shouldStop() { return .cancelled }
    }
    if let progress, now >= nextProgress {
      nextProgress = now + Self.progressInterval
      progress(state(elapsed))
    }
    return nil
  }
}
