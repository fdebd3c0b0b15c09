/// Nanoseconds that one operation takes, from several rounds in one process.
struct Measurement {
  let median: Double
  let fastest: Double
  let slowest: Double

  /// Runs `body` with the number of operations that it is to make, a few times to warm up and then
  /// `rounds` times by the clock.
  init(operations: Int, rounds: Int = 11, _ body: (Int) -> Void) {
    let clock = ContinuousClock()
    body(operations)
    self.init(
      times: (0..<rounds).map { _ in
        clock.measure { body(operations) } / .nanoseconds(operations)
      })
  }

  /// Of rounds measured elsewhere.
  init(times: [Double]) {
    let sorted = times.sorted()
    median = sorted[sorted.count / 2]
    fastest = sorted[0]
    slowest = sorted[sorted.count - 1]
  }
}

/// One operation of a component beside what a user would write by hand.
struct Comparison {
  let name: String
  let component: Measurement
  /// A lock and a dictionary, or whatever is nearest; nil where nothing like it is written by hand.
  let byHand: Measurement?
}

/// Keeps the optimiser from dropping what computed `value`.
@inline(never)
@_optimize(none)
func consume<Value>(_ value: Value) {}
