import Conformance
import Glibc
import MeshComponents
import TestSupport

/// What threads do to a breaker: each admits and finishes calls of its own, and moves the clock on
/// when it is refused, so that all find the breaker half-open at about the same time.
enum BreakerLoad {
  static let threads = 3

  /// A low threshold, a cooldown of one tick and one probe: every mode comes up in a short round.
  static func spec(threshold: Int) -> String {
    BreakerConformanceTests.spec(
      .init(threshold: threshold, cooldown: 1, probes: 1), calls: threads)
  }

  /// One round on what the closures stand for; the answers drawn depend on the round's number.
  ///
  /// What the breaker's mode is after an answer is no part of it: nobody can ask for both at once.
  static func round<Permit>(
    _ number: Int, admit: @escaping @Sendable (Int) -> Permit?,
    finish: @escaping @Sendable (Permit, CallOutcome) -> Void,
    tick: @escaping @Sendable () -> Void
  ) -> @Sendable (inout HistoryThread) -> Void {
    { thread in
      var random = SplitMix64(seed: UInt64(number * threads + thread.index))
      for _ in 0..<10 {
        for _ in 0..<Int.random(in: 0..<3, using: &random) { sched_yield() }
        let index = thread.index
        let caller = SpecificationValue.identity(index)
        var permit: Permit?
        thread.call("admit", [caller]) {
          permit = admit(index)
          return .bool(permit != nil)
        }
        guard let permit else {
          thread.call("tick") {
            tick()
            return nil
          }
          continue
        }
        let outcome = [CallOutcome.failure, .failure, .success].randomElement(using: &random)
        let name = outcome == .success ? "success" : "failure"
        thread.call("finish", [caller, .enumCase(name)]) {
          finish(permit, outcome ?? .failure)
          return nil
        }
      }
    }
  }

  /// A round on the library's breaker.
  static func libraryRound(_ number: Int) -> @Sendable (inout HistoryThread) -> Void {
    let clock = TickClock()
    let breaker = CircuitBreaker(
      configuration: .init(failureThreshold: 2, cooldown: .seconds(1), probes: 1), clock: clock)
    return round(
      number,
      admit: { _ -> BreakerAdapter.Admission? in
        guard let permit = try? breaker.admit() else { return nil }
        return BreakerAdapter.Admission(permit)
      },
      finish: { $0.finish($1) }, tick: { clock.tick() })
  }
}
