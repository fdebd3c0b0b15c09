import Synchronization

/// A counter's value: only ever added to, so equal readings mean that nothing happened in between.
///
/// Whole numbers and fractions are kept apart: adding one is then a single instruction of the
/// processor, as in Prometheus' client for Go.
final class CounterCell: Sendable {
  private let whole = Atomic<UInt64>(0)
  /// The bits of a `Double`.
  private let fraction = Atomic<UInt64>(0)

  func add(_ amount: UInt64) { whole.wrappingAdd(amount, ordering: .sequentiallyConsistent) }

  func add(_ amount: Double) {
    var seen = fraction.load(ordering: .sequentiallyConsistent)
    while true {
      let next = (Double(bitPattern: seen) + amount).bitPattern
      let result = fraction.weakCompareExchange(
        expected: seen, desired: next, ordering: .sequentiallyConsistent)
      if result.exchanged { return }
      seen = result.original
    }
  }

  var version: MetricVersion {
    MetricVersion(
      first: whole.load(ordering: .sequentiallyConsistent),
      second: fraction.load(ordering: .sequentiallyConsistent))
  }
}

/// A gauge's value, and how often it was written: a level may come back to what it was before.
final class GaugeCell: Sendable {
  private let state = Mutex((value: 0.0, updates: UInt64(0)))

  func update(_ change: (inout Double) -> Void) {
    state.withLock { state in
      change(&state.value)
      state.updates &+= 1
    }
  }

  var reading: (value: Double, updates: UInt64) { state.withLock { $0 } }
}

/// Differs between two readings of a cell if it was written in between.
struct MetricVersion: Hashable, Sendable {
  var first: UInt64
  var second: UInt64 = 0
}

/// Where a series keeps its value.
enum MetricCell: Sendable {
  case counter(CounterCell)
  case gauge(GaugeCell)
  case histogram(HistogramCell)

  /// The value, and the version that it is of.
  var reading: (value: MetricValue, version: MetricVersion) {
    switch self {
    case .counter(let cell):
      let version = cell.version
      return (.counter(Double(version.first) + Double(bitPattern: version.second)), version)
    case .gauge(let cell):
      let (value, updates) = cell.reading
      return (.gauge(value), MetricVersion(first: updates))
    case .histogram(let cell):
      let state = cell.reading
      let histogram = HistogramValue(
        bounds: cell.bounds, counts: state.counts, sum: state.sum, count: state.count)
      return (.histogram(histogram), MetricVersion(first: state.count))
    }
  }

  var version: MetricVersion {
    switch self {
    case .counter(let cell): cell.version
    case .gauge(let cell): MetricVersion(first: cell.reading.updates)
    case .histogram(let cell): MetricVersion(first: cell.reading.count)
    }
  }
}
