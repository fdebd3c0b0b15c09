/// Avro's binary encoding, read by way of schema resolution (Apache Avro 1.12, specification).
///
/// ```swift
/// let codec = AvroCodec(writer: orderV1, reader: orderV2)
/// let order = try codec.decode(bytesOfAnOldService)
/// ```
///
/// Bytes have neither names nor numbers: without the writer's schema they cannot be read, and with
/// the wrong one they are read wrongly. An optional field is a union with null, which is the first
/// branch unless the field has a default other than null. `int32` and the other signed 32-bit
/// types are Avro's `int`, all others its `long`; what is above `Int64.max` is refused.
public struct AvroCodec: MessageCodec {
  /// What `encode` writes with, and what bytes for `decode` were written with.
  public let writer: MessageSchema
  /// What `decode` gives.
  public let reader: MessageSchema
  public let limits: MessageLimits
  private let resolution: AvroResolution
  public var format: MessageFormat { .avro }

  /// - Complexity: O(fields²) for each record: resolving is done here, once for all messages.
  public init(
    writer: MessageSchema, reader: MessageSchema? = nil, limits: MessageLimits = .init()
  ) {
    self.writer = writer
    self.reader = reader ?? writer
    self.limits = limits
    resolution = AvroResolution(writer: .record(writer), reader: .record(self.reader))
  }

  /// - Throws: `MessageError` for what is no value of the writer's schema.
  public func encode(_ value: MessageValue) throws(MessageError) -> [UInt8] {
    var output = AvroWriter(limits: limits)
    try output.append(.record(writer), value, depth: 0)
    return output.bytes
  }

  /// - Complexity: O(bytes), and what defaults take that are filled in.
  /// - Throws: `MessageError` for what is no message of the writer's schema, for a value that the
  ///   reader's cannot hold, and beyond the limits.
  public func decode(_ bytes: [UInt8]) throws(MessageError) -> MessageValue {
    var input = AvroReader(input: try ByteReader(bytes, limits: limits))
    let value = try input.value(resolution, depth: 0)
    try input.input.finish()
    return value
  }
}

extension MessageField {
  /// The type with null beside it where the field is optional.
  var avroType: MessageType {
    guard isOptional else { return type }
    let branches: [MessageType]
    if case .union(let types) = type { branches = types } else { branches = [type] }
    // A union's default is a value of its first branch.
    let isNullFirst = defaultValue.map { $0 == .null } ?? true
    return .union(isNullFirst ? [.null] + branches : branches + [.null])
  }
}

extension MessageInteger {
  /// Avro's `int`, or its `long`?
  var isAvroInt: Bool { isSigned && bitWidth == 32 }
}
