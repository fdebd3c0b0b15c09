extension SpecGenerator {
  mutating func writeTypes() {
    if chance(30) {
      let value = 1 + roll(2)
      let parameter = name("size")
      write("param \(parameter): 1...3 = \(value)")
      parameters.append((parameter, value))
      constants.append((parameter, value))
    }
    for _ in 0..<(1 + roll(2)) { writeEntity() }
    for _ in 0..<(1 + roll(2)) { writeEnumeration() }
    if chance(60) { writeStructure() }
    if chance(30) {
      let type = smallType()
      let alias = name("Alias")
      write("type \(alias) = \(text(type))")
      aliases[type] = alias
    }
    if chance(20) {
      let constant = name("constant")
      let value = 1 + roll(3)
      write("let \(constant) = \(value)")
      constants.append((constant, value))
    }
  }

  private mutating func writeEntity() {
    let entity = GeneratedEntity(name: name("Node"), count: 1 + roll(3))
    if let parameter = parameters.last, parameter.value == entity.count {
      write("entity \(entity.name)(\(parameter.name))")
    } else {
      write("entity \(entity.name)(\(entity.count))")
    }
    entities.append(entity)
  }

  private mutating func writeEnumeration() {
    var cases: [GeneratedCase] = []
    for _ in 0..<(1 + roll(3)) {
      let payload = chance(25) ? (0..<(1 + roll(2))).map { _ in scalarType() } : []
      cases.append(GeneratedCase(name: name("kind"), payload: payload))
    }
    // The first case can always be made, whatever is in scope.
    cases[0].payload = []
    let enumeration = GeneratedEnumeration(name: name("Mode"), cases: cases)
    let texts = cases.map { item in
      item.payload.isEmpty
        ? item.name : "\(item.name)(\(item.payload.map(text).joined(separator: ", ")))"
    }
    write("enum \(enumeration.name) { \(texts.joined(separator: ", ")) }")
    enumerations.append(enumeration)
  }

  private mutating func writeStructure() {
    let fields = (0..<(1 + roll(2))).map { _ in
      GeneratedField(name: name("part"), type: scalarType())
    }
    let structure = GeneratedStructure(name: name("Record"), fields: fields)
    write("struct \(structure.name) {")
    for field in fields { write("  var \(field.name): \(text(field.type))") }
    write("}")
    structures.append(structure)
  }

  // MARK: Drawing types

  mutating func integerType() -> GeneratedType {
    let low = chance(20) ? -1 : chance(20) ? 1 : 0
    return .integer(low, low + 1 + roll(3))
  }

  /// Entities that may be named here.
  var entitiesInScope: [Int] {
    entities.indices.filter { !generics.contains($0) || $0 == currentGeneric }
  }

  /// A type of a few values without parts, but for an enum's payload.
  mutating func scalarType() -> GeneratedType {
    switch roll(10) {
    case 0...2: return .bool
    case 3...5: return integerType()
    case 6...7 where !enumerations.isEmpty:
      return .enumeration(pick(enumerations.indices.filter { !memberEnumerations.contains($0) }))
    case 8...9: return .entity(pick(entitiesInScope))
    default: return .bool
    }
  }

  mutating func smallType() -> GeneratedType {
    switch roll(12) {
    case 0 where !structures.isEmpty: return .structure(roll(structures.count))
    case 1: return .optional(scalarType())
    default: return scalarType()
    }
  }

  /// What a variable may be of.
  mutating func variableType() -> GeneratedType {
    switch roll(16) {
    case 0...5: return scalarType()
    case 6 where !structures.isEmpty: return .structure(roll(structures.count))
    case 7:
      return .optional(
        chance(70) ? scalarType() : structures.isEmpty ? .bool : .structure(roll(structures.count)))
    case 8...9: return .set(scalarType())
    case 10...11: return .queue(smallType(), 1 + roll(2))
    case 12: return .bag(scalarType(), 1 + roll(2))
    case 13: return .map(scalarType(), smallType())
    case 14: return .map(.entity(pick(entitiesInScope)), .set(scalarType()))
    default: return .map(.entity(pick(entitiesInScope)), scalarType())
    }
  }

  // MARK: What is known of types

  /// How many values a type has, at most; large numbers stay large.
  func size(_ type: GeneratedType) -> Int {
    switch type {
    case .bool: return 2
    case .integer(let low, let high): return high - low + 1
    case .upTo(_, _, let most): return most + 1
    case .enumeration(let index):
      return enumerations[index].cases.reduce(0) { $0 + product($1.payload.map(size)) }
    case .structure(let index): return product(structures[index].fields.map { size($0.type) })
    case .entity(let index): return entities[index].count
    case .optional(let type): return size(type) + 1
    case .set(let type): return power(2, size(type))
    case .queue(let type, let capacity):
      return (0...capacity).reduce(0) { $0 + power(size(type), $1) }
    case .bag(let type, let capacity):
      return (0...capacity).reduce(0) { $0 + power(size(type), $1) }
    case .map(let key, let value): return power(size(value), size(key))
    case .component(let index): return components[index].stateCount
    }
  }

  func product(_ sizes: [Int]) -> Int { sizes.reduce(1) { min($0 * $1, 1_000_000) } }

  func power(_ base: Int, _ exponent: Int) -> Int {
    product(Array(repeating: base, count: min(exponent, 64)))
  }

  func text(_ type: GeneratedType) -> String {
    if let alias = aliases[type] { return alias }
    switch type {
    case .bool: return "Bool"
    case .integer(let low, let high): return "\(low)...\(high)"
    case .upTo(let parameter, _, _): return "0...\(parameter)"
    case .enumeration(let index): return enumerations[index].name
    case .structure(let index): return structures[index].name
    case .entity(let index): return entities[index].name
    case .optional(let type):
      let wrapped = text(type)
      return wrapped.contains("...") ? "(\(wrapped))?" : wrapped + "?"
    case .set(let type): return "Set<\(text(type))>"
    case .queue(let type, let capacity): return "Queue<\(text(type)), \(capacity)>"
    case .bag(let type, let capacity): return "Bag<\(text(type)), \(capacity)>"
    case .map(let key, let value): return "[\(text(key)): \(text(value))]"
    case .component(let index): return components[index].name
    }
  }
}

extension GeneratedType {
  var isOptional: Bool {
    if case .optional = self { true } else { false }
  }
}
