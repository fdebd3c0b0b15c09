/// How the two formats that describe themselves carry values of a schema.
enum SchemaLayout {
  /// Records are maps by name, bytes base64: JSON.
  case names
  /// Records are arrays in the order of the fields: MessagePack.
  case positions

  /// The value as it goes to the codec.
  func written(_ value: MessageValue, as type: MessageType) throws(MessageError) -> MessageValue {
    switch (type, value) {
    case (.record(let schema), _):
      var parts: [MessageValue] = []
      for (field, value) in zip(schema.fields, try schema.values(of: value)) {
        let isNull = field.isOptional && value == .null
        parts.append(isNull ? .null : try written(value, as: field.type))
      }
      return self == .names ? schema.record(of: parts) : .array(parts)
    case (.array(let type), .array(let elements)):
      return .array(try elements.map { (part) throws(MessageError) in try written(part, as: type) })
    case (.map(let type), .map(let map)) where type != .null:
      var parts = MessageMap()
      for entry in map.entries {
        parts.insert(try written(entry.value, as: type), for: entry.key)
      }
      return .map(parts)
    case (.union, _): throw MessageError(.unsupported("union", by: format))
    default:
      guard type.accepts(value) else { throw type.refusal(of: value) }
      return value
    }
  }

  private var format: MessageFormat { self == .names ? .json : .messagePack }

  /// The value that the codec gave, as one of the type.
  func read(_ value: MessageValue, as type: MessageType) throws(MessageError) -> MessageValue {
    switch (type, value) {
    case (.record(let schema), .map(let map)) where self == .names:
      return try record(schema) { field in
        map[field.name] ?? field.aliases.lazy.compactMap { map[$0] }.first
      }
    case (.record(let schema), .array(let elements)) where self == .positions:
      guard elements.count <= schema.fields.count else {
        throw MessageError(.invalidLength(Int64(elements.count)))
      }
      var rest = elements.makeIterator()
      return try record(schema) { _ in rest.next() }
    case (.array(let type), .array(let elements)):
      return .array(try elements.map { (part) throws(MessageError) in try read(part, as: type) })
    case (.map(let type), .map(let map)):
      var parts = MessageMap()
      for entry in map.entries {
        guard case .string = entry.key else { throw MessageType.string.refusal(of: entry.key) }
        parts.insert(try read(entry.value, as: type), for: entry.key)
      }
      return .map(parts)
    default: return try readSingle(value, as: type)
    }
  }

  /// Refuses arrays of MessagePack that stand for records and have more or fewer elements than
  /// their writer's schema has fields: the reader's may have more, and would fill in defaults.
  static func checkLengths(
    of value: MessageValue, as writer: MessageType
  ) throws(MessageError) {
    switch (writer, value) {
    case (.record(let schema), .array(let elements)):
      guard elements.count == schema.fields.count else {
        throw MessageError(.invalidLength(Int64(elements.count)))
      }
      for (field, element) in zip(schema.fields, elements) {
        try checkLengths(of: element, as: field.type)
      }
    case (.array(let type), .array(let elements)):
      for element in elements { try checkLengths(of: element, as: type) }
    case (.map(let type), .map(let map)):
      for entry in map.entries { try checkLengths(of: entry.value, as: type) }
    default: break
    }
  }

  private func record(
    _ schema: MessageSchema, _ find: (MessageField) -> MessageValue?
  ) throws(MessageError) -> MessageValue {
    var values: [MessageValue] = []
    for field in schema.fields {
      if let value = find(field) {
        // Null is a value like others: it does not ask for the default.
        let isNull = field.isOptional && value == .null
        values.append(isNull ? .null : try read(value, as: field.type))
      } else if let value = field.absentValue {
        values.append(value)
      } else {
        throw MessageError(.missingField(field.name))
      }
    }
    return schema.record(of: values)
  }

  private func readSingle(
    _ value: MessageValue, as type: MessageType
  ) throws(MessageError) -> MessageValue {
    var read = value
    switch (type, value) {
    case (.bytes, .string(let text)) where self == .names,
      (.fixed, .string(let text)) where self == .names:
      guard let bytes = Base64.decode(text.utf8) else { throw MessageError(.invalidBase64) }
      read = .bytes(bytes)
    case (.double, .int(let number)), (.float, .int(let number)):
      // Whoever has doubles only may write those without a fraction as integers.
      guard let exact = Double(exactly: number) else { throw MessageError(.numberOutOfRange) }
      read = .double(exact)
    case (.union, _): throw MessageError(.unsupported("union", by: format))
    default: break
    }
    guard type.accepts(read) else { throw type.refusal(of: read) }
    if type == .float, case .double(let number) = read { return .double(Double(Float(number))) }
    return read
  }
}
