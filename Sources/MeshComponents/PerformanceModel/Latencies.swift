/// All values that were recorded, with exact percentiles by nearest rank.
///
/// ```swift
/// var latencies = Latencies<Duration>()
/// latencies.record(.milliseconds(12))
/// let median = latencies.percentile(50)
/// ```
///
/// A percentile is always one of the values, grows with the percent, and at 100 is the greatest.
/// Every value is kept; where they are too many, `LatencyHistogram` has a bounded size and error.
///
/// Its calls are checked edge by edge against `specs/components/percentile.mesh`.
public struct Latencies<Value: Comparable & Sendable>: Sendable {
  /// In order.
  private var values: [Value] = []
  /// What came since they were put in order.
  private var latest: [Value] = []

  public init() {}

  public init(_ values: some Sequence<Value>) { self.values = values.sorted() }

  public var count: Int { values.count + latest.count }

  /// A request took this long.
  /// - Complexity: O(1).
  public mutating func record(_ value: Value) { latest.append(value) }

  /// The least value that at least so many percent of the values do not exceed; nil where nothing
  /// was recorded.
  /// - Complexity: O(n log n) after something was recorded, otherwise O(1).
  public mutating func percentile(_ percentile: Percentile) -> Value? {
    if !latest.isEmpty {
      values = (values + latest).sorted()
      latest = []
    }
    return values.isEmpty ? nil : values[percentile.rank(of: values.count) - 1]
  }
}
