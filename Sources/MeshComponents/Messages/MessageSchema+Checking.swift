extension MessageSchema {
  func check() throws(MessageSchemaError) {
    guard version >= 1 else { throw .versionOutOfRange(version) }
    var names: Set<MessageValue> = []
    var numbers: Set<Int> = []
    for field in fields {
      guard names.insert(.string(field.name)).inserted else { throw .nameTwice(field.name) }
      guard numbers.insert(field.number).inserted else { throw .numberTwice(field.number) }
      guard 1..<(1 << 29) ~= field.number, !(19_000..<20_000).contains(field.number) else {
        throw .numberOutOfRange(field.number)
      }
      guard !reserved.contains(field.number) else { throw .numberIsReserved(field.number) }
      try field.type.check()
      if let value = field.defaultValue, !field.accepts(value) {
        throw .defaultDoesNotFit(field.name)
      }
    }
  }
}

extension MessageType {
  fileprivate func check() throws(MessageSchemaError) {
    switch self {
    case .null, .bool, .integer, .float, .double, .string, .bytes, .record: break
    case .fixed(let name, let count):
      guard count >= 0 else { throw .malformedType(name) }
    case .enumeration(let enumeration): try enumeration.check()
    case .array(let element): try element.check()
    case .map(let value): try value.check()
    case .union(let branches):
      guard !branches.isEmpty else { throw .malformedType(name) }
      for branch in branches {
        if case .union = branch { throw .malformedType(name) }
        try branch.check()
      }
    }
  }
}

extension MessageEnumeration {
  fileprivate func check() throws(MessageSchemaError) {
    let names = Set(symbols.map { MessageValue.string($0.name) })
    guard !symbols.isEmpty, names.count == symbols.count,
      Set(symbols.map(\.number)).count == symbols.count,
      defaultSymbol.map({ index(of: $0) != nil }) ?? true
    else { throw .malformedEnumeration(name) }
  }
}
