/// What a name measures; its first use decides, and it stays so.
public enum MetricKind: String, Hashable, Sendable, CaseIterable {
  /// A count that only grows.
  case counter
  /// A level that goes up and down.
  case gauge
  /// Counts of values by size.
  case histogram
}

/// Why something cannot be measured under a name.
public enum MetricsError: Error, Hashable, Sendable {
  /// Not of the form `[a-zA-Z_:][a-zA-Z0-9_:]*`.
  case invalidName(String)
  /// The name ends as samples of other families do (`_total`, `_count`, …), so both would clash.
  case reservedSuffix(name: String)
  /// Not of the form `[a-zA-Z_][a-zA-Z0-9_]*`, or begins with `__`.
  case invalidLabelName(String)
  /// `le` of a histogram is the bound of a bucket.
  case reservedLabelName(String)
  /// One label with two values.
  case duplicateLabelName(String)
  /// The name is in use for another kind.
  case kindChanged(name: String, is: MetricKind, asked: MetricKind)
  /// The name is in use with other labels.
  case labelNamesChanged(name: String, are: [String], asked: [String])
  /// The histogram is in use with other bounds.
  case bucketsChanged(name: String)
  /// Bounds must be finite, not negative, and grow.
  case invalidBuckets([Double])
  /// As many label sets as are allowed are in use: a label has too many values, such as a user's
  /// id.
  case tooManySeries(name: String, limit: Int)
}
