/// What a message says, in a form that no wire format has a hand in.
///
/// ```swift
/// let order: MessageValue = ["id": 7, "paid": true, "lines": ["tea", "milk"]]
/// let bytes = try MessagePackCodec().encode(order)
/// ```
///
/// Two values are equal when any codec would write them alike: integers by their number, whichever
/// case holds it; doubles by their bits, so NaN equals itself and -0 is not 0; strings by their
/// code points (Swift's own equality takes "é" in one code point for "é" in two, and names of
/// fields on the wire do not); maps without regard to order.
public enum MessageValue: Sendable {
  case null
  case bool(Bool)
  /// An integer; decoders give each one that fits in this case.
  case int(Int64)
  /// An integer that may be above `Int64.max`.
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case array([MessageValue])
  /// A map or a record: a record's keys are the names of its fields.
  case map(MessageMap)
  /// A point in time; MessagePack has a form for it.
  case timestamp(MessageTimestamp)
  /// MessagePack's way out for what it has no form for.
  case ext(MessageExtension)

  /// An integer in the case that decoders give it.
  public static func integer(_ number: UInt64) -> MessageValue {
    Int64(exactly: number).map(MessageValue.int) ?? .uint(number)
  }

  /// The integer, if this is one that fits.
  public var int64: Int64? {
    switch self {
    case .int(let number): number
    case .uint(let number): Int64(exactly: number)
    case .null, .bool, .double, .string, .bytes, .array, .map, .timestamp, .ext: nil
    }
  }

  /// The integer, if this is one that is not negative.
  public var uint64: UInt64? {
    switch self {
    case .int(let number): UInt64(exactly: number)
    case .uint(let number): number
    case .null, .bool, .double, .string, .bytes, .array, .map, .timestamp, .ext: nil
    }
  }

  /// The value's kind in a word, as errors name it.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int, .uint: "integer"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .array: "array"
    case .map: "map"
    case .timestamp: "timestamp"
    case .ext: "extension"
    }
  }
}

/// Seconds and nanoseconds since the first of January 1970, UTC.
public struct MessageTimestamp: Hashable, Sendable {
  public let seconds: Int64
  /// Always forward from `seconds`; less than a thousand million.
  public let nanoseconds: UInt32

  /// - Returns: nil when there are a thousand million nanoseconds or more.
  public init?(seconds: Int64, nanoseconds: UInt32) {
    guard nanoseconds < 1_000_000_000 else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }
}

/// Bytes of a type that applications agree on: 0 to 127 are theirs, below 0 is MessagePack's.
public struct MessageExtension: Hashable, Sendable {
  /// What `data` is; -1, the timestamp, has a case of its own.
  public let type: Int8
  public let data: [UInt8]

  public init(type: Int8, data: [UInt8]) {
    self.type = type
    self.data = data
  }
}
