/// Percentiles of any number of latencies in a fixed amount of memory, with a bounded error.
///
/// ```swift
/// var histogram = LatencyHistogram()
/// histogram.record(nanoseconds: 1_250_000)
/// let tail = histogram.percentile(99.9)
/// ```
///
/// What it says of a percentile is never below the exact one by nearest rank, and above it by at
/// most `errorMax` of it, 1/128 unless told otherwise; values below 256 are exact. Between two
/// powers of two there is the same number of equally wide buckets, so the width of a bucket is at
/// most that part of the values in it. Histograms of several threads or hosts are added up without
/// further error, which percentiles are not.
///
/// Source: G. Tene's HdrHistogram, http://hdrhistogram.org, has this layout; bounds on the relative
/// error of such sketches: C. Masson, J. E. Rim, H. K. Lee, "DDSketch", PVLDB 12(12), 2019,
/// doi:10.14778/3352063.3352135.
public struct LatencyHistogram: Sendable {
  /// Buckets between two powers of two, as a power of two.
  private let precision: Int
  private var counts: [UInt64]
  public private(set) var count = 0
  /// The greatest value, exact; 0 where nothing was recorded.
  public private(set) var greatest: UInt64 = 0

  /// - Parameter precision: from 1 to 14; the error is at most 2 to the power of its negative, and
  ///   the memory 8 · (65 - precision) · 2^precision bytes: 58 KiB for 7.
  public init(precision: Int = 7) {
    precondition((1...14).contains(precision), "a precision of \(precision)")
    self.precision = precision
    counts = Array(repeating: 0, count: (65 - precision) << precision)
  }

  /// The part of the exact value that a percentile may be above it.
  public var errorMax: Double { 1 / Double(1 << precision) }

  /// A request took this long.
  /// - Complexity: O(1), without allocation.
  public mutating func record(nanoseconds value: UInt64) {
    counts[bucket(of: value)] += 1
    count += 1
    greatest = max(greatest, value)
  }

  /// Adds what another histogram of the same precision has counted.
  public mutating func merge(_ other: LatencyHistogram) {
    precondition(precision == other.precision, "histograms of different precision")
    for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
    count += other.count
    greatest = max(greatest, other.greatest)
  }

  /// The percentile in nanoseconds; nil where nothing was recorded.
  /// - Complexity: O(buckets).
  public func percentile(_ percentile: Percentile) -> UInt64? {
    guard count > 0 else { return nil }
    let rank = UInt64(percentile.rank(of: count))
    var seen: UInt64 = 0
    for bucket in counts.indices {
      seen += counts[bucket]
      if seen >= rank { return min(greatestValue(in: bucket), greatest) }
    }
    preconditionFailure("\(count) values, of which \(seen) are in buckets")
  }

  /// The leading digit and `precision` more of a value in binary, and how many follow.
  private func bucket(of value: UInt64) -> Int {
    let width = UInt64.bitWidth - value.leadingZeroBitCount
    let dropped = max(0, width - precision - 1)
    return dropped << precision + Int(value >> UInt64(dropped))
  }

  private func greatestValue(in bucket: Int) -> UInt64 {
    let dropped = max(0, bucket >> precision - 1)
    let leading = UInt64(bucket - dropped << precision)
    return leading << UInt64(dropped) | ((1 << UInt64(dropped)) - 1)
  }
}
