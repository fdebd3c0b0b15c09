import Dispatch
import Glibc
import Synchronization

/// What an operation costs a thread that is alone, and each of two that make it at once on one
/// object: where no memory that both write to is touched, it costs both the same.
struct Scaling {
  let name: String
  let alone: Measurement
  let together: Measurement
  /// `together` over `alone`, round by round.
  let ratio: Measurement

  /// Rounds of both kinds take turns, so that whatever else the machine does meets both.
  init(_ name: String, operations: Int = 20_000, _ body: @Sendable (Int) -> Void) {
    self.name = name
    body(operations)
    let rounds = (0..<31).map { _ in
      (
        alone: Self.undisturbed(threads: 1, operations, body),
        together: Self.undisturbed(threads: 2, operations, body)
      )
    }
    alone = Measurement(times: rounds.map(\.alone))
    together = Measurement(times: rounds.map(\.together))
    ratio = Measurement(times: rounds.map { $0.together / $0.alone })
  }

  /// A round in which all threads ran at once and to the end: two of which one stands still, since
  /// another program has its processor, do not get in each other's way.
  private static func undisturbed(
    threads: Int, _ operations: Int, _ body: @Sendable (Int) -> Void
  ) -> Double {
    var slowest = 0.0
    for _ in 0..<100 {
      let round = ScalingRound.run(threads: threads) { body(operations) }
      slowest = max(slowest, round.longest / .nanoseconds(operations))
      if !round.isDisturbed { return round.longest / .nanoseconds(operations) }
    }
    // The machine is too busy to tell; the spread shows it.
    return slowest
  }
}

/// Some threads that begin at once.
private struct ScalingRound {
  private var firstStart: ContinuousClock.Instant?
  private var lastStart: ContinuousClock.Instant?
  private var firstEnd: ContinuousClock.Instant?
  private var lastEnd: ContinuousClock.Instant?
  private var preemptions = 0
  /// The time of the thread that took longest.
  private(set) var longest = Duration.zero

  /// Did a thread lose its processor, or run while another one did not?
  var isDisturbed: Bool {
    guard let firstStart, let lastStart, let firstEnd, let lastEnd else { return true }
    let overlap = lastStart.duration(to: firstEnd)
    return preemptions > 0 || overlap < firstStart.duration(to: lastEnd) * 0.9
  }

  static func run(threads: Int, _ body: @Sendable () -> Void) -> ScalingRound {
    let arrived = Atomic(0)
    let round = Mutex(ScalingRound())
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      arrived.add(1, ordering: .sequentiallyConsistent)
      // Otherwise the first thread may have done both parts before the second one has come.
      while arrived.load(ordering: .sequentiallyConsistent) < threads {}
      let preemptions = preemptionsOfThread()
      let start = ContinuousClock.now
      body()
      let end = ContinuousClock.now
      let disturbances = preemptionsOfThread() - preemptions
      round.withLock { $0.add(from: start, to: end, preemptions: disturbances) }
    }
    return round.withLock { $0 }
  }

  private mutating func add(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant, preemptions: Int
  ) {
    firstStart = min(firstStart ?? start, start)
    lastStart = max(lastStart ?? start, start)
    firstEnd = min(firstEnd ?? end, end)
    lastEnd = max(lastEnd ?? end, end)
    longest = max(longest, start.duration(to: end))
    self.preemptions += preemptions
  }

  /// How often the calling thread had to make room for another one.
  private static func preemptionsOfThread() -> Int {
    var usage = rusage()
    // RUSAGE_THREAD, which is not in the module.
    unsafe getrusage(1, &usage)
    return usage.ru_nivcsw
  }
}
