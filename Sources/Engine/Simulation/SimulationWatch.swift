import Synchronization

/// Keeps the time of walks that are under way on several threads, and tells how far they are.
final class SimulationWatch: Sendable {
  private let start = ContinuousClock.now
  private let time: Duration?
  private let steps = Atomic(0)
  private let walks = Atomic(0)
  private let isOver = Atomic(false)
  private let isCancelled = Atomic(false)
  /// Held by whoever asks the caller and tells it of the progress; the others go on meanwhile.
  private let caller: Mutex<Caller>

  private struct Caller {
    var progress: ((SimulationProgress) -> Void)?
    var shouldStop: (() -> Bool)?
    var lastProgress = Duration.zero
  }

  init(
    time: Duration?, progress: (@Sendable (SimulationProgress) -> Void)?,
    shouldStop: (@Sendable () -> Bool)?
  ) {
    self.time = time
    caller = Mutex(Caller(progress: progress, shouldStop: shouldStop))
  }

  private static let progressInterval = Duration.milliseconds(100)

  /// Counts steps; true when the walks are to end. Called by any worker.
  func look(steps count: Int) -> Bool {
    steps.add(count, ordering: .relaxed)
    if isOver.load(ordering: .relaxed) { return true }
    let elapsed = self.elapsed
    if let time, elapsed >= time { isOver.store(true, ordering: .relaxed) }
    _ = caller.withLockIfAvailable { caller in
      if caller.shouldStop?() == true {
        isCancelled.store(true, ordering: .relaxed)
        isOver.store(true, ordering: .relaxed)
      }
      guard let progress = caller.progress,
        elapsed - caller.lastProgress >= Self.progressInterval
      else { return }
      caller.lastProgress = elapsed
      progress(
        SimulationProgress(
          walks: walks.load(ordering: .relaxed), steps: steps.load(ordering: .relaxed),
          elapsed: elapsed))
    }
    return isOver.load(ordering: .relaxed)
  }

  func countWalk() { walks.add(1, ordering: .relaxed) }

  var elapsed: Duration { ContinuousClock.now - start }

  /// Why the walks ended early; nil when nothing made them.
  var stop: ExplorationStop? {
    if isCancelled.load(ordering: .relaxed) { return .cancelled }
    return isOver.load(ordering: .relaxed) ? time.map { .time($0) } : nil
  }
}
