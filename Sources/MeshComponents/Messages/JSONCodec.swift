/// JSON (RFC 8259), as strict as the RFC lets a parser be.
///
/// ```swift
/// let bytes = try JSONCodec().encode(["id": 7, "tags": ["new"]])  // {"id":7,"tags":["new"]}
/// ```
///
/// Integers are exact over the whole of `Int64` and `UInt64`, and refused beyond; what has a
/// fraction or an exponent is a double. A name twice in an object is refused, as are bytes that
/// are no UTF-8, lone surrogates, and anything after the value. `.bytes` are written as base64,
/// and come back as a string: JSON has no form for them, and only a schema can say that they are
/// meant. NaN, infinities, timestamps and extensions are refused.
public struct JSONCodec: MessageCodec {
  public let limits: MessageLimits
  public var format: MessageFormat { .json }

  public init(limits: MessageLimits = .init()) { self.limits = limits }

  /// - Complexity: O(bytes).
  /// - Throws: `MessageError` for what JSON has no form for, and beyond the limit of depth.
  public func encode(_ value: MessageValue) throws(MessageError) -> [UInt8] {
    var writer = JSONWriter(limits: limits)
    try writer.append(value, depth: 0)
    return writer.text
  }

  /// - Complexity: O(bytes).
  /// - Throws: `MessageError` for what is no JSON, and beyond the limits.
  public func decode(_ bytes: [UInt8]) throws(MessageError) -> MessageValue {
    var reader = JSONReader(input: try ByteReader(bytes, limits: limits))
    return try reader.document()
  }
}
