/// Why a message could not be written or read, and where.
///
/// ```swift
/// do { _ = try JSONCodec().decode(bytes) } catch {
///   log("refused at byte \(error.offset ?? 0): \(error.reason)")
/// }
/// ```
public struct MessageError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The bytes end before the value does.
    case truncated
    /// So many bytes follow the value.
    case trailingBytes(Int)
    /// Nested deeper than `MessageLimits.depthMax`.
    case tooDeep(limit: Int)
    /// More bytes or elements than `MessageLimits` allows.
    case tooLarge(limit: Int)
    /// A byte that nothing may start with here.
    case unexpectedByte(UInt8)
    case invalidUTF8
    /// An escape of JSON that does not exist, or half of a surrogate pair.
    case invalidEscape
    /// Not a number in the format's grammar, or a varint that goes on too long.
    case invalidNumber
    /// A number that its type cannot hold.
    case numberOutOfRange
    /// A length or count below zero, or one that the type does not have.
    case invalidLength(Int64)
    case duplicateKey(MessageValue)
    case invalidBase64
    /// Nanoseconds of a thousand million or more, or a length that no timestamp has.
    case invalidTimestamp
    /// A field number or wire type of Protocol Buffers that there cannot be here.
    case invalidTag(UInt64)
    /// A symbol, or its number, that an enumeration does not have.
    case unknownSymbol(String)
    /// A branch that a union does not have.
    case unknownBranch(Int64)
    case mismatch(expected: String, found: String)
    /// A field that has neither value nor default.
    case missingField(String)
    /// A field to be written that the schema does not have.
    case unknownField(String)
    /// What the format has no form for.
    case unsupported(String, by: MessageFormat)
    /// Written with a schema that the reader's cannot make sense of.
    case incompatible(MessageIncompatibility)
    /// Written with a schema that the reader does not know and would need.
    case unknownSchema(version: Int)
    /// In a format that the receiver did not say it could read.
    case formatNotAccepted(MessageFormat)
    /// Sender and receiver have no format in common, or have not negotiated yet.
    case nothingAgreed
    /// Not a list of media ranges, or no media type of a message.
    case malformedMediaType
  }

  public let reason: Reason
  /// Bytes before the one at which reading stopped; nil when writing, or of no use.
  public let offset: Int?

  public init(_ reason: Reason, at offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }
}

/// How much a message may ask for.
///
/// Decoders recurse as deep as `depthMax` and no deeper, and never set memory aside because bytes
/// say that much will follow.
public struct MessageLimits: Hashable, Sendable {
  /// Containers within containers.
  public var depthMax: Int
  /// Bytes of one encoded message.
  public var bytesMax: Int
  /// Elements of all arrays and maps of one message together. Bytes alone do not bound them: Avro
  /// writes a null in none.
  public var elementsMax: Int

  public init(depthMax: Int = 64, bytesMax: Int = 64 << 20, elementsMax: Int = 1_000_000) {
    precondition(depthMax >= 0 && bytesMax >= 0 && elementsMax >= 0, "a limit below zero")
    self.depthMax = depthMax
    self.bytesMax = bytesMax
    self.elementsMax = elementsMax
  }
}
