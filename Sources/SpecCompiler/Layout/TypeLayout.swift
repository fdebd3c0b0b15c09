import SpecLanguage

/// How the values of each type lie in slots.
///
/// A truth value, an integer, an identity and an enum's case index take one slot each, records and
/// maps one part after the other. An enum with payload is its case index and then an area as large
/// as its largest payload; an optional is 0 or 1 and then the wrapped value; a set is its members'
/// bits, 64 to a slot; a queue is its length and then its elements; a bag is its elements' ordinals
/// plus one, in descending order. What a value leaves unused holds the first value of what could
/// stand there, so two values are equal exactly when their slots are.
struct TypeLayout: Sendable {
  /// Sizes beyond this are not told apart: no such value can be compiled.
  static let sizeMax = 1 << 16

  let spec: TypedSpec
  /// Slots of each enum's payload area.
  private(set) var areaSizes: [Int]
  private(set) var structureSizes: [Int]
  private(set) var componentSizes: [Int]

  init(_ spec: TypedSpec) {
    self.spec = spec
    areaSizes = Array(repeating: -1, count: spec.enumerations.count)
    structureSizes = Array(repeating: -1, count: spec.structures.count)
    componentSizes = Array(repeating: -1, count: spec.components.count)
    for index in spec.enumerations.indices { _ = measure(.enumeration(.init(index: index))) }
    for index in spec.structures.indices { _ = measure(.structure(.init(index: index))) }
    for index in spec.components.indices { _ = measure(.component(.init(index: index))) }
  }

  /// Slots of a value, at most `sizeMax + 1`, which stands for everything above.
  func size(of type: Type) -> Int {
    switch type {
    case .bool, .integer, .entity: return 1
    case .nothing: return 0
    case .enumeration(let id): return capped(1 + areaSizes[id.index])
    case .structure(let id): return structureSizes[id.index]
    case .component(let id): return componentSizes[id.index]
    case .map(let key, let value): return capped(size(of: value), times: cardinality(of: key))
    case .set(let element): return wordCount(ofSetOf: element)
    case .queue(let element, let capacity):
      return capped(1 + capped(size(of: element), times: capacity))
    case .bag(_, let capacity): return capped(capacity)
    case .optional(let wrapped): return capped(1 + size(of: wrapped))
    }
  }

  func isTooLarge(_ type: Type) -> Bool { size(of: type) > Self.sizeMax }

  /// The number of values; `Int.max` stands for what does not fit.
  func cardinality(of type: Type) -> Int { spec.cardinality(of: type) ?? .max }

  func wordCount(ofSetOf element: Type) -> Int {
    let members = cardinality(of: element)
    return capped(members / 64 + (members % 64 == 0 ? 0 : 1))
  }

  /// The first slot of a record's field.
  func offset(ofField field: Int, in type: Type) -> Int {
    spec.fields(of: type)[..<field].reduce(0) { $0 + size(of: $1.type) }
  }

  /// The first slot of each part of a case's payload, counted from the case index.
  func payloadOffsets(_ types: [Type]) -> [Int] {
    var next = 1
    return types.map { type in
      defer { next += size(of: type) }
      return next
    }
  }

  func payload(of type: Type, case index: Int) -> [Type] {
    guard case .enumeration(let id) = type else { preconditionFailure("\(type) is no enum") }
    return spec.enumerations[id.index].cases[index].payload
  }

  private func capped(_ size: Int, times count: Int = 1) -> Int {
    let (product, overflow) = size.multipliedReportingOverflow(by: count)
    return overflow || product > Self.sizeMax ? Self.sizeMax + 1 : product
  }

  /// The size of a type whose parts may not have been measured yet.
  private mutating func measure(_ type: Type) -> Int {
    switch type {
    case .enumeration(let id):
      if areaSizes[id.index] < 0 {
        areaSizes[id.index] = 0
        let payloads = spec.enumerations[id.index].cases.map(\.payload)
        areaSizes[id.index] = payloads.map { measure(all: $0) }.max() ?? 0
      }
    case .structure(let id):
      if structureSizes[id.index] < 0 {
        structureSizes[id.index] = 0
        structureSizes[id.index] = measure(all: spec.structures[id.index].fields.map(\.type))
      }
    case .component(let id):
      if componentSizes[id.index] < 0 {
        componentSizes[id.index] = 0
        componentSizes[id.index] = measure(all: spec.components[id.index].fields.map(\.type))
      }
    case .map(_, let part), .queue(let part, _), .optional(let part): _ = measure(part)
    case .bool, .integer, .entity, .nothing, .set, .bag: break
    }
    return size(of: type)
  }

  private mutating func measure(all types: [Type]) -> Int {
    var total = 0
    for type in types { total = capped(total + measure(type)) }
    return total
  }
}
