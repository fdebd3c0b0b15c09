/// MessagePack, the whole of its specification (github.com/msgpack/msgpack, spec.md).
///
/// ```swift
/// let bytes = try MessagePackCodec().encode(["compact": true, "schema": 0])
/// ```
///
/// Integers, strings, bytes, arrays, maps, extensions and timestamps are written in the smallest
/// form that holds them, doubles in 64 bits; each form is read, needlessly large ones too. A key
/// twice in a map is refused, as are strings that are no UTF-8.
public struct MessagePackCodec: MessageCodec {
  public let limits: MessageLimits
  public var format: MessageFormat { .messagePack }

  public init(limits: MessageLimits = .init()) { self.limits = limits }

  /// - Complexity: O(bytes).
  /// - Throws: `MessageError` for what has more than 2³²-1 bytes or elements, and beyond the
  ///   limit of depth.
  public func encode(_ value: MessageValue) throws(MessageError) -> [UInt8] {
    var writer = MessagePackWriter(limits: limits)
    try writer.append(value, depth: 0)
    return writer.bytes
  }

  /// - Complexity: O(bytes).
  /// - Throws: `MessageError` for what is no MessagePack, and beyond the limits.
  public func decode(_ bytes: [UInt8]) throws(MessageError) -> MessageValue {
    var reader = MessagePackReader(input: try ByteReader(bytes, limits: limits))
    let value = try reader.value(depth: 0)
    try reader.input.finish()
    return value
  }
}
