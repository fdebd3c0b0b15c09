import MeshComponents
import Synchronization

/// Counters by hand: a dictionary behind a lock, keyed by name and labels.
private final class DictionaryCounters: Sendable {
  struct Key: Hashable {
    var name: String
    var labels: [String: String]
  }

  let counts = Mutex<[Key: UInt64]>([:])

  func increment(_ name: String, _ labels: [String: String]) {
    counts.withLock { $0[Key(name: name, labels: labels), default: 0] += 1 }
  }
}

/// One more on a counter: by its handle, and by its name.
func metricsBenchmarks() -> [Comparison] {
  let metrics = Metrics()
  let byHand = DictionaryCounters()
  let labels: [String: String] = ["method": "GET", "status": "200"]
  let series = MetricLabels(labels.map { ($0.key, $0.value) })
  guard let counter = try? metrics.counter("hits", labels: series),
    let histogram = try? metrics.histogram("seconds")
  else { preconditionFailure("the names are valid") }
  let locked = Measurement(operations: 200_000) { count in
    for _ in 0..<count { byHand.increment("hits", labels) }
  }
  return [
    Comparison(
      name: "MetricCounter: increment",
      component: Measurement(operations: 1_000_000) { count in
        for _ in 0..<count { counter.increment() }
      },
      byHand: locked),
    Comparison(
      name: "Metrics: increment by name and labels",
      component: Measurement(operations: 200_000) { count in
        for _ in 0..<count { try? metrics.increment("hits", series) }
      },
      byHand: locked),
    Comparison(
      name: "MetricHistogram: observe, 11 buckets",
      component: Measurement(operations: 1_000_000) { count in
        for _ in 0..<count { histogram.observe(0.07) }
      },
      byHand: nil),
  ]
}
