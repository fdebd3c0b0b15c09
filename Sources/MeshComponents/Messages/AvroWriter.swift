/// Writes Avro: values one after the other, as the schema has them.
struct AvroWriter {
  let limits: MessageLimits
  private(set) var bytes: [UInt8] = []

  init(limits: MessageLimits) { self.limits = limits }

  mutating func append(
    _ type: MessageType, _ value: MessageValue, depth: Int
  ) throws(MessageError) {
    switch (type, value) {
    case (.null, .null): break
    case (.bool, .bool(let value)): bytes.append(value ? 1 : 0)
    case (.integer(let integer), _):
      guard integer.bits(of: value) != nil, let number = value.int64 else {
        throw type.refusal(of: value)
      }
      bytes.appendZigzag(number)
    case (.float, .double(let number)):
      guard type.accepts(value) else { throw type.refusal(of: value) }
      bytes.appendLittleEndian(Float(number).bitPattern)
    case (.double, .double(let number)): bytes.appendLittleEndian(number.bitPattern)
    case (.string, .string(let text)): appendCounted(Array(text.utf8))
    case (.bytes, .bytes(let content)): appendCounted(content)
    case (.fixed(_, let count), .bytes(let content)) where content.count == count:
      bytes.append(contentsOf: content)
    case (.enumeration(let enumeration), .string(let name)):
      guard let index = enumeration.index(of: name) else { throw type.refusal(of: value) }
      bytes.appendZigzag(Int64(index))
    case (.union(let branches), _):
      guard let branch = branches.firstIndex(where: { $0.accepts(value) }) else {
        throw type.refusal(of: value)
      }
      bytes.appendZigzag(Int64(branch))
      try append(branches[branch], value, depth: depth)
    default: try appendContainer(type, value, depth: depth + 1)
    }
  }

  private mutating func appendContainer(
    _ type: MessageType, _ value: MessageValue, depth: Int
  ) throws(MessageError) {
    guard depth <= limits.depthMax else { throw MessageError(.tooDeep(limit: limits.depthMax)) }
    switch (type, value) {
    case (.record(let schema), _):
      for (field, value) in zip(schema.fields, try schema.values(of: value)) {
        try append(field.avroType, value, depth: depth)
      }
    case (.array(let type), .array(let elements)):
      appendBlock(elements.count)
      for element in elements { try append(type, element, depth: depth) }
      if !elements.isEmpty { bytes.append(0) }
    case (.map(let type), .map(let map)):
      appendBlock(map.count)
      for entry in map.entries {
        try append(.string, entry.key, depth: depth)
        try append(type, entry.value, depth: depth)
      }
      if map.count > 0 { bytes.append(0) }
    default: throw type.refusal(of: value)
    }
  }

  /// All elements are one block, and one without elements ends them.
  private mutating func appendBlock(_ count: Int) { bytes.appendZigzag(Int64(count)) }

  private mutating func appendCounted(_ content: [UInt8]) {
    bytes.appendZigzag(Int64(content.count))
    bytes.append(contentsOf: content)
  }
}
