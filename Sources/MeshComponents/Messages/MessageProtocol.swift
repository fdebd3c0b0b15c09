/// What two services speak with one another: formats, schemas, and what was agreed on.
///
/// ```swift
/// var exchange = MessageProtocol(reader: orderV2, known: [orderV1, orderV2])
/// exchange.negotiate(offers: [.init(.avro), .init(.json)], accepted: try .init("avro/binary"))
/// let message = try exchange.encode(order, as: orderV1)
/// let read = try exchange.decode(message)  // as an Order of version 2
/// ```
///
/// A message is read rightly or refused, never misread (Definition 5.1 of the theory; the open
/// model of `specs/components/protocol.mesh`): whoever cannot tell what bytes mean, because they
/// are of a format that was not asked for, or of a schema that is unknown or incompatible, says so.
/// A value, which tasks that share it put behind a lock of their own.
public struct MessageProtocol: Sendable {
  /// What the receiver takes.
  public private(set) var accepted = MessagePreferences([])
  /// What was agreed on: nil before, and where nothing could be.
  public private(set) var agreed: MessageOffer?
  /// The schema that messages are read as.
  public private(set) var reader: MessageSchema
  /// The schemas that the receiver has, or can look up, by version.
  private var known: [Int: KnownSchema] = [:]
  public let limits: MessageLimits

  public init(
    reader: MessageSchema, known: [MessageSchema] = [], limits: MessageLimits = .init()
  ) {
    self.reader = reader
    self.limits = limits
    know(own: reader, known: known)
  }

  /// The receiver reads with schema `own`, and knows those, its own included.
  /// - Complexity: O(schemas · fields²): what can be read is worked out here, once for all
  ///   messages.
  public mutating func know(own: MessageSchema, known schemas: [MessageSchema]) {
    reader = own
    known = [:]
    for schema in schemas + [own] {
      known[schema.version] = KnownSchema(writer: schema, reader: own, limits: limits)
    }
  }

  /// Sender and receiver say what they can do.
  /// - Returns: the offer that the receiver takes most gladly, the sender's first of those that
  ///   are equal; nil where they have nothing in common, or the receiver takes none.
  @discardableResult
  public mutating func negotiate(
    offers: [MessageOffer], accepted: MessagePreferences
  ) -> MessageOffer? {
    self.accepted = accepted
    agreed = accepted.choice(among: offers)
    return agreed
  }

  /// Writes a message of `schema` in the format that was agreed on, with its mark.
  /// - Throws: `MessageError`: nothing was agreed on, or this is no value of the schema.
  public func encode(
    _ value: MessageValue, as schema: MessageSchema
  ) throws(MessageError) -> EncodedMessage {
    guard let format = agreed?.format else { throw MessageError(.nothingAgreed) }
    let type = MessageType.record(schema)
    let content: [UInt8]
    switch format {
    case .json:
      content = try JSONCodec(limits: limits).encode(
        try SchemaLayout.names.written(value, as: type))
    case .protocolBuffers:
      content = try ProtobufCodec(schema: schema, limits: limits).encode(value)
    case .messagePack:
      content = try MessagePackCodec(limits: limits).encode(
        try SchemaLayout.positions.written(value, as: type))
    case .avro: content = try AvroCodec(writer: schema, limits: limits).encode(value)
    }
    return EncodedMessage(format: format, version: schema.version, content: content)
  }

  /// Reads bytes, whoever wrote them, as a message of the reader's schema.
  /// - Throws: `MessageError`: of another format than the receiver takes, of a schema that it
  ///   would have to know or that its own is not compatible with, or malformed.
  public func decode(_ message: EncodedMessage) throws(MessageError) -> MessageValue {
    let format = message.format
    guard accepted.takes(format) else { throw MessageError(.formatNotAccepted(format)) }
    let version = message.version ?? reader.version
    let writer = known[version]
    if let reason = writer?.refusals[format] { throw MessageError(.incompatible(reason)) }
    switch format {
    case .json:
      let value = try JSONCodec(limits: limits).decode(message.content)
      return try SchemaLayout.names.read(value, as: .record(reader))
    case .protocolBuffers:
      return try ProtobufCodec(schema: reader, limits: limits).decode(message.content)
    case .messagePack:
      guard let writer else { throw MessageError(.unknownSchema(version: version)) }
      let value = try MessagePackCodec(limits: limits).decode(message.content)
      try SchemaLayout.checkLengths(of: value, as: .record(writer.schema))
      return try SchemaLayout.positions.read(value, as: .record(reader))
    case .avro:
      guard let writer else { throw MessageError(.unknownSchema(version: version)) }
      return try writer.avro.decode(message.content)
    }
  }
}

/// A schema that messages may have been written with, as one reader sees it.
private struct KnownSchema: Sendable {
  /// Why the reader cannot read messages of it in a format, where it cannot; Avro's are refused by
  /// the codec, as they come.
  var refusals: [MessageFormat: MessageIncompatibility] = [:]
  let avro: AvroCodec

  var schema: MessageSchema { avro.writer }

  init(writer: MessageSchema, reader: MessageSchema, limits: MessageLimits) {
    avro = AvroCodec(writer: writer, reader: reader, limits: limits)
    for format in MessageFormat.allCases where format != .avro {
      refusals[format] = format.incompatibilities(writer: writer, reader: reader).first
    }
  }
}
