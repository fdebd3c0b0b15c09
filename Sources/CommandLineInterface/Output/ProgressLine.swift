import MeshCheck
import Synchronization

/// One line on a terminal's error output that tells how far a search, walks or mutants are, and is
/// erased at its end.
///
/// What takes under a second stays silent. It is called by one thread at a time; the lock is there
/// for the compiler's sake as much as for ours.
final class ProgressLine: Sendable {
  private struct State {
    var isShown = false
    /// States or steps, when it was last shown.
    var lastCount = 0
    var lastMoment = Duration.zero
  }

  private let state = Mutex(State())
  private let title: String
  private let write: @Sendable (String) -> Void

  init(title: String, write: @escaping @Sendable (String) -> Void) {
    self.title = title
    self.write = write
  }

  private static let silence = Duration.seconds(1)
  private static let interval = Duration.milliseconds(200)
  private static let eraseLine = "\r\u{1B}[2K"

  func show(_ progress: VerificationProgress) {
    if let liveness = progress.liveness {
      return show(progress.elapsed, counting: liveness.visited) { speed in
        [
          counted(progress.states, "state"),
          "claim \(liveness.claim) of \(liveness.claimCount)",
          "\(grouped(liveness.visited)) of at most \(counted(liveness.nodeCount, "node"))",
          "\(grouped(max(speed, 0))) nodes/s", described(bytes: progress.bytes),
        ]
      }
    }
    show(progress.elapsed, counting: progress.states) { speed in
      [
        counted(progress.states, "state"), "\(grouped(speed)) states/s",
        "level \(grouped(progress.level))", "frontier \(grouped(progress.frontier))",
        described(bytes: progress.bytes),
      ] + (progress.remaining.map { ["about \(grouped($0)) left"] } ?? [])
    }
  }

  func show(_ progress: SimulationProgressReport) {
    show(progress.elapsed, counting: progress.steps) { speed in
      [
        counted(progress.walks, "walk"), counted(progress.steps, "step"),
        "\(grouped(speed)) steps/s",
      ]
    }
  }

  func show(_ progress: MutationProgress) {
    show(progress.elapsed, counting: progress.done) { _ in
      [
        "\(grouped(progress.done)) of \(counted(progress.count, "mutant"))",
        "\(grouped(progress.living)) living",
      ]
    }
  }

  /// - Parameter parts: what is shown after the title, given how many there were each second.
  private func show(_ elapsed: Duration, counting count: Int, parts: (_ speed: Int) -> [String]) {
    let speed: Int? = state.withLock { state in
      let since = elapsed - state.lastMoment
      guard elapsed >= Self.silence, since >= Self.interval else { return nil }
      let speed = Int(Double(count - state.lastCount) / since.inSeconds)
      state.lastCount = count
      state.lastMoment = elapsed
      state.isShown = true
      return speed
    }
    guard let speed else { return }
    let line = ([title] + parts(speed)).joined(separator: "  ")
    write(Self.eraseLine + line.prefix(120))
  }

  /// Leaves the terminal as it was.
  func erase() {
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { write(Self.eraseLine) }
  }
}
