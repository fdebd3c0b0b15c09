/// The integers from `low` to `high`, both included; `low <= high`.
package struct IntegerRange: Hashable, Sendable {
  package var low: Int64
  package var high: Int64

  package init(low: Int64, high: Int64) {
    self.low = low
    self.high = high
  }

  /// All of `Int64`: the type of arithmetic, and of whatever is not kept in a state.
  package static let everything = IntegerRange(low: .min, high: .max)

  package func contains(_ other: IntegerRange) -> Bool { low <= other.low && other.high <= high }
  package func contains(_ value: Int64) -> Bool { low <= value && value <= high }
}

/// Dense indices into the tables of a `TypedSpec`.
package struct EnumerationID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }
}
package struct StructureID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }
}
package struct EntityID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }
}
package struct ComponentID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }
}
package struct VariableID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }
}
package struct RoutineID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }
}
package struct ActionID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }

  /// The action that runs the tick handlers; it stands in no list.
  package static let tick = ActionID(index: -1)
}
package struct BranchID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }
}
/// An index into the `locals` of the routine, action, property or handler that owns the code.
package struct LocalID: Hashable, Sendable {
  package var index: Int
  package init(index: Int) { self.index = index }
}

/// A checked type. Every constant in it is known: parameters have been given their values, and
/// generic components have been made concrete, before a `Type` exists.
package indirect enum Type: Hashable, Sendable {
  case bool
  case integer(IntegerRange)
  case enumeration(EnumerationID)
  case structure(StructureID)
  case entity(EntityID)
  /// A total map: one value for each value of the key type.
  case map(key: Type, value: Type)
  case set(Type)
  case queue(Type, capacity: Int)
  case bag(Type, capacity: Int)
  case optional(Type)
  /// One specialised component: a record with transitions.
  case component(ComponentID)
  /// What a transition without a result returns.
  case nothing
}

package struct EnumerationType: Sendable {
  package struct Case: Sendable {
    package var name: String
    package var payload: [Type]
  }
  /// As messages print it: `Mode`, or `Breaker.Mode` when a component declares it.
  package var name: String
  package var cases: [Case]
  /// The labels of a process, which nobody declared: where its code stands.
  package var isProcessControl = false
}

package struct Field: Sendable {
  package var name: String
  package var type: Type
  package var isGhost = false
}

package struct StructureType: Sendable {
  package var name: String
  package var fields: [Field]
}

/// Interchangeable identities, printed `client1`, `client2`.
package struct EntityType: Sendable {
  package var name: String
  package var count: Int

  /// `client1` for index 0; several capitals at the start all become small: `rm1`, `httpPeer1`.
  package func name(of index: Int) -> String {
    let capitals = name.prefix { $0.isUppercase }
    let isAcronym = capitals.count == name.count || name.dropFirst(capitals.count).first!.isNumber
    // In `HTTPPeer` the last capital begins a word.
    let count = isAcronym ? capitals.count : max(1, capitals.count - 1)
    return name.prefix(count).lowercased() + name.dropFirst(count) + "\(index + 1)"
  }
}

/// One component, its type arguments and parameters filled in.
package struct ComponentType: Sendable {
  /// As messages print it: `Breaker<Client>(threshold: 2, cooldown: 2, probes: 1)`.
  package var name: String
  package var fields: [Field]
  package var routines: [RoutineID]
}

extension TypedSpec {
  /// How many values a type has; nil when that is more than `Int.max`.
  ///
  /// The order of a type's values, which loops follow and ordinals count: `false` before `true`,
  /// integers upwards, an enum's cases as declared and then by payload, records and maps with the
  /// first field or key most significant, `nil` before any value, a set by the number whose bit `i`
  /// is the membership of value `i`, a queue by length and then by its elements, first most
  /// significant, and a bag by size and then by its elements in ascending order.
  package func cardinality(of type: Type) -> Int? {
    switch type {
    case .bool: return 2
    case .nothing: return 1
    case .integer(let range):
      let (span, overflow) = range.high.subtractingReportingOverflow(range.low)
      return overflow || span == .max ? nil : Int(span) + 1
    case .entity(let id): return entities[id.index].count
    case .enumeration(let id):
      return sum(enumerations[id.index].cases.map { product($0.payload.map(cardinality)) })
    case .structure(let id):
      return product(structures[id.index].fields.map { cardinality(of: $0.type) })
    case .component(let id):
      return product(components[id.index].fields.map { cardinality(of: $0.type) })
    case .optional(let wrapped): return sum([1, cardinality(of: wrapped)])
    case .set(let element): return power(2, cardinality(of: element))
    case .map(let key, let value):
      guard let base = cardinality(of: value) else { return cardinality(of: key) == 0 ? 1 : nil }
      return power(base, cardinality(of: key))
    case .queue(let element, let capacity):
      guard let base = cardinality(of: element) else { return capacity == 0 ? 1 : nil }
      return sum((0...capacity).map { power(base, $0) })
    case .bag(let element, let capacity):
      guard let base = cardinality(of: element) else { return capacity == 0 ? 1 : nil }
      return multisets(of: base, upTo: capacity)
    }
  }

  private func sum(_ parts: [Int?]) -> Int? {
    var total = 0
    for part in parts {
      guard let part else { return nil }
      let (next, overflow) = total.addingReportingOverflow(part)
      if overflow { return nil }
      total = next
    }
    return total
  }

  private func product(_ factors: [Int?]) -> Int? {
    if factors.contains(0) { return 0 }
    var total = 1
    for factor in factors {
      guard let factor else { return nil }
      let (next, overflow) = total.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      total = next
    }
    return total
  }

  private func power(_ base: Int, _ exponent: Int?) -> Int? {
    if base == 1 { return 1 }
    guard let exponent else { return nil }
    if base == 0 { return exponent == 0 ? 1 : 0 }
    if exponent > 62 { return nil }
    return product(Array(repeating: base, count: exponent))
  }

  /// The multisets of at most `limit` elements out of `kinds`: the binomial of `kinds + limit` over
  /// `limit`.
  private func multisets(of kinds: Int, upTo limit: Int) -> Int? {
    var total = 1
    for step in 1...max(limit, 1) where step <= limit {
      let (next, overflow) = total.multipliedReportingOverflow(by: kinds + step)
      if overflow { return nil }
      total = next / step
    }
    return total
  }
}
