import Synchronization
import TestSupport
import Testing

@testable import MeshComponents

/// A count that tasks share.
final class Counter: Sendable {
  private let count = Atomic(0)

  var value: Int { count.load(ordering: .acquiring) }
  func increment() { count.add(1, ordering: .acquiringAndReleasing) }
}

@Suite("A circuit breaker")
struct CircuitBreakerTests {
  let clock = SteppedClock()

  func breaker(threshold: Int = 2, cooldown: Duration = .seconds(10), probes: Int = 1)
    -> CircuitBreaker<SteppedClock>
  {
    CircuitBreaker(
      configuration: .init(failureThreshold: threshold, cooldown: cooldown, probes: probes),
      clock: clock)
  }

  func finish(_ outcomes: CallOutcome..., on breaker: CircuitBreaker<SteppedClock>) throws {
    for outcome in outcomes { try breaker.admit().finish(outcome) }
  }

  @Test("opens after as many failures in a row as its threshold")
  func opens() throws {
    let breaker = breaker()
    try finish(.failure, .success, .failure, on: breaker)
    #expect(breaker.mode == .closed)
    try finish(.failure, on: breaker)
    #expect(breaker.mode == .open)
  }

  @Test("rejects while open, and says how long")
  func rejects() throws {
    let breaker = breaker(threshold: 1)
    try finish(.failure, on: breaker)
    clock.advance(by: .seconds(4))
    #expect(throws: CircuitBreakerRejection.open(retryAfter: .seconds(6))) {
      _ = try breaker.admit()
    }
  }

  @Test("lets only its probes through when half-open")
  func probes() throws {
    let breaker = breaker(threshold: 1, probes: 2)
    try finish(.failure, on: breaker)
    clock.advance(by: .seconds(10))
    #expect(breaker.mode == .halfOpen)
    let first = try breaker.admit()
    let second = try breaker.admit()
    #expect(throws: CircuitBreakerRejection.probing) { _ = try breaker.admit() }
    first.finish(.cancelled)
    let third = try breaker.admit()
    #expect(throws: CircuitBreakerRejection.probing) { _ = try breaker.admit() }
    second.finish(.cancelled)
    third.finish(.success)
    #expect(breaker.mode == .closed)
  }

  @Test("opens again when a probe fails, for a whole cooldown")
  func reopens() throws {
    let breaker = breaker(threshold: 1)
    try finish(.failure, on: breaker)
    clock.advance(by: .seconds(15))
    try finish(.failure, on: breaker)
    clock.advance(by: .seconds(9))
    #expect(breaker.mode == .open)
    clock.advance(by: .seconds(1))
    #expect(breaker.mode == .halfOpen)
  }

  @Test(
    "changes nothing on an answer to a call of an earlier period",
    arguments: CallOutcome.allCases)
  func stale(outcome: CallOutcome) throws {
    let breaker = breaker(threshold: 1)
    let early = try breaker.admit()
    try finish(.failure, on: breaker)
    clock.advance(by: .seconds(5))
    early.finish(outcome)
    #expect(throws: CircuitBreakerRejection.open(retryAfter: .seconds(5))) {
      _ = try breaker.admit()
    }
  }

  @Test("takes a permit that is dropped untold for a cancelled call")
  func dropped() throws {
    let breaker = breaker(threshold: 1)
    try finish(.failure, on: breaker)
    clock.advance(by: .seconds(10))
    do { _ = try breaker.admit() }
    try finish(.success, on: breaker)
    #expect(breaker.mode == .closed)
  }

  @Test("lives until its last permit has gone, and no longer")
  func permitOutlivesBreaker() throws {
    weak var remembered: SteppedClock?
    func admitted() throws -> CircuitBreakerPermit<SteppedClock> {
      let clock = SteppedClock()
      remembered = clock
      return try CircuitBreaker(clock: clock).admit()
    }
    let finished = try admitted()
    #expect(remembered != nil)
    finished.finish(.failure)
    #expect(remembered == nil)
    do { _ = try admitted() }
    #expect(remembered == nil)
  }

  @Test("counts a thrown error as a failure and cancellation as neither")
  func calls() async throws {
    struct Down: Error {}
    let breaker = breaker(threshold: 1)
    await #expect(throws: CancellationError.self) {
      try await breaker.call { throw CancellationError() }
    }
    #expect(breaker.mode == .closed)
    #expect(try await breaker.call { 7 } == 7)
    await #expect(throws: Down.self) { try await breaker.call { throw Down() } }
    #expect(breaker.mode == .open)
    var wasCalled = false
    await #expect(throws: CircuitBreakerRejection.self) {
      try await breaker.call { wasCalled = true }
    }
    #expect(!wasCalled)
  }

  @Test("judges errors as it is told, in calls that suspend and that do not")
  func judges() async throws {
    struct Mistake: Error {}
    struct Down: Error {}
    let judge: (any Error) -> CallOutcome = { $0 is Mistake ? .ignored : .failure }
    let breaker = breaker(threshold: 1)
    #expect(throws: Mistake.self) { try breaker.callNow(judging: judge) { throw Mistake() } }
    await #expect(throws: Mistake.self) {
      try await breaker.call(judging: judge) { throw Mistake() }
    }
    #expect(try breaker.callNow { 7 } == 7 && breaker.mode == .closed)
    #expect(throws: Down.self) { try breaker.callNow(judging: judge) { throw Down() } }
    #expect(breaker.mode == .open)
    #expect(throws: CircuitBreakerRejection.self) { try breaker.callNow { 7 } }
  }

  @Test("admits nobody, on any thread, once the failure that opened it has been told")
  func opensForAll() async throws {
    for _ in 0..<100 {
      let breaker = breaker(threshold: 1)
      let told = Counter()
      let late = Counter()
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          group.addTask {
            for _ in 0..<200 {
              let isTold = told.value > 0
              guard let permit = try? breaker.admit() else { continue }
              permit.finish(.success)
              if isTold { late.increment() }
            }
          }
        }
        try? breaker.admit().finish(.failure)
        told.increment()
      }
      #expect(late.value == 0 && breaker.mode == .open)
    }
  }

  @Test("admits no more probes than configured to tasks that race for them")
  func races() async throws {
    let breaker = breaker(threshold: 1, probes: 3)
    try finish(.failure, on: breaker)
    clock.advance(by: .seconds(10))
    let rejected = Counter()
    let admitted = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<64 {
        group.addTask {
          guard let permit = try? breaker.admit() else {
            rejected.increment()
            return 0
          }
          // Probes answer only after everybody else has been turned away.
          while rejected.value < 61 { await Task.yield() }
          permit.finish(.cancelled)
          return 1
        }
      }
      return await group.reduce(0, +)
    }
    #expect(admitted == 3)
  }
}
