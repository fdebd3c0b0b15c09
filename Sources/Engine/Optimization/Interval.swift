/// Numbers between two ends, both included: what a value may be.
struct Interval: Hashable {
  let low: Int64
  let high: Int64

  static let all = Interval(.min, .max)
  static let truth = Interval(0, 1)

  init(_ low: Int64, _ high: Int64) {
    assert(low <= high)
    self.low = low
    self.high = high
  }

  init(_ value: Int64) { self.init(value, value) }

  init(_ truth: Bool?) {
    switch truth {
    case true: self.init(1)
    case false: self.init(0)
    default: self = .truth
    }
  }

  /// What a field may hold, by its bits.
  init(_ field: StateField) {
    let span = field.width == 0 ? 0 : UInt64.max >> UInt64(64 - field.width)
    let high = field.minimum &+ Int64(bitPattern: span)
    let hasWrapped = field.width == 64 ? field.minimum != .min : high < field.minimum
    self = hasWrapped ? .all : Interval(field.minimum, high)
  }

  /// The only number, when there is one.
  var single: Int64? { low == high ? low : nil }

  /// Whether a value is true, that is, not 0; nil where it may be both.
  var truthValue: Bool? {
    if low > 0 || high < 0 { return true }
    return low == 0 && high == 0 ? false : nil
  }

  func contains(_ other: Interval) -> Bool { low <= other.low && other.high <= high }
  func contains(_ value: Int64) -> Bool { low <= value && value <= high }

  func union(_ other: Interval) -> Interval {
    Interval(min(low, other.low), max(high, other.high))
  }

  /// nil when nothing is in both.
  func intersection(_ other: Interval) -> Interval? {
    let (low, high) = (max(low, other.low), min(high, other.high))
    return low <= high ? Interval(low, high) : nil
  }

  /// The same without a number at one of its ends; nil when nothing is left.
  func without(_ value: Int64) -> Interval? {
    if low == high { return low == value ? nil : self }
    if value == low { return Interval(low + 1, high) }
    return value == high ? Interval(low, high - 1) : self
  }

  /// Whether `self < other`, when that is certain.
  func isLess(than other: Interval) -> Bool? {
    if high < other.low { return true }
    return low >= other.high ? false : nil
  }

  /// Whether both are the same number, when that is certain.
  func isEqual(to other: Interval) -> Bool? {
    if intersection(other) == nil { return false }
    return single != nil && single == other.single ? true : nil
  }
}
