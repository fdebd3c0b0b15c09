/// The values of a parameter that a sweep tries, in their order.
package enum SweptValues: Sendable, Hashable {
  /// `1...4`: each integer from the first to the last.
  case range(ClosedRange<Int64>)
  /// `10,50,100`: these, where those between say nothing new; not empty, and each only once.
  case list([Int64])

  /// How many there are; nil when that is beyond what one run may combine.
  package var count: Int? {
    switch self {
    case .range(let range):
      let (distance, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
      guard !overflow, distance < ParameterSettings.combinationsMax else { return nil }
      return Int(distance) + 1
    case .list(let values): return values.count
    }
  }

  /// All of them.
  ///
  /// - Precondition: `count` is not nil.
  package var all: [Int64] {
    precondition(count != nil, "too many values of a sweep")
    switch self {
    case .range(let range): return Array(range)
    case .list(let values): return values
    }
  }

  /// Those that are outside a range if any is, in their order.
  var extremes: [Int64] {
    switch self {
    case .range(let range): [range.lowerBound, range.upperBound]
    case .list(let values): values
    }
  }
}
