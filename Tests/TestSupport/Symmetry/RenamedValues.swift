package import SpecLanguage
import SpecSemantics

/// Exchanging identities in values, written down as what it means, value by value: the twin of what
/// the engine does to packed states.
package struct RenamedValues {
  private let spec: TypedSpec
  /// By entity: the image of each identity; entities that are not there stay as they are.
  private let images: [EntityID: [Int]]

  package init(_ spec: TypedSpec, images: [EntityID: [Int]]) {
    self.spec = spec
    self.images = images
  }

  package func renamed(_ state: StateValue) -> StateValue {
    StateValue(
      variables: zip(state.variables, spec.variables).map { renamed($0, as: $1.type) })
  }

  package func renamed(_ value: Value, as type: Type) -> Value {
    switch (value, type) {
    case (.identity(let index), .entity(let id)): return .identity(images[id]?[index] ?? index)
    case (.enumCase(let index, let parts), .enumeration(let id)):
      let types = spec.enumerations[id.index].cases[index].payload
      return .enumCase(index, zip(parts, types).map { renamed($0, as: $1) })
    case (.structure(let parts), .structure), (.structure(let parts), .component):
      return .structure(zip(parts, spec.fields(of: type)).map { renamed($0, as: $1.type) })
    case (.some(let inner), .optional(let item)): return .some(renamed(inner, as: item))
    case (.queue(let items), .queue(let item, _)):
      return .queue(items.map { renamed($0, as: item) })
    case (.set(let items), .set(let item)): return .set(sorted(items, item))
    case (.bag(let items), .bag(let item, _)): return .bag(sorted(items, item))
    case (.map(let values), .map(let key, let item)):
      let keys = spec.values(of: key)
      var moved = values
      for (place, value) in zip(keys, values) {
        let target = keys.firstIndex(of: renamed(place, as: key))!
        moved[target] = renamed(value, as: item)
      }
      return .map(moved)
    default: return value
    }
  }

  private func sorted(_ items: [Value], _ type: Type) -> [Value] {
    items.map { renamed($0, as: type) }.sorted { $0.precedes($1) }
  }
}

/// Values drawn at random, each part on its own.
package struct RandomValues {
  private let spec: TypedSpec
  package var random: SplitMix64

  package init(_ spec: TypedSpec, seed: UInt64) {
    self.spec = spec
    random = SplitMix64(seed: seed)
  }

  private mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  package mutating func state() -> StateValue {
    var variables: [Value] = []
    for variable in spec.variables { variables.append(value(of: variable.type)) }
    return StateValue(variables: variables)
  }

  private mutating func values(of types: [Type]) -> [Value] {
    var values: [Value] = []
    for type in types { values.append(value(of: type)) }
    return values
  }

  package mutating func value(of type: Type) -> Value {
    switch type {
    case .bool: return .bool(roll(2) == 1)
    case .nothing: return .nothing
    case .integer(let range):
      return .integer(Int64.random(in: range.low...range.high, using: &random))
    case .entity(let id): return .identity(roll(spec.entities[id.index].count))
    case .enumeration(let id):
      let index = roll(spec.enumerations[id.index].cases.count)
      return .enumCase(index, values(of: spec.enumerations[id.index].cases[index].payload))
    case .structure, .component:
      return .structure(values(of: spec.fields(of: type).map(\.type)))
    case .optional(let item): return roll(3) == 0 ? .none : .some(value(of: item))
    case .map(let key, let item):
      return .map(values(of: Array(repeating: item, count: spec.cardinality(of: key)!)))
    case .set(let item):
      let share = roll(4)
      return .set(spec.values(of: item).filter { _ in roll(4) <= share })
    case .queue(let item, let capacity):
      return .queue(values(of: Array(repeating: item, count: roll(capacity + 1))))
    case .bag(let item, let capacity):
      let items = values(of: Array(repeating: item, count: roll(capacity + 1)))
      return .bag(items.sorted { $0.precedes($1) })
    }
  }
}

/// All permutations of a few elements.
package func permutations(of count: Int) -> [[Int]] {
  var all: [[Int]] = [[]]
  for last in 0..<count {
    all = all.flatMap { shorter in
      (0...last).map { place in Array(shorter[..<place]) + [last] + shorter[place...] }
    }
  }
  return all
}
