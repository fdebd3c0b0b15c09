import Interleavings
import MeshComponents
import Synchronization

/// A probe on a simulated clock that takes as long, and ends, as it is told for each instance.
final class ScriptedProbe: HealthProbe {
  private struct State {
    var times: [String: Duration] = [:]
    var outcomes: [String: ProbeOutcome] = [:]
    var underWay: [String: Int] = [:]
    var underWayMax = 0
    var perInstanceMax = 0
    var begun: [String: [Duration]] = [:]
  }

  private let clock: SimulatedClock
  private let state = Mutex(State())

  init(clock: SimulatedClock) { self.clock = clock }

  func script(_ id: String, takes time: Duration = .zero, _ outcome: ProbeOutcome = .passed) {
    state.withLock {
      $0.times[id] = time
      $0.outcomes[id] = outcome
    }
  }

  /// Most probes that were under way at a time, of all instances together.
  var underWayMax: Int { state.withLock { $0.underWayMax } }
  /// The same of any one instance.
  var perInstanceMax: Int { state.withLock { $0.perInstanceMax } }
  var underWay: Int { state.withLock { $0.underWay.values.reduce(0, +) } }

  /// When an instance's probes began.
  func begun(_ id: String) -> [Duration] { state.withLock { $0.begun[id, default: []] } }

  func probe(_ instance: ServiceInstance) async -> ProbeOutcome {
    let time = begin(instance.id)
    defer { state.withLock { $0.underWay[instance.id, default: 0] -= 1 } }
    guard (try? await clock.sleep(for: time)) != nil else { return .failed(.other("cancelled")) }
    return state.withLock { $0.outcomes[instance.id] ?? .passed }
  }

  private func begin(_ id: String) -> Duration {
    let now = clock.now.sinceStart
    return state.withLock { state in
      state.begun[id, default: []].append(now)
      state.underWay[id, default: 0] += 1
      state.perInstanceMax = max(state.perInstanceMax, state.underWay[id]!)
      state.underWayMax = max(state.underWayMax, state.underWay.values.reduce(0, +))
      return state.times[id] ?? .zero
    }
  }
}
