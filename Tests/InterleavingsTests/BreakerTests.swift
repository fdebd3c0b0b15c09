import Interleavings
import MeshComponents
import Testing

/// The library's own breaker, called by tasks that wait between asking and telling.
@Suite("A circuit breaker under tasks that interleave")
struct BreakerTests {
  /// Three calls, two of which fail, on a breaker that opens at two failures in a row.
  ///
  /// Not the breaker: its rules for this scenario, for each order of the six moments at which a
  /// call is admitted and ends.
  private func outcomesByOrder() -> Set<String> {
    var outcomes: Set<String> = []
    func go(_ stage: [Int], _ failures: Int, _ isOpen: Bool, _ refused: String) {
      if stage.allSatisfy({ $0 == 2 }) {
        outcomes.insert((isOpen ? "open" : "closed") + refused)
      }
      for call in 0..<3 where stage[call] < 2 {
        var next = stage
        next[call] += 1
        if next[call] == 1 && isOpen {
          next[call] = 2
          let all = (refused + "\(call)").sorted()
          go(next, failures, isOpen, String(all))
        } else if next[call] == 2 && !isOpen {
          let now = call == 2 ? 0 : failures + 1
          go(next, now, now == 2, refused)
        } else {
          go(next, failures, isOpen, refused)
        }
      }
    }
    go([0, 0, 0], 0, false, "")
    return outcomes
  }

  @Test("ends as its rules say, for every order of admissions and answers")
  func closed() async {
    let report = await explore(.exhaustive()) { simulation in
      let breaker = CircuitBreaker(
        configuration: .init(failureThreshold: 2, cooldown: .seconds(30)), clock: simulation.clock)
      let service = RacyQueue(capacity: 9, on: simulation.host("service"))
      let refused = await withTaskGroup(of: Int?.self) { group in
        for call in 0..<3 {
          group.addTask(name: "call \(call)") {
            guard let permit = try? breaker.admit() else { return call }
            await service.append(call)
            permit.finish(call == 2 ? .success : .failure)
            return nil
          }
        }
        return await group.reduce(into: [Int]()) { if let call = $1 { $0.append(call) } }
      }
      return "\(breaker.mode)" + refused.sorted().map(String.init).joined()
    }
    #expect(report.holds, "\(report)")
    #expect(Set(report.outcomes.keys) == outcomesByOrder())
  }

  @Test("lets one probe through at a time when time may pass at any moment")
  func probes() async {
    let options = ExplorationOptions(timers: .anytime)
    let report = await explore(.exhaustive(), options: options) { simulation in
      let clock = simulation.clock
      let breaker = CircuitBreaker(
        configuration: .init(failureThreshold: 1, cooldown: .milliseconds(100)), clock: clock)
      try breaker.admit().finish(.failure)
      let probing = Order()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for call in 1...2 {
          group.addTask(name: "call \(call)") {
            try await clock.sleep(for: .milliseconds(99 + call))
            guard let permit = try? breaker.admit() else { return }
            probing.append(1)
            try check(probing.numbers.reduce(0, +) <= 1 || breaker.mode == .closed, "two probes")
            try await clock.sleep(for: .milliseconds(10))
            probing.append(-1)
            permit.finish(.success)
          }
        }
        try await group.waitForAll()
      }
      return "\(breaker.mode)"
    }
    #expect(report.holds && Set(report.outcomes.keys) == ["closed"], "\(report)")
  }

  @Test("that asks first and marks afterwards lets two probes through")
  func checkThenAct() async {
    let report = await explore { simulation in
      let breaker = HastyBreaker(on: simulation.host("breaker"))
      let probes = await withTaskGroup(of: Bool.self) { group in
        for call in 1...2 {
          group.addTask(name: "call \(call)") {
            guard await breaker.mayProbe else { return false }
            simulation.note("may probe")
            await breaker.begin()
            return true
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      try check(probes == 1, "\(probes) probes")
    }
    #expect(report.failure?.message == "2 probes", "\(report)")
  }
}

/// A half-open breaker whose question and mark are two turns.
private actor HastyBreaker {
  private nonisolated let host: any Actor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
  private var isProbing = false

  init(on host: any Actor) { self.host = host }

  var mayProbe: Bool { !isProbing }
  func begin() { isProbing = true }
}
