/// All series of one name as they were in one moment.
public struct MetricFamilySnapshot: Hashable, Sendable {
  public let name: String
  public let kind: MetricKind
  /// What is measured, in a sentence; may be empty.
  public let help: String
  /// In the order of their labels.
  public let samples: [MetricSample]

  /// The value of a label set; nil where nothing was ever recorded.
  public subscript(labels: MetricLabels) -> MetricValue? {
    samples.first { $0.labels == labels }?.value
  }
}

/// One series in one moment.
public struct MetricSample: Hashable, Sendable {
  public let labels: MetricLabels
  public let value: MetricValue
  /// When the series began, since 1970: a reader that sees it grow knows that a counter which has
  /// fallen began anew.
  public let created: Duration
}

/// A series' value.
public enum MetricValue: Hashable, Sendable {
  case counter(Double)
  case gauge(Double)
  case histogram(HistogramValue)

  /// The number of a counter or gauge; of a histogram how much was observed.
  public var number: Double {
    switch self {
    case .counter(let value), .gauge(let value): value
    case .histogram(let histogram): Double(histogram.count)
    }
  }
}

/// How many values of which size were observed.
public struct HistogramValue: Hashable, Sendable {
  /// Upper bounds of the buckets, each inclusive; above the last there is one more bucket.
  public let bounds: [Double]
  /// By bucket, not cumulated; one more than there are bounds.
  public let counts: [UInt64]
  public let sum: Double
  public let count: UInt64

  /// By bucket, how many values are not above its bound; the last is `count`.
  public var cumulated: [UInt64] {
    var total: UInt64 = 0
    return counts.map { count in
      total &+= count
      return total
    }
  }
}
