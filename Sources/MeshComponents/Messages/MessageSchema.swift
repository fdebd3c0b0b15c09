/// A record: named, numbered and typed fields, in one version.
///
/// ```swift
/// let order = try MessageSchema(name: "Order", version: 2, fields: [
///   .init("id", 1, .int64),
///   .init("note", 3, .string, isOptional: true),
///   .init("lines", 4, .array(.string), default: []),
/// ], reserved: [2])
/// ```
///
/// JSON knows a field by its name, Protocol Buffers by its number, MessagePack by its position in
/// an array, Avro by its position in the writer's schema and its name in the reader's.
public struct MessageSchema: Hashable, Sendable {
  public let name: String
  /// Says which of the schemas of this name bytes were written with; at least 1.
  public let version: Int
  public let fields: [MessageField]
  /// Names that the record had before.
  public let aliases: [String]
  /// Numbers of fields that were given up, to be used for no other one.
  public let reserved: Set<Int>

  /// - Throws: `MessageSchemaError` when fields share a name or number, use one that is reserved or
  ///   does not exist, or have a default that is no value of theirs.
  public init(
    name: String, version: Int = 1, fields: [MessageField], aliases: [String] = [],
    reserved: Set<Int> = []
  ) throws(MessageSchemaError) {
    self.name = name
    self.version = version
    self.fields = fields
    self.aliases = aliases
    self.reserved = reserved
    try check()
  }

  func index(of name: String) -> Int? { fields.firstIndex { sameName($0.name, name) } }
}

/// A field of a record.
public struct MessageField: Hashable, Sendable {
  public let name: String
  /// Its tag in Protocol Buffers: 1 to 2²⁹-1, but for 19,000 to 19,999.
  public let number: Int
  public let type: MessageType
  /// May it be without a value? It is `.null` then: neither nothing nor zero.
  public let isOptional: Bool
  /// What a reader makes of a message whose writer did not have the field.
  ///
  /// Without one, Protocol Buffers takes zero, an empty string or the like, and other formats
  /// refuse the message.
  public let defaultValue: MessageValue?
  /// Names that the field had before.
  public let aliases: [String]

  public init(
    _ name: String, _ number: Int, _ type: MessageType, isOptional: Bool = false,
    default defaultValue: MessageValue? = nil, aliases: [String] = []
  ) {
    self.name = name
    self.number = number
    self.type = type
    self.isOptional = isOptional
    self.defaultValue = defaultValue
    self.aliases = aliases
  }

  /// What the field has where nothing was sent.
  var absentValue: MessageValue? { defaultValue ?? (isOptional ? .some(.null) : nil) }

  /// Is this what `other` was called, before or after?
  func isNamed(like other: MessageField) -> Bool {
    sameName(name, other.name) || aliases.contains { sameName($0, other.name) }
      || other.aliases.contains { sameName($0, name) }
  }
}

/// Why fields make no schema.
public enum MessageSchemaError: Error, Hashable, Sendable {
  case versionOutOfRange(Int)
  case nameTwice(String)
  case numberTwice(Int)
  case numberOutOfRange(Int)
  case numberIsReserved(Int)
  /// The default of the field of this name is no value of its type.
  case defaultDoesNotFit(String)
  /// An enumeration without symbols, with one twice, or whose default is none of them.
  case malformedEnumeration(String)
  /// A union without branches or with a union in it, or bytes fewer than none.
  case malformedType(String)
}
