extension ArithmeticOperator {
  /// The result in 64 bits; nil when there is none.
  package func apply(_ a: Int64, _ b: Int64) -> Int64? {
    let (value, overflow): (Int64, Bool)
    switch self {
    case .add: (value, overflow) = a.addingReportingOverflow(b)
    case .subtract: (value, overflow) = a.subtractingReportingOverflow(b)
    case .multiply: (value, overflow) = a.multipliedReportingOverflow(by: b)
    case .divide: (value, overflow) = a.dividedReportingOverflow(by: b)
    case .remainder: (value, overflow) = a.remainderReportingOverflow(dividingBy: b)
    }
    return overflow ? nil : value
  }

  /// The results for operands in two ranges; nil when some pair has none.
  ///
  /// Sums, differences and products of ranges have their extremes at the corners; a quotient by a
  /// positive number too. A remainder is smaller than the divisor and has the dividend's sign.
  package func range(_ a: IntegerRange, _ b: IntegerRange) -> IntegerRange? {
    switch self {
    case .add, .subtract, .multiply: return corners(a, b)
    case .divide: return b.low > 0 ? corners(a, b) : nil
    case .remainder:
      guard b.low > 0 else { return nil }
      let low = a.low >= 0 ? 0 : max(a.low, 1 - b.high)
      let high = a.high <= 0 ? 0 : min(a.high, b.high - 1)
      return IntegerRange(low: low, high: high)
    }
  }

  private func corners(_ a: IntegerRange, _ b: IntegerRange) -> IntegerRange? {
    let values = [
      apply(a.low, b.low), apply(a.low, b.high), apply(a.high, b.low), apply(a.high, b.high),
    ].compactMap { $0 }
    guard values.count == 4, let low = values.min(), let high = values.max() else { return nil }
    return IntegerRange(low: low, high: high)
  }
}
