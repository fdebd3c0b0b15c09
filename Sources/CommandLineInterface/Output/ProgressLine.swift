import MeshCheck
import Synchronization

/// One line on a terminal's error output that tells how far a search is, and is erased at its end.
///
/// Searches under a second stay silent. It is called from the search's own thread, one call at a
/// time; the lock is there for the compiler's sake as much as for ours.
final class ProgressLine: Sendable {
  private struct State {
    var isShown = false
    var lastStates = 0
    var lastMoment = Duration.zero
    /// States per second, over the last interval.
    var speed = 0
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
    let text: String? = state.withLock { state in
      let since = progress.elapsed - state.lastMoment
      guard progress.elapsed >= Self.silence, since >= Self.interval else { return nil }
      let states = Double(progress.states - state.lastStates)
      state.speed = Int(states / since.inSeconds)
      state.lastStates = progress.states
      state.lastMoment = progress.elapsed
      state.isShown = true
      return line(progress, speed: state.speed)
    }
    if let text { write(Self.eraseLine + text) }
  }

  /// Leaves the terminal as it was.
  func erase() {
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { write(Self.eraseLine) }
  }

  private func line(_ progress: VerificationProgress, speed: Int) -> String {
    let parts = [
      title, counted(progress.states, "state"), "\(grouped(speed)) states/s",
      "level \(grouped(progress.level))", "frontier \(grouped(progress.frontier))",
      described(bytes: progress.bytes),
    ]
    return String(parts.joined(separator: "  ").prefix(120))
  }
}
