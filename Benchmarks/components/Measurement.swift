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
    let times = (0..<rounds).map { _ in
      let spent = clock.measure { body(operations) }.components
      let nanoseconds = Double(spent.seconds) * 1e9 + Double(spent.attoseconds) / 1e9
      return nanoseconds / Double(operations)
    }.sorted()
    median = times[rounds / 2]
    fastest = times[0]
    slowest = times[rounds - 1]
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
