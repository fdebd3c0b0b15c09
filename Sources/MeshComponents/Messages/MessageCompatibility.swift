/// Why a reader's schema cannot make sense of what was written with another.
public enum MessageIncompatibility: Hashable, Sendable {
  /// The writer does not have the field, and the reader has no default for it.
  case missingDefault(field: String)
  /// The field of this path cannot be read as what it was written as.
  case typeChanged(field: String, from: String, to: String)
  /// A number of Protocol Buffers that is one field to the writer and another to the reader.
  case numberReused(Int, from: String, to: String)
  /// A field of the writer's that is not the reader's at the same position.
  case positionChanged(field: String)
}

extension MessageFormat {
  /// What keeps a reader with one schema from reading messages of another, by the format's own
  /// rules; empty when nothing does.
  ///
  /// - JSON: fields are found by name, or by a name that they had before, and others skipped.
  /// - Protocol Buffers: fields are found by number. One with another name is another field, unless
  ///   the one is an alias of the other.
  /// - MessagePack: records are arrays, so the writer's fields must be the reader's first.
  /// - Avro: by its schema resolution. Where only some values cannot be read, as those of one
  ///   branch of a union, they are refused as they come.
  ///
  /// Numbers that are in the reader's range and others are not are refused as they come, too.
  /// - Complexity: O(fields²) for each record.
  public func incompatibilities(
    writer: MessageSchema, reader: MessageSchema
  ) -> [MessageIncompatibility] {
    var comparison = SchemaComparison(format: self)
    switch self {
    case .avro:
      let resolution = AvroResolution(writer: .record(writer), reader: .record(reader))
      return resolution.incompatibilities
    case .json, .protocolBuffers, .messagePack:
      comparison.compare(writer, reader, path: "")
      return comparison.found
    }
  }
}

/// Goes through two schemas side by side, for every format but Avro.
private struct SchemaComparison {
  let format: MessageFormat
  var found: [MessageIncompatibility] = []

  init(format: MessageFormat) { self.format = format }

  mutating func compare(_ writer: MessageSchema, _ reader: MessageSchema, path: String) {
    for (position, field) in reader.fields.enumerated() {
      let path = path + field.name
      guard let written = counterpart(of: field, at: position, in: writer) else {
        addMissing(field, path: path)
        continue
      }
      guard field.isNamed(like: written) else {
        found.append(
          format == .protocolBuffers
            ? .numberReused(field.number, from: written.name, to: field.name)
            : .positionChanged(field: path))
        continue
      }
      if written.isOptional && !field.isOptional && format != .protocolBuffers {
        found.append(.typeChanged(field: path, from: "optional", to: field.type.name))
      }
      if hasOtherZero(written, field) { found.append(.missingDefault(field: path)) }
      compare(written.type, field.type, path: path)
    }
    if format == .messagePack {
      for field in writer.fields.dropFirst(reader.fields.count) {
        found.append(.positionChanged(field: path + field.name))
      }
    }
  }

  private func counterpart(
    of field: MessageField, at position: Int, in writer: MessageSchema
  ) -> MessageField? {
    switch format {
    case .protocolBuffers: writer.fields.first { $0.number == field.number }
    case .messagePack: position < writer.fields.count ? writer.fields[position] : nil
    case .json, .avro:
      writer.fields.first { sameName($0.name, field.name) }
        ?? writer.fields.first { other in field.aliases.contains { sameName($0, other.name) } }
    }
  }

  private mutating func addMissing(_ field: MessageField, path: String) {
    // Protocol Buffers takes what is not there for zero.
    if field.absentValue == nil && format != .protocolBuffers {
      found.append(.missingDefault(field: path))
    }
  }

  /// A writer that does not send zeros needs a reader that takes nothing for zero.
  private func hasOtherZero(_ writer: MessageField, _ reader: MessageField) -> Bool {
    guard format == .protocolBuffers, !writer.isOptional, writer.defaultValue == nil else {
      return false
    }
    return reader.absentValue.map { $0 != writer.type.protobufZero } ?? false
  }

  private mutating func compare(_ writer: MessageType, _ reader: MessageType, path: String) {
    switch (writer, reader) {
    case (.record(let writer), .record(let reader)):
      compare(writer, reader, path: path + ".")
    case (.array(let writer), .array(let reader)), (.map(let writer), .map(let reader)):
      compare(writer, reader, path: path)
    default:
      if !isReadable(writer, as: reader) {
        found.append(.typeChanged(field: path, from: writer.name, to: reader.name))
      }
    }
  }

  private func isReadable(_ writer: MessageType, as reader: MessageType) -> Bool {
    switch (writer, reader) {
    case (.integer(let writer), .integer(let reader)):
      return format != .protocolBuffers || writer.isWritten(like: reader)
    case (.integer, .double), (.float, .double), (.double, .float):
      return format != .protocolBuffers
    case (.fixed, .bytes): return true
    case (.fixed(_, let writer), .fixed(_, let reader)): return writer == reader
    case (.string, .bytes): return format == .protocolBuffers
    case (.enumeration(let writer), .enumeration(let reader)):
      return format != .protocolBuffers || writer.numbersAgree(with: reader)
    case (.enumeration, .string): return format != .protocolBuffers
    default: return writer == reader
    }
  }
}

extension MessageInteger {
  /// Has the other the same bits for each number that both have?
  fileprivate func isWritten(like other: MessageInteger) -> Bool {
    protobufWireType == other.protobufWireType && isZigzag == other.isZigzag
      && isSigned == other.isSigned
  }
}

extension MessageEnumeration {
  /// Is no number one symbol here and another there?
  fileprivate func numbersAgree(with other: MessageEnumeration) -> Bool {
    symbols.allSatisfy { symbol in
      other.symbols.allSatisfy { $0.number != symbol.number || sameName($0.name, symbol.name) }
    }
  }
}
