extension Checker {
  /// A type as a spec writes it.
  func describe(_ type: Type) -> String { spec.describe(type) }

  /// A type as part of a sentence; the range of a worked-out integer says nothing to its author.
  func phrase(_ type: Type) -> String {
    guard case .integer(let range) = type, range == .everything || range.low == range.high else {
      return "'\(describe(type))'"
    }
    return "an integer"
  }
}

extension TypedSpec {
  /// A type as a spec writes it: `0...3`, `Set<Client>`, `[Client: Mode?]`, `Breaker.Mode`.
  package func describe(_ type: Type) -> String {
    switch type {
    case .bool: return "Bool"
    case .nothing: return "nothing"
    case .integer(.everything): return "Int"
    case .integer(let range): return "\(range.low)...\(range.high)"
    case .enumeration(let id): return enumerations[id.index].name
    case .structure(let id): return structures[id.index].name
    case .entity(let id): return entities[id.index].name
    case .component(let id): return components[id.index].name
    case .map(let key, let value): return "[\(describe(key)): \(describe(value))]"
    case .set(let element): return "Set<\(describe(element))>"
    case .queue(let element, let capacity): return "Queue<\(describe(element)), \(capacity)>"
    case .bag(let element, let capacity): return "Bag<\(describe(element)), \(capacity)>"
    case .optional(.integer(let range)) where range != .everything:
      return "(\(range.low)...\(range.high))?"
    case .optional(let wrapped): return describe(wrapped) + "?"
    }
  }
}
