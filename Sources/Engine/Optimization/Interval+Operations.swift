/// What an operation may give, where it gives anything, and whether it may fail.
struct IntervalResult: Equatable {
  var interval: Interval
  var mayFail = false

  init(_ interval: Interval, mayFail: Bool = false) {
    self.interval = interval
    self.mayFail = mayFail
  }
}

extension Opcode {
  /// The result of an operation on one or two scalars from what these may be; the second one of an
  /// operation on one scalar does not matter.
  func result(_ b: Interval, _ c: Interval) -> IntervalResult {
    switch self {
    case .add, .subtract, .multiply, .negate, .divide, .remainder, .minimum, .maximum:
      arithmetic(b, c)
    case .equal: IntervalResult(Interval(b.isEqual(to: c)))
    case .notEqual: IntervalResult(Interval(b.isEqual(to: c).map { !$0 }))
    case .less: IntervalResult(Interval(b.isLess(than: c)))
    case .lessOrEqual: IntervalResult(Interval(c.isLess(than: b).map { !$0 }))
    case .not: IntervalResult(Interval(b.truthValue.map { !$0 }))
    case .and: IntervalResult(Interval(Self.conjunction(b.truthValue, c.truthValue)))
    case .or:
      IntervalResult(
        Interval(
          Self.conjunction(b.truthValue.map { !$0 }, c.truthValue.map { !$0 }).map { !$0 }))
    case .equalBlock, .lessBlock, .testBit: IntervalResult(.truth)
    case .setBit, .clearBit, .bitAnd, .bitOr, .bitAndNot, .nextBit, .populationCount:
      IntervalResult(bits(b, c))
    default: IntervalResult(.all)
    }
  }

  private static func conjunction(_ a: Bool?, _ b: Bool?) -> Bool? {
    if a == false || b == false { return false }
    return a == true && b == true ? true : nil
  }

  private func arithmetic(_ b: Interval, _ c: Interval) -> IntervalResult {
    switch self {
    case .add:
      Self.sum(
        b.low.addingReportingOverflow(c.low), b.high.addingReportingOverflow(c.high), b.low,
        b.high)
    case .subtract: Self.difference(b, c)
    case .negate: Self.difference(Interval(0), b)
    case .multiply: Self.product(b, c)
    case .divide: Self.quotient(b, c)
    case .remainder: Self.remainder(b, c)
    case .minimum: IntervalResult(Interval(min(b.low, c.low), min(b.high, c.high)))
    default: IntervalResult(Interval(max(b.low, c.low), max(b.high, c.high)))
    }
  }

  private static func difference(_ b: Interval, _ c: Interval) -> IntervalResult {
    sum(
      b.low.subtractingReportingOverflow(c.high), b.high.subtractingReportingOverflow(c.low),
      b.low, b.high)
  }

  private typealias Partial = (partialValue: Int64, overflow: Bool)

  /// An end that overflows is where numbers end: on the side of the first operand's sign.
  private static func sum(
    _ low: Partial, _ high: Partial, _ firstLow: Int64, _ firstHigh: Int64
  ) -> IntervalResult {
    func end(_ partial: Partial, _ first: Int64) -> Int64 {
      partial.overflow ? (first < 0 ? .min : .max) : partial.partialValue
    }
    // 0 - .min overflows upwards, and 0 counts as not negative.
    return IntervalResult(
      Interval(end(low, firstLow), end(high, firstHigh)), mayFail: low.overflow || high.overflow)
  }

  private static func product(_ b: Interval, _ c: Interval) -> IntervalResult {
    let corners = [
      b.low.multipliedReportingOverflow(by: c.low), b.low.multipliedReportingOverflow(by: c.high),
      b.high.multipliedReportingOverflow(by: c.low),
      b.high.multipliedReportingOverflow(by: c.high),
    ]
    if corners.contains(where: \.overflow) { return IntervalResult(.all, mayFail: true) }
    return hull(corners.map(\.partialValue), mayFail: false)
  }

  private static func hull(_ values: [Int64], mayFail: Bool) -> IntervalResult {
    IntervalResult(Interval(values.min() ?? .min, values.max() ?? .max), mayFail: mayFail)
  }

  private static func mayFailDividing(_ b: Interval, _ c: Interval) -> Bool {
    c.contains(0) || b.low == .min && c.contains(-1)
  }

  /// Where the divisor has one sign, the quotient goes one way with each of the two.
  private static func quotient(_ b: Interval, _ c: Interval) -> IntervalResult {
    if mayFailDividing(b, c) { return IntervalResult(.all, mayFail: true) }
    return hull([b.low / c.low, b.low / c.high, b.high / c.low, b.high / c.high], mayFail: false)
  }

  /// It has the sign of the dividend, and is nearer to 0 than the divisor.
  private static func remainder(_ b: Interval, _ c: Interval) -> IntervalResult {
    let mayFail = mayFailDividing(b, c)
    let magnitude = max(c.low.magnitude, c.high.magnitude)
    let most = Int64(clamping: magnitude == 0 ? 0 : magnitude - 1)
    return IntervalResult(
      Interval(b.low >= 0 ? 0 : max(b.low, -most), b.high <= 0 ? 0 : min(b.high, most)),
      mayFail: mayFail)
  }

  // MARK: Sets of bits

  private func bits(_ b: Interval, _ c: Interval) -> Interval {
    switch self {
    case .bitAnd where b.low >= 0 && c.low >= 0: Interval(0, min(b.high, c.high))
    case .bitAnd where b.low >= 0: Interval(0, b.high)
    case .bitAnd where c.low >= 0: Interval(0, c.high)
    case .bitOr where b.low >= 0 && c.low >= 0:
      Interval(max(b.low, c.low), Self.ones(Self.length(max(b.high, c.high))))
    case .setBit where b.low >= 0 && c.low >= 0 && c.high <= 62:
      Interval(b.low, Self.ones(max(Self.length(b.high), Int(c.high) + 1)))
    case .clearBit where b.low >= 0, .bitAndNot where b.low >= 0: Interval(0, b.high)
    case .populationCount where b.low >= 0: Interval(0, Int64(Self.length(b.high)))
    case .populationCount: Interval(0, 64)
    case .nextBit: Interval(min(max(c.low, 0), 64), 64)
    default: .all
    }
  }

  /// How many bits a number that is not negative takes.
  private static func length(_ value: Int64) -> Int { 64 - value.leadingZeroBitCount }

  /// So many low bits, at most 63.
  private static func ones(_ count: Int) -> Int64 {
    Int64(bitPattern: count == 0 ? 0 : UInt64.max >> UInt64(64 - count))
  }
}
