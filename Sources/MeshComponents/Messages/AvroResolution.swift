/// How values of a writer's type are read as values of a reader's: schema resolution, worked out
/// ahead of all messages.
indirect enum AvroResolution: Sendable {
  case null, bool
  /// An `int` or a `long`, to be an integer of this range.
  case integer(isInt: Bool, MessageInteger)
  /// An `int` or a `long`, to be rounded to 32 or 64 bits.
  case integerAsFloat(isInt: Bool)
  case integerAsDouble(isInt: Bool)
  case float, double
  /// Counted bytes, to be a string or bytes.
  case string, bytes
  case fixed(Int)
  /// By the writer's symbol: the reader's, nil where it has none.
  case enumeration([String?], writer: MessageEnumeration)
  case record(AvroRecordResolution)
  case array(AvroResolution)
  case map(AvroResolution)
  /// By the writer's branch.
  case union([AvroResolution])
  /// Nothing that the writer can write here makes sense to the reader.
  case refused(MessageIncompatibility)

  init(writer: MessageType, reader: MessageType) {
    self = Self.resolve(writer, reader, path: "")
  }

  /// What can never be read; a union's branches may be refused as long as one is not.
  var incompatibilities: [MessageIncompatibility] {
    switch self {
    case .refused(let incompatibility): [incompatibility]
    case .record(let record): record.incompatibilities
    case .array(let element), .map(let element): element.incompatibilities
    case .union(let branches):
      branches.contains { $0.incompatibilities.isEmpty }
        ? [] : branches.flatMap(\.incompatibilities)
    case .null, .bool, .integer, .integerAsFloat, .integerAsDouble, .float, .double, .string,
      .bytes, .fixed, .enumeration:
      []
    }
  }
}

/// A record's fields in the writer's order, and the reader's that the writer does not have.
struct AvroRecordResolution: Sendable {
  struct Step: Sendable {
    var resolution: AvroResolution
    /// The place of the reader's field; nil for one that the reader does not have.
    var target: Int?
  }

  var reader: MessageSchema
  var steps: [Step] = []
  var missing: [MessageIncompatibility] = []

  init(writer: MessageSchema, reader: MessageSchema, path: String) {
    self.reader = reader
    var targets: Set<Int> = []
    for field in writer.fields {
      let target = Self.target(of: field, in: reader, taken: targets)
      if let target { targets.insert(target) }
      let type = target.map { reader.fields[$0].avroType } ?? field.avroType
      let name = target.map { reader.fields[$0].name } ?? field.name
      steps.append(
        Step(resolution: .resolve(field.avroType, type, path: path + name), target: target))
    }
    for (index, field) in reader.fields.enumerated()
    where !targets.contains(index) && field.absentValue == nil {
      missing.append(.missingDefault(field: path + field.name))
    }
  }

  var incompatibilities: [MessageIncompatibility] {
    missing + steps.flatMap { $0.resolution.incompatibilities }
  }

  /// The field of the same name, or else one that had the name before.
  private static func target(
    of field: MessageField, in reader: MessageSchema, taken: Set<Int>
  ) -> Int? {
    let candidates = reader.fields.indices.filter { !taken.contains($0) }
    return candidates.first { sameName(reader.fields[$0].name, field.name) }
      ?? candidates.first { index in
        reader.fields[index].aliases.contains { sameName($0, field.name) }
      }
  }
}

extension AvroResolution {
  static func resolve(
    _ writer: MessageType, _ reader: MessageType, path: String
  ) -> AvroResolution {
    if case .union(let branches) = writer {
      return .union(branches.map { resolve($0, reader, path: path) })
    }
    if case .union(let branches) = reader {
      // The first that the writer's type resolves to, as the specification has it.
      let options = branches.map { resolve(writer, $0, path: path) }
      return options.first { $0.incompatibilities.isEmpty } ?? refusal(writer, reader, path)
    }
    switch (writer, reader) {
    case (.record(let old), .record(let new))
    where sameName(old.name, new.name) || new.aliases.contains { sameName($0, old.name) }:
      return .record(AvroRecordResolution(writer: old, reader: new, path: path + dot(path)))
    case (.array(let old), .array(let new)): return .array(resolve(old, new, path: path))
    case (.map(let old), .map(let new)): return .map(resolve(old, new, path: path))
    case (.enumeration(let old), .enumeration(let new)) where sameName(old.name, new.name):
      let symbols = old.symbols.map { symbol in
        new.index(of: symbol.name) == nil ? new.defaultSymbol : symbol.name
      }
      return .enumeration(symbols, writer: old)
    case (.fixed(let oldName, let old), .fixed(let newName, let new))
    where old == new && sameName(oldName, newName):
      return .fixed(old)
    default: return primitive(writer, reader) ?? refusal(writer, reader, path)
    }
  }

  /// Equal types, and promotions.
  private static func primitive(_ writer: MessageType, _ reader: MessageType) -> AvroResolution? {
    switch (writer, reader) {
    case (.null, .null): .null
    case (.bool, .bool): .bool
    case (.integer(let old), .integer(let new)):
      old.isAvroInt || !new.isAvroInt ? .integer(isInt: old.isAvroInt, new) : nil
    case (.integer(let old), .float): .integerAsFloat(isInt: old.isAvroInt)
    case (.integer(let old), .double): .integerAsDouble(isInt: old.isAvroInt)
    case (.float, .float), (.float, .double): .float
    case (.double, .double): .double
    case (.string, .string), (.bytes, .string): .string
    case (.bytes, .bytes), (.string, .bytes): .bytes
    default: nil
    }
  }

  private static func refusal(
    _ writer: MessageType, _ reader: MessageType, _ path: String
  ) -> AvroResolution {
    .refused(.typeChanged(field: path, from: writer.name, to: reader.name))
  }

  private static func dot(_ path: String) -> String { path.isEmpty ? "" : "." }
}
