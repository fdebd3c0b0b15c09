import Engine
import SpecLanguage

/// Works out how exchanging the identities of some entities acts on the fields of a state.
struct SymmetryPlanner {
  /// Bags' elements have numbers below this, or their entities are left alone.
  static let domainMax = 1 << 16

  private let layout: TypeLayout
  private let use: EntityUse
  private let entities: [EntityID]
  private var plan: SymmetryPlan
  private var domains: [Type: Int] = [:]

  private init(_ layout: TypeLayout, _ use: EntityUse, _ entities: [EntityID], fieldCount: Int) {
    self.layout = layout
    self.use = use
    self.entities = entities
    plan = SymmetryPlan(
      sizes: entities.map { layout.spec.entities[$0.index].count }, domains: [],
      coordinates: Array(repeating: [], count: fieldCount), objects: [], checks: [], sites: [])
  }

  /// For entities of which `obstacle` says nothing.
  static func plan(
    for entities: [EntityID], _ layout: TypeLayout, _ use: EntityUse, _ shape: StateShape,
    checks: [CheckInformation], sites: [SiteInformation]
  ) -> SymmetryPlan {
    var planner = SymmetryPlanner(layout, use, entities, fieldCount: shape.fields.count)
    for (variable, offset) in zip(layout.spec.variables, shape.offsets) {
      planner.add(variable.type, at: Part(field: offset))
    }
    planner.addInstances(checks, sites)
    return planner.plan
  }

  // MARK: Fields

  /// Where a value lies, and what it takes for it to be there.
  private struct Part {
    var field: Int
    var coordinates: [SymmetryPlan.Coordinate] = []
    var conditions: [SymmetryPlan.Condition] = []
    /// Other values may lie in the same fields.
    var isShared = false

    func moved(by offset: Int) -> Part {
      var part = self
      part.field += offset
      return part
    }
  }

  private mutating func add(_ type: Type, at part: Part) {
    let isFree = use.entities(in: type).isDisjoint(with: entities)
    if isFree && part.coordinates.isEmpty { return }
    switch type {
    case .bool, .integer, .nothing: mark(type, part)
    case .entity(let id):
      mark(type, part)
      if let sort = entities.firstIndex(of: id) { add(.element(sort: sort), part, isSure: false) }
    case .enumeration(let id): add(layout.spec.enumerations[id.index].cases, of: type, part)
    case .structure, .component: addAll(layout.spec.fields(of: type).map(\.type), part)
    case .optional(let item):
      mark(.bool, part)
      var inner = part.moved(by: 1)
      inner.conditions.append(.init(field: part.field, test: .equals(1)))
      add(item, at: inner)
    case .map(let key, let item): add(key, item, part)
    case .queue(let item, let capacity):
      mark(.bool, part)
      for index in 0..<capacity {
        var inner = part.moved(by: 1 + index * layout.size(of: item))
        inner.conditions.append(.init(field: part.field, test: .exceeds(Int64(index))))
        add(item, at: inner)
      }
    case .set(let element):
      mark(type, part)
      if !isFree && layout.size(of: type) > 0 {
        add(.set(domain: domain(element), fieldCount: layout.size(of: type)), part, isSure: true)
      }
    case .bag(let element, let capacity):
      mark(type, part)
      if !isFree && capacity > 0 {
        add(.bag(domain: domain(element), capacity: capacity), part, isSure: true)
      }
    }
  }

  /// Says whose part the fields of a value are.
  private mutating func mark(_ type: Type, _ part: Part) {
    for offset in 0..<layout.size(of: type) {
      plan.coordinates[part.field + offset] = part.coordinates
    }
  }

  /// What is zero where it is not there needs no conditions, unless something else may lie there.
  private mutating func add(_ content: SymmetryPlan.Content, _ part: Part, isSure: Bool) {
    let conditions = isSure && !part.isShared ? [] : part.conditions
    plan.objects.append(.init(field: part.field, content: content, conditions: conditions))
  }

  private mutating func addAll(_ types: [Type], _ part: Part) {
    var next = part
    for type in types {
      add(type, at: next)
      next = next.moved(by: layout.size(of: type))
    }
  }

  private mutating func add(_ cases: [EnumerationType.Case], of type: Type, _ part: Part) {
    mark(type, part)
    let areShared = cases.filter { !$0.payload.isEmpty }.count > 1
    for (index, item) in cases.enumerated() where !item.payload.isEmpty {
      var inner = part.moved(by: 1)
      inner.conditions.append(.init(field: part.field, test: .equals(Int64(index))))
      inner.isShared = part.isShared || areShared
      addAll(item.payload, inner)
    }
  }

  private mutating func add(_ key: Type, _ item: Type, _ part: Part) {
    let size = layout.size(of: item)
    for number in 0..<layout.cardinality(of: key) {
      var inner = part.moved(by: number * size)
      inner.coordinates += coordinates(of: key, number, weight: size)
      add(item, at: inner)
    }
  }

  // MARK: Numbers

  private mutating func domain(_ type: Type) -> Int {
    if let known = domains[type] { return known }
    plan.domains.append(
      (0..<layout.cardinality(of: type)).map { coordinates(of: type, $0, weight: 1) })
    domains[type] = plan.domains.count - 1
    return plan.domains.count - 1
  }

  /// The identities in the value of that number; `weight` is what the number is multiplied by.
  private func coordinates(
    of type: Type, _ number: Int, weight: Int
  ) -> [SymmetryPlan.Coordinate] {
    if use.entities(in: type).isDisjoint(with: entities) { return [] }
    switch type {
    case .entity(let id):
      return entities.firstIndex(of: id).map {
        [.init(sort: $0, element: number, stride: weight)]
      } ?? []
    case .enumeration(let id):
      var rest = number
      var index = 0
      while rest >= layout.caseCardinality(type, index) {
        rest -= layout.caseCardinality(type, index)
        index += 1
      }
      return coordinates(
        ofAll: layout.spec.enumerations[id.index].cases[index].payload, rest, weight)
    case .structure, .component:
      return coordinates(ofAll: layout.spec.fields(of: type).map(\.type), number, weight)
    case .optional(let item):
      return number == 0 ? [] : coordinates(of: item, number - 1, weight: weight)
    case .map(let key, let item):
      let items = Array(repeating: item, count: layout.cardinality(of: key))
      return coordinates(ofAll: items, number, weight)
    case .queue(let item, _):
      var rest = number
      var length = 0
      while rest >= layout.sequenceCount(item, length) {
        rest -= layout.sequenceCount(item, length)
        length += 1
      }
      return coordinates(ofAll: Array(repeating: item, count: length), rest, weight)
    case .bool, .integer, .nothing, .set, .bag: return []
    }
  }

  private func coordinates(
    ofAll types: [Type], _ number: Int, _ weight: Int
  ) -> [SymmetryPlan.Coordinate] {
    var rest = number
    var weight = weight
    var parts: [[SymmetryPlan.Coordinate]] = []
    for type in types.reversed() {
      let count = layout.cardinality(of: type)
      parts.append(coordinates(of: type, rest % count, weight: weight))
      rest /= count
      weight *= count
    }
    return parts.reversed().flatMap { $0 }
  }

  // MARK: Checks and sites

  private mutating func addInstances(_ checks: [CheckInformation], _ sites: [SiteInformation]) {
    var families: [Family: Int] = [:]
    plan.checks = checks.map { check in
      guard case .property(let index) = check.origin else { return nil }
      return instance(ofProperty: index, keys: check.keys, &families)
    }
    plan.sites = sites.map { site in
      guard case .stepProperty(let index, let keys, _) = site else { return nil }
      return instance(ofProperty: index, keys: keys, &families)
    }
  }

  private struct Family: Hashable {
    var property: Int
    /// The keys with every exchanged identity replaced by the first.
    var keys: [Value]
  }

  private func instance(
    ofProperty index: Int, keys: [Value], _ families: inout [Family: Int]
  ) -> SymmetryPlan.Instance? {
    let types = layout.spec.properties[index].locals.prefix(keys.count).map(\.type)
    var elements: [SymmetryPlan.Coordinate] = []
    var origins: [Value] = []
    for (key, type) in zip(keys, types) {
      let slots = layout.encode(key, as: type)
      let number = layout.ordinal(of: slots[...], as: type)
      let found = coordinates(of: type, number, weight: 1)
      elements += found.map { .init(sort: $0.sort, element: $0.element, stride: 0) }
      let origin = found.reduce(number) { $0 - $1.stride * $1.element }
      origins.append(
        layout.decode(layout.slots(ofOrdinal: origin, as: type)[...], as: type))
    }
    if elements.isEmpty { return nil }
    let family = Family(property: index, keys: origins)
    let number = families[family] ?? families.count
    families[family] = number
    return SymmetryPlan.Instance(family: number, elements: elements)
  }
}
