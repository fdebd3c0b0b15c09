import MeshComponents
import TestSupport

extension MessageGenerator {
  /// A schema with types that the format has, and names that no other of the seed has.
  mutating func schema(
    for format: MessageFormat, depth: Int = 2, name: String = "Record"
  ) throws -> MessageSchema {
    var fields: [MessageField] = []
    var number = 0
    for index in 0..<1 + below(7) {
      number += 1 + (one(in: 4) ? below(3000) : 0)
      let fieldName = "f\(index)"
      let type = try type(for: format, depth: depth, name: name + "_" + fieldName)
      fields.append(
        MessageField(fieldName, number, type, isOptional: mayBeOptional(type) && one(in: 3)))
    }
    return try MessageSchema(name: name, fields: fields)
  }

  private func mayBeOptional(_ type: MessageType) -> Bool {
    switch type {
    case .array, .map, .union: false
    default: true
    }
  }

  private mutating func type(
    for format: MessageFormat, depth: Int, name: String
  ) throws -> MessageType {
    switch below(depth > 0 ? 14 : 10) {
    case 0: return .bool
    case 1...3:
      return .integer(MessageInteger.allCases[below(MessageInteger.allCases.count)])
    case 4: return .float
    case 5: return .double
    case 6: return .string
    case 7: return .bytes
    case 8: return .enumeration(enumeration(name + "_E"))
    case 9:
      guard format == .avro else { return .bool }
      return one(in: 2) ? .fixed(name: name + "_F", count: below(20)) : union
    case 10, 11: return .record(try schema(for: format, depth: depth - 1, name: name + "_R"))
    case 12: return .array(try element(for: format, depth: depth, name: name))
    default: return .map(try element(for: format, depth: depth, name: name))
    }
  }

  /// Avro has arrays of arrays, Protocol Buffers has not.
  private mutating func element(
    for format: MessageFormat, depth: Int, name: String
  ) throws -> MessageType {
    while true {
      let type = try type(for: format, depth: depth - 1, name: name)
      if format == .avro { return type }
      switch type {
      case .array, .map: continue
      default: return type
      }
    }
  }

  private var union: MessageType { .union([.null, .string, .int64, .double, .array(.bytes)]) }

  private mutating func enumeration(_ name: String) -> MessageEnumeration {
    let symbols = (0..<1 + below(5)).map {
      MessageEnumeration.Symbol("\(name)_\($0)", Int32($0 * $0))
    }
    return MessageEnumeration(name: name, symbols: symbols)
  }

  /// A value of a record, without those that are null.
  mutating func record(of schema: MessageSchema) -> MessageValue {
    var map = MessageMap()
    for field in schema.fields {
      let isNull = field.isOptional && one(in: 3)
      map.insert(isNull ? .null : value(of: field.type), for: .string(field.name))
    }
    return .map(map)
  }

  private mutating func value(of type: MessageType) -> MessageValue {
    switch type {
    case .null: return .null
    case .bool: return .bool(one(in: 2))
    case .integer(let integer): return .int(number(of: integer))
    case .float: return .double(one(in: 5) ? -0.0 : Double(Float(below(1 << 30)) / 1024))
    case .double: return .double(double())
    case .string: return .string(string())
    case .bytes: return .bytes(bytes())
    case .fixed(_, let count):
      return .bytes((0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    case .enumeration(let enumeration):
      return .string(enumeration.symbols[below(enumeration.symbols.count)].name)
    case .record(let schema): return record(of: schema)
    case .array(let element): return .array((0..<below(5)).map { _ in value(of: element) })
    case .map(let element):
      var map = MessageMap()
      for _ in 0..<below(5) { map.insert(value(of: element), for: .string(string())) }
      return .map(map)
    case .union(let branches): return value(of: branches[below(branches.count)])
    }
  }

  private mutating func number(of integer: MessageInteger) -> Int64 {
    let number = one(in: 4) ? 0 : self.integer()
    switch (integer.isSigned, integer.bitWidth) {
    case (true, 32): return Int64(Int32(truncatingIfNeeded: number))
    case (false, 32): return Int64(UInt32(truncatingIfNeeded: number))
    case (true, _): return number
    default: return number & Int64.max
    }
  }
}
