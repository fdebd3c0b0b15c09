/// A text format in which metrics are read.
///
/// Sources: Prometheus' exposition formats, text format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/), and OpenMetrics 1.0.0
/// (https://prometheus.io/docs/specs/om/open_metrics_spec/).
public enum MetricsFormat: Hashable, Sendable, CaseIterable {
  /// Prometheus' text format 0.0.4.
  case prometheus
  /// OpenMetrics 1.0.0: says when each series began, and where the page ends.
  case openMetrics

  /// The value of the HTTP header `Content-Type`.
  public var contentType: String {
    switch self {
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  /// The page with these families, in the order given.
  func text(_ families: [MetricFamilySnapshot]) -> String {
    var page = MetricsPage(format: self)
    for family in families { page.append(family) }
    page.end()
    return String(decoding: page.bytes, as: UTF8.self)
  }
}

/// A page that is being written.
private struct MetricsPage {
  let format: MetricsFormat
  private(set) var bytes: [UInt8] = []

  init(format: MetricsFormat) { self.format = format }

  mutating func append(_ family: MetricFamilySnapshot) {
    appendMetadata(of: family)
    for sample in family.samples {
      let labels = sample.labels.rendered
      switch sample.value {
      case .counter(let value):
        append(family.name, "_total", labels, number(value))
        appendCreated(family.name, sample)
      case .gauge(let value):
        append(family.name, "", labels, number(value))
      case .histogram(let histogram):
        append(histogram, of: family.name, labels)
        appendCreated(family.name, sample)
      }
    }
  }

  mutating func end() {
    if format == .openMetrics { bytes += "# EOF\n".utf8 }
  }

  /// In the older format a counter's family is called as its samples are.
  private mutating func appendMetadata(of family: MetricFamilySnapshot) {
    let suffix = format == .prometheus && family.kind == .counter ? "_total" : ""
    bytes += "# TYPE \(family.name)\(suffix) \(family.kind.rawValue)\n".utf8
    guard !family.help.isEmpty else { return }
    bytes += "# HELP \(family.name)\(suffix) ".utf8
    bytes.append(escaping: family.help, quotes: format == .openMetrics)
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(
    _ histogram: HistogramValue, of name: String, _ labels: [UInt8]
  ) {
    let bounds = histogram.bounds.map(canonicalNumber) + ["+Inf"]
    for (bound, count) in zip(bounds, histogram.cumulated) {
      let separator = labels.isEmpty ? "" : ","
      append(name, "_bucket", labels + "\(separator)le=\"\(bound)\"".utf8, "\(count)")
    }
    append(name, "_sum", labels, number(histogram.sum))
    append(name, "_count", labels, "\(histogram.count)")
  }

  private mutating func appendCreated(_ name: String, _ sample: MetricSample) {
    guard format == .openMetrics else { return }
    append(name, "_created", sample.labels.rendered, timestamp(sample.created))
  }

  private mutating func append(
    _ name: String, _ suffix: String, _ labels: [UInt8], _ value: String
  ) {
    bytes += name.utf8
    bytes += suffix.utf8
    if !labels.isEmpty {
      bytes.append(UInt8(ascii: "{"))
      bytes += labels
      bytes.append(UInt8(ascii: "}"))
    }
    bytes += " \(value)\n".utf8
  }
}

/// A sample's value: `3`, `0.25`, `+Inf`, `NaN`.
private func number(_ value: Double) -> String {
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
  return Int64(exactly: value).map(String.init) ?? "\(value)"
}

/// A bucket's bound as OpenMetrics wants it, so that the label never changes between exporters:
/// the shortest digits that read back as the value, with an exponent below 1e-4 and from 1e+06 on.
func canonicalNumber(_ value: Double) -> String {
  let plain = "\(value)"
  guard value >= 1e6, !plain.contains("e") else { return plain }
  let digits = plain.filter { $0 != "." }
  let exponent =
    (plain.firstIndex(of: ".").map { plain.distance(from: plain.startIndex, to: $0) }
      ?? plain.count) - 1
  var mantissa = String(digits.first!)
  let rest = digits.dropFirst().reversed().drop { $0 == "0" }.reversed()
  if !rest.isEmpty { mantissa += "." + String(rest) }
  return "\(mantissa)e+\(exponent < 10 ? "0" : "")\(exponent)"
}

/// Seconds since 1970, to the nanosecond at most.
private func timestamp(_ time: Duration) -> String {
  let (seconds, attoseconds) = time.components
  let nanoseconds = String(attoseconds / 1_000_000_000)
  let padded = String(repeating: "0", count: 9 - nanoseconds.count) + nanoseconds
  let fraction = String(padded.reversed().drop { $0 == "0" }.reversed())
  return "\(seconds).\(fraction.isEmpty ? "0" : fraction)"
}
