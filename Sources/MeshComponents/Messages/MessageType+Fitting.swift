extension MessageField {
  /// Is this a value of the field?
  func accepts(_ value: MessageValue) -> Bool {
    isOptional && value == .null || type.accepts(value)
  }
}

extension MessageType {
  /// Is this a value of the type?
  /// - Complexity: O(value · unions around one another).
  func accepts(_ value: MessageValue) -> Bool {
    switch (self, value) {
    case (.null, .null), (.bool, .bool), (.double, .double), (.string, .string),
      (.bytes, .bytes):
      return true
    case (.float, .double(let number)): return number.isFinite == Float(number).isFinite
    case (.integer(let integer), _): return integer.bits(of: value) != nil
    case (.fixed(_, let count), .bytes(let bytes)): return bytes.count == count
    case (.enumeration(let enumeration), .string(let name)):
      return enumeration.index(of: name) != nil
    case (.record(let schema), .map):
      guard let values = try? schema.values(of: value) else { return false }
      return zip(schema.fields, values).allSatisfy { $0.accepts($1) }
    case (.array(let type), .array(let elements)): return elements.allSatisfy(type.accepts)
    case (.map(let type), .map(let map)):
      return map.entries.allSatisfy { entry in
        guard case .string = entry.key else { return false }
        return type.accepts(entry.value)
      }
    case (.union(let branches), _): return branches.contains { $0.accepts(value) }
    default: return false
    }
  }

  /// Why a value that the type does not take is refused.
  func refusal(of value: MessageValue) -> MessageError {
    switch (self, value) {
    case (.integer, .int), (.integer, .uint), (.float, .double): MessageError(.numberOutOfRange)
    case (.enumeration, .string(let name)): MessageError(.unknownSymbol(name))
    default: MessageError(.mismatch(expected: name, found: value.kind))
    }
  }
}

extension MessageSchema {
  /// A record's values in the order of the fields, with defaults where there are none.
  ///
  /// - Throws: `MessageError` for what is no record, has a field that the schema does not have (a
  ///   slip of the pen would otherwise lose a value), or lacks one that has no default.
  func values(of value: MessageValue) throws(MessageError) -> [MessageValue] {
    guard case .map(let map) = value else {
      throw MessageError(.mismatch(expected: name, found: value.kind))
    }
    var values: [MessageValue] = []
    values.reserveCapacity(fields.count)
    var found = 0
    for field in fields {
      if let value = map[field.name] {
        found += 1
        values.append(value)
      } else if let value = field.absentValue {
        values.append(value)
      } else {
        throw MessageError(.missingField(field.name))
      }
    }
    guard found == map.count else { throw MessageError(.unknownField(strangerName(in: map))) }
    return values
  }

  private func strangerName(in map: MessageMap) -> String {
    for entry in map.entries {
      guard case .string(let name) = entry.key else { return "\(entry.key)" }
      if index(of: name) == nil { return name }
    }
    preconditionFailure("each entry of \(map) is a field")
  }

  /// A record of values in the order of the fields.
  func record(of values: [MessageValue]) -> MessageValue {
    var map = MessageMap()
    for (field, value) in zip(fields, values) { map.insert(value, for: .string(field.name)) }
    return .map(map)
  }
}
