import SpecLanguage

/// Which entities the values of each type speak of.
struct EntityUse {
  private let spec: TypedSpec
  private var enumerations: [Set<EntityID>?]
  private var structures: [Set<EntityID>?]
  private var components: [Set<EntityID>?]

  init(_ spec: TypedSpec) {
    self.spec = spec
    enumerations = Array(repeating: nil, count: spec.enumerations.count)
    structures = Array(repeating: nil, count: spec.structures.count)
    components = Array(repeating: nil, count: spec.components.count)
    for index in spec.enumerations.indices { measure(.enumeration(.init(index: index))) }
    for index in spec.structures.indices { measure(.structure(.init(index: index))) }
    for index in spec.components.indices { measure(.component(.init(index: index))) }
  }

  func entities(in type: Type) -> Set<EntityID> {
    switch type {
    case .bool, .integer, .nothing: return []
    case .entity(let id): return [id]
    case .enumeration(let id): return enumerations[id.index] ?? []
    case .structure(let id): return structures[id.index] ?? []
    case .component(let id): return components[id.index] ?? []
    case .map(let key, let value): return entities(in: key).union(entities(in: value))
    case .set(let item), .queue(let item, _), .bag(let item, _), .optional(let item):
      return entities(in: item)
    }
  }

  /// The entities on whose order the order of going through a domain depends. A queue is gone
  /// through in its own order.
  func orderedEntities(in domain: Domain) -> Set<EntityID> {
    switch domain {
    case .type(let type): return entities(in: type)
    case .range: return []
    case .elements(let collection):
      if case .queue = collection.type { return [] }
      return entities(in: collection.type)
    }
  }

  /// The entities of which the first value of a type names one.
  func entitiesInFirstValue(of type: Type) -> Set<EntityID> {
    switch type {
    case .bool, .integer, .nothing, .set, .queue, .bag, .optional: return []
    case .entity(let id): return [id]
    case .enumeration(let id): return firstValues(spec.enumerations[id.index].cases[0].payload)
    case .structure, .component: return firstValues(spec.fields(of: type).map(\.type))
    case .map(_, let value): return entitiesInFirstValue(of: value)
    }
  }

  private func firstValues(_ types: [Type]) -> Set<EntityID> {
    types.reduce(into: []) { $0.formUnion(entitiesInFirstValue(of: $1)) }
  }

  /// The types are not recursive; parts that have not been measured yet are measured first.
  private mutating func measure(_ type: Type) {
    switch type {
    case .enumeration(let id) where enumerations[id.index] == nil:
      enumerations[id.index] = []
      enumerations[id.index] = all(spec.enumerations[id.index].cases.flatMap(\.payload))
    case .structure(let id) where structures[id.index] == nil:
      structures[id.index] = []
      structures[id.index] = all(spec.structures[id.index].fields.map(\.type))
    case .component(let id) where components[id.index] == nil:
      components[id.index] = []
      components[id.index] = all(spec.components[id.index].fields.map(\.type))
    case .map(let key, let value):
      measure(key)
      measure(value)
    case .set(let item), .queue(let item, _), .bag(let item, _), .optional(let item): measure(item)
    default: break
    }
  }

  private mutating func all(_ types: [Type]) -> Set<EntityID> {
    for type in types { measure(type) }
    return types.reduce(into: []) { $0.formUnion(entities(in: $1)) }
  }
}
