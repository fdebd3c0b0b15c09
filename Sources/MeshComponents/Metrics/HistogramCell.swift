import Synchronization

/// A histogram's counts, bucket by bucket, and the sum of what was observed.
///
/// They are kept in parts, of which each thread has its own, since threads that wait for one lock
/// were measured to take twelve times as long as one alone. A reading adds the parts up one after
/// the other. No count ever falls, so two readings with one total had the same in every part, and
/// what the first has read stood when it ended: the double collect of `MetricsStorage` needs no
/// more.
final class HistogramCell: Sendable {
  struct State: Sendable {
    /// By bucket, not cumulated; the last is that of values above all bounds.
    var counts: [UInt64]
    var sum = 0.0
    var count: UInt64 = 0

    static func += (total: inout State, part: State) {
      for bucket in part.counts.indices { total.counts[bucket] &+= part.counts[bucket] }
      total.sum += part.sum
      total.count &+= part.count
    }
  }

  /// What some of the threads have observed.
  private struct Part: ~Copyable, Sendable {
    /// Before and after the state, so that in its cache line there is neither another part nor
    /// what all threads read.
    private let before = InlineArray<8, UInt64>(repeating: 0)
    /// Without counts until there is something to count, as most parts stay idle.
    let state = Mutex(State(counts: []))
    private let after = InlineArray<8, UInt64>(repeating: 0)
  }

  /// A power of two; 1.3 kB together.
  private static let partCount = 8

  let bounds: [Double]
  private let parts: InlineArray<8, Part>

  init(bounds: [Double]) {
    self.bounds = bounds
    parts = InlineArray { _ in Part() }
  }

  func observe(_ value: Double) {
    let bucket = self.bucket(of: value)
    parts[Stripe.own & (Self.partCount - 1)].state.withLock { state in
      if state.counts.isEmpty { state.counts = startingCounts }
      state.counts[bucket] &+= 1
      state.sum += value
      state.count &+= 1
    }
  }

  var reading: State {
    var total = State(counts: startingCounts)
    for index in parts.indices { total += parts[index].state.withLock { $0 } }
    return total
  }

  /// Zeros, and behind them room for a pair of cache lines, as two parts' may be neighbours.
  private var startingCounts: [UInt64] {
    var counts: [UInt64] = []
    counts.reserveCapacity(bounds.count + 1 + 16)
    counts.append(contentsOf: repeatElement(0, count: bounds.count + 1))
    return counts
  }

  /// The first bucket whose bound is not below the value, by halving.
  private func bucket(of value: Double) -> Int {
    var low = 0
    var high = bounds.count
    while low < high {
      let middle = (low + high) / 2
      if value <= bounds[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
