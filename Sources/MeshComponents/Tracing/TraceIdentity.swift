/// The name of a trace: 16 bytes, not all zero.
public struct TraceID: Hashable, Sendable {
  public let high: UInt64
  public let low: UInt64

  /// - Returns: nil when all bytes are zero, which W3C Trace Context reserves for "no trace".
  public init?(high: UInt64, low: UInt64) {
    guard high != 0 || low != 0 else { return nil }
    self.high = high
    self.low = low
  }
}

/// The name of a span within its trace: 8 bytes, not all zero.
public struct SpanID: Hashable, Sendable {
  public let value: UInt64

  /// - Returns: nil when all bytes are zero, which W3C Trace Context reserves for "no span".
  public init?(_ value: UInt64) {
    guard value != 0 else { return nil }
    self.value = value
  }
}

extension TraceID: CustomStringConvertible {
  /// 32 lower-case hexadecimal digits.
  public var description: String { hexadecimal(high) + hexadecimal(low) }
}

extension SpanID: CustomStringConvertible {
  /// 16 lower-case hexadecimal digits.
  public var description: String { hexadecimal(value) }
}

private func hexadecimal(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
