/// One counter's series: `Metrics.counter(_:help:labels:)`.
///
/// ```swift
/// let served = try metrics.counter("http_requests", labels: ["method": "GET"])
/// served.increment()
/// ```
///
/// To increment takes no lock, allocates nothing and looks nothing up.
public struct MetricCounter: Sendable {
  let cell: CounterCell
  let storage: MetricsStorage

  /// Adds a whole number in a single step, so that none is lost to another thread.
  public func increment(by amount: UInt64 = 1) {
    storage.write { cell.add(amount) }
  }

  /// Adds a fraction, such as seconds spent.
  /// - Returns: false when the amount is negative or no number: a counter never falls, and nothing
  ///   is added.
  @discardableResult
  public func add(_ amount: Double) -> Bool {
    guard amount >= 0, amount.isFinite else { return false }
    storage.write { cell.add(amount) }
    return true
  }
}

/// One gauge's series: `Metrics.gauge(_:help:labels:)`.
///
/// ```swift
/// let inFlight = try metrics.gauge("requests_in_flight")
/// inFlight.add(1)
/// ```
public struct MetricGauge: Sendable {
  let cell: GaugeCell
  let storage: MetricsStorage

  /// Sets the level; any number, `nan` and the infinities included.
  public func set(_ value: Double) {
    storage.write { cell.update { $0 = value } }
  }

  /// Raises the level in a single step, or lowers it by a negative amount.
  public func add(_ amount: Double) {
    storage.write { cell.update { $0 += amount } }
  }
}

/// One histogram's series: `Metrics.histogram(_:help:labels:buckets:)`.
///
/// ```swift
/// let seconds = try metrics.histogram("http_request_seconds", buckets: [0.01, 0.1, 1])
/// seconds.observe(0.02)
/// ```
public struct MetricHistogram: Sendable {
  let cell: HistogramCell
  let storage: MetricsStorage

  /// Counts a value into its bucket; buckets, sum and count change in a single step.
  /// - Returns: false when the value is negative or no number, and nothing is recorded: the sum
  ///   would fall, which a reader takes for a restart.
  /// - Complexity: O(log buckets).
  @discardableResult
  public func observe(_ value: Double) -> Bool {
    guard value >= 0 else { return false }
    storage.write { cell.observe(value) }
    return true
  }

  /// Counts a length of time, in seconds.
  @discardableResult
  public func observe(_ time: Duration) -> Bool { observe(time / .seconds(1)) }
}
