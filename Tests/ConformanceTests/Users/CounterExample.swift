import ConformanceTesting

/// What the page for users shows: a counter that starts again when it has reached its limit.
struct TurnCounter {
  private let limit: Int
  private var count = 0

  init(limit: Int) { self.limit = limit }

  mutating func increment() -> Int {
    count = count == limit ? 1 : count + 1
    return count
  }

  mutating func reset() { count = 0 }
}

/// The counter behind the calls of its spec.
struct TurnCounterAdapter: ImplementationUnderTest {
  let limit: Int
  private var counter: TurnCounter

  init(limit: Int) {
    self.limit = limit
    counter = TurnCounter(limit: limit)
  }

  /// The harness begins each run with this.
  mutating func reset() { counter = TurnCounter(limit: limit) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "increment": return .integer(Int64(counter.increment()))
    case "reset":
      counter.reset()
      return .nothing
    default: preconditionFailure("the spec has no other call: \(call.description)")
    }
  }
}
