import TestSupport
import Testing

@testable import MeshComponents

@Suite("A circuit breaker with a rate")
struct CircuitBreakerRateTests {
  let clock = SteppedClock()

  func breaker(_ rate: CircuitBreakerRate, threshold: Int? = nil) -> CircuitBreaker<SteppedClock> {
    CircuitBreaker(
      configuration: .init(failureThreshold: threshold, rate: rate, cooldown: .seconds(10)),
      clock: clock)
  }

  func finish(_ outcomes: CallOutcome..., on breaker: CircuitBreaker<SteppedClock>) throws {
    for outcome in outcomes { try breaker.admit().finish(outcome) }
  }

  @Test("opens when the share of failures among the last calls is at its limit")
  func opens() throws {
    let breaker = breaker(.init(window: .calls(4), minimumCalls: 4, failurePercent: 50))
    try finish(.failure, .success, .success, .success, .failure, on: breaker)
    #expect(breaker.mode == .closed)
    try finish(.failure, on: breaker)
    #expect(breaker.mode == .open)
  }

  @Test("gives no verdict on fewer calls than its minimum, and then at once")
  func minimum() throws {
    let breaker = breaker(.init(window: .calls(10), minimumCalls: 3, failurePercent: 60))
    try finish(.failure, .failure, .cancelled, .ignored, on: breaker)
    #expect(breaker.mode == .closed)
    try finish(.success, on: breaker)
    #expect(breaker.mode == .open)
  }

  @Test("forgets what was before it opened")
  func forgets() throws {
    let breaker = breaker(.init(window: .calls(2), minimumCalls: 2, failurePercent: 100))
    try finish(.failure, .failure, on: breaker)
    clock.advance(by: .seconds(10))
    try finish(.success, .failure, on: breaker)
    #expect(breaker.mode == .closed)
    try finish(.failure, on: breaker)
    #expect(breaker.mode == .open)
  }

  @Test("lets old calls go as time passes")
  func time() throws {
    let breaker = breaker(
      .init(window: .time(.seconds(10), slots: 10), minimumCalls: 2, failurePercent: 100))
    try finish(.failure, on: breaker)
    clock.advance(by: .seconds(10))
    try finish(.failure, on: breaker)
    #expect(breaker.mode == .closed)
    clock.advance(by: .seconds(9))
    try finish(.failure, on: breaker)
    #expect(breaker.mode == .open)
  }

  @Test("opens on slow calls where it is told to, also in half-open")
  func slow() throws {
    let breaker = breaker(
      .init(
        window: .calls(2), minimumCalls: 2, failurePercent: nil, slowPercent: 50,
        slowDuration: .seconds(1)))
    func call(taking time: Duration) throws {
      let permit = try breaker.admit()
      clock.advance(by: time)
      permit.finish(.success)
    }
    try call(taking: .milliseconds(999))
    try call(taking: .milliseconds(999))
    #expect(breaker.mode == .closed)
    try call(taking: .seconds(1))
    #expect(breaker.mode == .open)
    clock.advance(by: .seconds(10))
    try call(taking: .seconds(2))
    #expect(breaker.mode == .open)
    clock.advance(by: .seconds(10))
    try call(taking: .zero)
    #expect(breaker.mode == .closed)
  }

  @Test("opens by failures in a row as well where both are set")
  func both() throws {
    let breaker = breaker(.init(window: .calls(100), minimumCalls: 100), threshold: 2)
    try finish(.success, .failure, .failure, on: breaker)
    #expect(breaker.mode == .open)
  }

  @Test("counts as a list of all calls would", arguments: [UInt64(11), 12, 13])
  func slowTwin(seed: UInt64) {
    var generator = TestSupport.SplitMix64(seed: seed)
    for window in [
      CircuitBreakerRate.Window.calls(1), .calls(7), .time(.seconds(1), slots: 1),
      .time(.seconds(5), slots: 5),
    ] {
      var ring = CircuitBreakerWindow(.init(window: window, minimumCalls: 1))
      var all: [(second: Int, failed: Bool)] = []
      var second = 0
      for _ in 0..<2_000 {
        second +=
          Int.random(in: 0...3, using: &generator) / 3 * Int.random(in: 0...8, using: &generator)
        let failed = Bool.random(using: &generator)
        ring.record(failed: failed, slow: false) { .seconds(second) }
        all.append((second, failed))
        let last =
          switch window {
          case .calls(let size): Array(all.suffix(size))
          case .time(_, let slots): all.filter { $0.second > second - slots }
          }
        #expect(ring.total.calls == last.count, "seed \(seed)")
        #expect(ring.total.failures == last.count { $0.failed }, "seed \(seed)")
      }
    }
  }
}
