/// Counters, gauges and histograms by name and labels, and the page on which they are read.
///
/// ```swift
/// let metrics = Metrics()
/// let served = try metrics.counter("http_requests", help: "Requests.", labels: ["method": "GET"])
/// let seconds = try metrics.histogram("http_request_seconds")
/// served.increment()
/// seconds.observe(0.02)
/// response.body = metrics.exposition(.openMetrics)
/// ```
///
/// A value that shares its state: copies are the same metrics. A name is of one kind and has one
/// set of label names, which its first use decides; each set of label values is a series of its
/// own. No increment is lost, and all series of a name are read as they were in one moment. Names
/// come without `_total`, which the page adds.
///
/// Names and kinds are checked edge by edge against `specs/components/metrics.mesh`
/// (`MetricsStateMachine`); how a moment is read is told in `MetricsStorage`.
public struct Metrics: Sendable {
  /// Upper bounds for requests in seconds, as Prometheus' own clients have them.
  public static let defaultBuckets = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  private let storage: MetricsStorage

  /// Nothing recorded.
  /// - Parameters:
  ///   - seriesMax: label sets that one name may have, at least 1: a label that holds a user's
  ///     identity is refused before it fills the memory.
  ///   - wallClock: says when a series began.
  public init(seriesMax: Int = 10_000, wallClock: WallClock = .system) {
    precondition(seriesMax >= 1, "with \(seriesMax) series nothing can be recorded")
    storage = MetricsStorage(seriesMax: seriesMax, wallClock: wallClock)
  }

  /// A counter's series, which begins at nothing when it is asked for first.
  /// - Throws: `MetricsError` when the name or labels are faulty, or the name is something else.
  public func counter(
    _ name: String, help: String = "", labels: MetricLabels = .none
  ) throws(MetricsError) -> MetricCounter {
    let cell = try storage.series(.init(name: name, kind: .counter, labels: labels, help: help))
    guard case .counter(let counter) = cell else { preconditionFailure("\(name) is \(cell)") }
    return MetricCounter(cell: counter, storage: storage)
  }

  /// A gauge's series, which begins at nothing when it is asked for first.
  /// - Throws: `MetricsError` when the name or labels are faulty, or the name is something else.
  public func gauge(
    _ name: String, help: String = "", labels: MetricLabels = .none
  ) throws(MetricsError) -> MetricGauge {
    let cell = try storage.series(.init(name: name, kind: .gauge, labels: labels, help: help))
    guard case .gauge(let gauge) = cell else { preconditionFailure("\(name) is \(cell)") }
    return MetricGauge(cell: gauge, storage: storage)
  }

  /// A histogram's series, which begins empty when it is asked for first.
  /// - Parameter buckets: upper bounds, each inclusive, which must grow; above the last there is
  ///   one more bucket.
  /// - Throws: `MetricsError` when the name, labels or bounds are faulty, or the name is something
  ///   else.
  public func histogram(
    _ name: String, help: String = "", labels: MetricLabels = .none,
    buckets: [Double] = defaultBuckets
  ) throws(MetricsError) -> MetricHistogram {
    let cell = try storage.series(
      .init(name: name, kind: .histogram, labels: labels, help: help, bounds: buckets))
    guard case .histogram(let histogram) = cell else { preconditionFailure("\(name) is \(cell)") }
    return MetricHistogram(cell: histogram, storage: storage)
  }

  /// Adds to a counter by its name, where the labels are only known at the call.
  /// - Throws: `MetricsError`; nothing is recorded then.
  public func increment(
    _ name: String, _ labels: MetricLabels = .none, by amount: UInt64 = 1
  ) throws(MetricsError) {
    try storage.increment(name, labels, by: amount)
  }

  /// Sets a gauge by its name, where the labels are only known at the call.
  /// - Throws: `MetricsError`; nothing is recorded then.
  public func set(
    _ name: String, _ labels: MetricLabels = .none, to value: Double
  ) throws(MetricsError) {
    try storage.set(name, labels, to: value)
  }

  /// All series of a name as they were in one moment; nil where nothing was ever recorded.
  /// - Complexity: O(n log n) for n series, during which no series can begin.
  public func scrape(_ name: String) -> MetricFamilySnapshot? { storage.scrape(name) }

  /// All names in order, each with its series as they were in one moment of its own.
  public func scrape() -> [MetricFamilySnapshot] { storage.names.compactMap(storage.scrape) }

  /// The page for a reader of the format, sorted by names and labels.
  public func exposition(_ format: MetricsFormat = .prometheus) -> String {
    format.text(scrape())
  }
}
