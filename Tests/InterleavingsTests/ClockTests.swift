import Interleavings
import Testing

@Suite("The simulated clock")
struct ClockTests {
  /// A task that works for a turn before its deadline matters, and one that sleeps.
  @Sendable private static func race(_ simulation: Simulation) async -> [Int] {
    let order = Order()
    await withTaskGroup(of: Void.self) { group in
      for (number, milliseconds) in [100, 101].enumerated() {
        group.addTask {
          try? await simulation.clock.sleep(for: .milliseconds(milliseconds))
          order.append(number)
        }
      }
    }
    return order.numbers
  }

  @Test("wakes in the order of the deadlines when code takes no time")
  func idle() async {
    let report = await explore(.exhaustive(), scenario: Self.race)
    #expect(report.holds && Set(report.outcomes.keys) == ["[0, 1]"], "\(report)")
  }

  @Test("lets a later deadline overtake when code may be slow")
  func anytime() async {
    let options = ExplorationOptions(timers: .anytime)
    let report = await explore(.exhaustive(), options: options, scenario: Self.race)
    #expect(report.holds && Set(report.outcomes.keys) == ["[0, 1]", "[1, 0]"], "\(report)")
  }

  @Test("passes an hour in no time, and wakes equal deadlines in every order")
  func equalDeadlines() async {
    let report = await explore(.exhaustive()) { simulation in
      let order = Order()
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<3 {
          group.addTask {
            try? await simulation.clock.sleep(for: .seconds(3_600))
            order.append(number)
          }
        }
      }
      try check(simulation.clock.now.sinceStart == .seconds(3_600))
      return order.numbers
    }
    #expect(report.holds && report.outcomes.count == 6, "\(report)")
  }

  @Test("ends a sleep early when its task is cancelled, before or while it sleeps")
  func cancellation() async {
    let report = await explore(.exhaustive()) { simulation in
      let other = RacyQueue(capacity: 1, on: simulation.host("other"))
      let isCancelled = await withTaskGroup(of: Bool.self) { group in
        group.addTask {
          do { try await simulation.clock.sleep(for: .seconds(1)) } catch { return true }
          return false
        }
        _ = await other.isFull
        group.cancelAll()
        return await group.next() ?? false
      }
      try check(simulation.clock.now.sinceStart == .zero || !isCancelled)
      return isCancelled
    }
    #expect(report.holds && Set(report.outcomes.keys) == ["true"], "\(report)")
  }

  @Test("moves on by what a step is said to take")
  func advance() async {
    let report = await explore(.exhaustive()) { simulation in
      async let woken: Void = simulation.clock.sleep(for: .seconds(2))
      simulation.clock.advance(by: .seconds(5))
      try await woken
      return simulation.clock.now.sinceStart
    }
    // The sleeper lies down after the step, so until 5 + 2 seconds.
    #expect(report.holds && Array(report.outcomes.keys) == ["7.0 seconds"], "\(report)")
  }
}
