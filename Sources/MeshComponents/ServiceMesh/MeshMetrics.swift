import Synchronization

/// What a client counts, by destination.
///
/// A page that has no room for another series is no reason not to make a call: it goes uncounted.
struct MeshMetrics: Sendable {
  enum Outcome: String, CaseIterable {
    case succeeded, failed
    /// Never sent, as the service was unknown.
    case refused
  }

  private struct Series: Sendable {
    var outcomes: [Outcome: MetricCounter] = [:]
    var attempts: MetricCounter?
    var seconds: MetricHistogram?
  }

  private final class Storage: Sendable {
    let series = Mutex<[String: Series]>([:])
  }

  private let metrics: Metrics
  private let source: String
  private let storage = Storage()

  init(_ metrics: Metrics, source: String) {
    self.metrics = metrics
    self.source = source
  }

  func count(_ outcome: Outcome, to destination: String) {
    series(destination).outcomes[outcome]?.increment()
  }

  func countAttempt(to destination: String) { series(destination).attempts?.increment() }

  func observe(_ time: Duration, to destination: String) {
    series(destination).seconds?.observe(time)
  }

  private func series(_ destination: String) -> Series {
    storage.series.withLock { series in
      if let known = series[destination] { return known }
      let made = makeSeries(destination)
      series[destination] = made
      return made
    }
  }

  private func makeSeries(_ destination: String) -> Series {
    let ends = [("source", source), ("destination", destination)]
    var series = Series()
    for outcome in Outcome.allCases {
      series.outcomes[outcome] = try? metrics.counter(
        "mesh_requests", help: "Calls, by how they ended.",
        labels: MetricLabels(ends + [("outcome", outcome.rawValue)]))
    }
    series.attempts = try? metrics.counter(
      "mesh_attempts", help: "Requests sent to instances, retries included.",
      labels: MetricLabels(ends))
    series.seconds = try? metrics.histogram(
      "mesh_request_seconds", help: "How long calls took, retries included.",
      labels: MetricLabels(ends))
    return series
  }
}
