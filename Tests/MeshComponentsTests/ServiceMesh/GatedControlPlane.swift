import MeshComponents
import Synchronization

struct Unavailable: Error {}

/// A control plane that answers when the test lets it, and remembers what it was told.
final class GatedControlPlane: MeshControlPlane {
  private struct State {
    var isOpen = true
    var waiting: [CheckedContinuation<Void, Never>] = []
    var known: Set<String> = []
    var refuses = false
    var arrivals: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  var known: Set<String> { state.withLock { $0.known } }

  func refuse(_ refuses: Bool) { state.withLock { $0.refuses = refuses } }

  func close() { state.withLock { $0.isOpen = false } }

  /// Lets everybody through who waits, and all others from now on.
  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns as soon as somebody waits.
  func isAsked() async {
    await withCheckedContinuation { continuation in
      let somebodyWaits = state.withLock { state in
        if state.waiting.isEmpty { state.arrivals.append(continuation) }
        return !state.waiting.isEmpty
      }
      if somebodyWaits { continuation.resume() }
    }
  }

  func admit(_ service: String) async throws {
    await pass()
    try state.withLock { state in
      if state.refuses { throw Unavailable() }
      state.known.insert(service)
    }
  }

  func withdraw(_ service: String) async {
    await pass()
    state.withLock { _ = $0.known.remove(service) }
  }

  private func pass() async {
    await withCheckedContinuation { continuation in
      let (passes, arrivals) = state.withLock { state in
        if state.isOpen { return (true, [CheckedContinuation<Void, Never>]()) }
        state.waiting.append(continuation)
        defer { state.arrivals = [] }
        return (false, state.arrivals)
      }
      if passes { continuation.resume() }
      for arrival in arrivals { arrival.resume() }
    }
  }
}
