import SpecLanguage

extension SymmetryPlanner {
  /// Entities of which some place in a state or some number depends in a way that is not linear,
  /// with the reason.
  static func obstacles(_ spec: TypedSpec, _ layout: TypeLayout, _ use: EntityUse) -> [(
    EntityID, SpecSymmetry.Obstacle
  )] {
    var found: [(EntityID, SpecSymmetry.Obstacle)] = []
    for variable in spec.variables {
      collect(variable.type, isShared: false, layout, use) { entities, reason in
        for id in entities {
          found.append((id, .init(reason: "\(reason) in '\(variable.name)'", span: variable.span)))
        }
      }
    }
    for property in spec.properties {
      for key in property.locals.prefix(property.keyCount) where !isLinear(key.type, layout, use) {
        for id in use.entities(in: key.type) {
          found.append((id, .init(reason: "a key that holds a collection", span: property.span)))
        }
      }
    }
    return found
  }

  private static func collect(
    _ type: Type, isShared: Bool, _ layout: TypeLayout, _ use: EntityUse,
    _ report: (Set<EntityID>, String) -> Void
  ) {
    let spec = layout.spec
    switch type {
    case .bool, .integer, .nothing, .entity: break
    case .enumeration(let id):
      let cases = spec.enumerations[id.index].cases
      let areShared = isShared || cases.filter { !$0.payload.isEmpty }.count > 1
      for part in cases.flatMap(\.payload) {
        collect(part, isShared: areShared, layout, use, report)
      }
    case .structure, .component:
      for field in spec.fields(of: type) {
        collect(field.type, isShared: isShared, layout, use, report)
      }
    case .map(let key, let item):
      let own = use.entities(in: key)
      if !isLinear(key, layout, use) { report(own, "a map keyed by collections of them") }
      if isShared { report(own, "a map keyed by them in one of several payloads") }
      collect(item, isShared: isShared, layout, use, report)
    case .set(let element), .bag(let element, _):
      let own = use.entities(in: element)
      if !isLinear(element, layout, use) { report(own, "a collection of collections of them") }
      if layout.cardinality(of: element) > domainMax {
        report(own, "a collection of very many kinds of elements")
      }
    case .queue(let item, _), .optional(let item):
      collect(item, isShared: isShared, layout, use, report)
    }
  }

  /// Whether a value's number is a sum over the identities in it.
  private static func isLinear(_ type: Type, _ layout: TypeLayout, _ use: EntityUse) -> Bool {
    if use.entities(in: type).isEmpty { return true }
    let spec = layout.spec
    switch type {
    case .bool, .integer, .nothing, .entity: return true
    case .enumeration(let id):
      return spec.enumerations[id.index].cases.allSatisfy {
        $0.payload.allSatisfy { isLinear($0, layout, use) }
      }
    case .structure, .component:
      return spec.fields(of: type).allSatisfy { isLinear($0.type, layout, use) }
    case .optional(let item), .queue(let item, _): return isLinear(item, layout, use)
    case .map(let key, let item):
      return use.entities(in: key).isEmpty && isLinear(item, layout, use)
    case .set, .bag: return false
    }
  }
}
