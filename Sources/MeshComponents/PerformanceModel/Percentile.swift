/// Which part of the values is not above the one that is asked for: `50` is the median, `99.9`.
///
/// It is kept in millionths of a percent, so that the rank is worked out in whole numbers: with
/// `Double` the rank of 99.9 percent of 1,000 values comes out as 1,000 instead of 999.
///
/// ```swift
/// let tail: Percentile = 99.9
/// ```
public struct Percentile: Hashable, Comparable, Sendable {
  /// From 1 to 100 000 000.
  public let millionths: Int

  private static let whole = 100_000_000

  /// - Parameter percent: above 0 and at most 100, rounded to a millionth.
  public init(_ percent: Double) {
    precondition(percent > 0 && percent <= 100, "a percentile of \(percent)")
    millionths = max(1, Int((percent * 1_000_000).rounded()))
  }

  /// The place of the percentile among `count` values in order, counted from 1: the least whole
  /// number that is not below `percent / 100 · count`.
  ///
  /// Source: nearest rank, NIST/SEMATECH e-Handbook of Statistical Methods, section 7.2.6.2.
  public func rank(of count: Int) -> Int {
    let (high, low) = millionths.multipliedFullWidth(by: count)
    let (quotient, remainder) = Self.whole.dividingFullWidth((high, low))
    return quotient + (remainder > 0 ? 1 : 0)
  }

  public static func < (a: Percentile, b: Percentile) -> Bool { a.millionths < b.millionths }
}

extension Percentile: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  public init(integerLiteral value: Int) { self.init(Double(value)) }
  public init(floatLiteral value: Double) { self.init(value) }
}
