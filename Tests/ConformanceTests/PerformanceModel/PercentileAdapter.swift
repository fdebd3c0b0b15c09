import Conformance
import MeshComponents

/// The library's latencies behind the calls of `specs/components/percentile.mesh`.
struct PercentileAdapter: ImplementationUnderTest {
  private var latencies = Latencies<Int>()

  mutating func reset() { latencies = Latencies() }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "record":
      latencies.record(number(call.arguments[0]))
      return .nothing
    case "percentile":
      let percentile = Percentile(Double(number(call.arguments[0])))
      return latencies.percentile(percentile).map { .integer(Int64($0)) } ?? .none
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }
}

/// The library's histogram, which is exact where values are small.
struct LatencyHistogramAdapter: ImplementationUnderTest {
  private var histogram = LatencyHistogram(precision: 1)

  mutating func reset() { histogram = LatencyHistogram(precision: 1) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "record":
      histogram.record(nanoseconds: UInt64(number(call.arguments[0])))
      return .nothing
    case "percentile":
      let percentile = Percentile(Double(number(call.arguments[0])))
      return histogram.percentile(percentile).map { .integer(Int64($0)) } ?? .none
    default:
      preconditionFailure("the spec has no other call: \(call)")
    }
  }
}
