import Conformance

/// Percentiles as they are often written, with one fault at a time.
struct FaultyPercentiles: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case indexFromZero = "percentile one place too far"
    case unsorted = "percentile of unsorted values"
    case ofTheDistance = "percentile rounds down between the ends"
    case interpolates = "percentile interpolates"
    case zeroOfNothing = "percentile of nothing is zero"
    case distinct = "percentile of distinct values"

    var story: String {
      switch self {
      case .indexFromZero:
        "`calculate_percentile` takes the value at p / 100 · n, counted from 0 (section 8.2)."
      case .unsorted: "The values are taken in the order in which they came."
      case .ofTheDistance:
        "The index p / 100 · (n - 1), rounded down, leaves the tail out of p99 of few values."
      case .interpolates: "The mean of two neighbours is a latency that no request had."
      case .zeroOfNothing:
        "Without requests the percentile is 0, the best there can be (section 8.2 crashes)."
      case .distinct: "Values are kept in a set, so one that came often counts once."
      }
    }
  }

  let fault: Fault?
  private var values: [Int] = []

  init(fault: Fault?) { self.fault = fault }

  mutating func reset() { values = [] }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "record":
      let value = number(call.arguments[0])
      if fault != .distinct || !values.contains(value) { values.append(value) }
      return .nothing
    case "percentile":
      return percentile(number(call.arguments[0])).map { .integer(Int64($0)) } ?? .none
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private func percentile(_ percent: Int) -> Int? {
    if values.isEmpty { return fault == .zeroOfNothing ? 0 : nil }
    let inOrder = fault == .unsorted ? values : values.sorted()
    let last = inOrder.count - 1
    let rank = (percent * inOrder.count + 99) / 100 - 1
    switch fault {
    case .indexFromZero: return inOrder[min(percent * inOrder.count / 100, last)]
    case .ofTheDistance: return inOrder[percent * last / 100]
    case .interpolates: return (inOrder[rank] + inOrder[min(rank + 1, last)]) / 2
    default: return inOrder[rank]
    }
  }
}
