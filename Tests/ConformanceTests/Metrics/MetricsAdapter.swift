import Conformance
import MeshComponents

/// The library's metrics behind the calls of `specs/components/metrics.mesh`.
///
/// A restart of the process is a new `Metrics`: whatever was recorded was in memory.
struct MetricsAdapter: ImplementationUnderTest {
  /// Label sets of the spec; those of a counter and of a gauge come through the same calls.
  let labelSets: Int
  private var metrics = Metrics()

  init(labelSets: Int) { self.labelSets = labelSets }

  mutating func reset() { metrics = Metrics() }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "increment":
      let (name, labels) = series(call)
      return .bool((try? metrics.increment(name, labels)) != nil)
    case "set":
      guard case .integer(let value) = call.arguments[2] else { break }
      let (name, labels) = series(call)
      return .bool((try? metrics.set(name, labels, to: Double(value))) != nil)
    case "scrape":
      let family = metrics.scrape(metricName(call.arguments[0]))
      return .map(
        (0..<labelSets).map { set in
          family?[Self.labels(set)].map { .integer(Int64($0.number)) } ?? .none
        })
    case "restart":
      metrics = Metrics()
      return .nothing
    default: break
    }
    preconditionFailure("the spec has no other call: \(call)")
  }

  private func series(_ call: ConformanceCall) -> (String, MetricLabels) {
    guard case .identity(let set) = call.arguments[1] else {
      preconditionFailure("labels are an identity: \(call)")
    }
    return (metricName(call.arguments[0]), Self.labels(set))
  }

  /// Sets that run together when they are joined without separators or escapes.
  static func labels(_ set: Int) -> MetricLabels {
    let values = [("x", "yz"), ("xy", "z"), ("x\",b=\"y", "z")][set]
    return ["a": values.0, "b": values.1]
  }
}

/// A metric of the spec by its name in the library.
func metricName(_ value: SpecificationValue) -> String {
  guard case .identity(let index) = value else {
    preconditionFailure("a name is an identity: \(value)")
  }
  return "metric\(index + 1)"
}
