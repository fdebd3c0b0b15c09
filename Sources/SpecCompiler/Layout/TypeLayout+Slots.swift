import Engine
import SpecLanguage

/// What one slot of a type may hold.
struct SlotShape: Hashable {
  var low: Int64
  var high: Int64
  /// What it holds in the first value of the type, and where it is unused.
  var fill: Int64
  /// Whose case index it always is, where it is used.
  var enumeration: EnumerationID?

  init(_ low: Int64, _ high: Int64, fill: Int64? = nil, enumeration: EnumerationID? = nil) {
    self.low = low
    self.high = high
    self.fill = fill ?? low
    self.enumeration = enumeration
  }

  /// A word of a set with that many members in it.
  init(bits: Int) {
    if bits == 64 {
      self.init(.min, .max, fill: 0)
    } else {
      self.init(0, (1 << Int64(bits)) - 1)
    }
  }

  /// The bits that tell all values apart.
  var width: Int {
    let span = UInt64(bitPattern: high &- low)
    return 64 - span.leadingZeroBitCount
  }

  /// What may hold either; the fill of the first stays.
  func joined(with other: SlotShape) -> SlotShape {
    SlotShape(
      min(low, other.low), max(high, other.high), fill: fill,
      enumeration: enumeration == other.enumeration ? enumeration : nil)
  }
}

extension TypeLayout {
  /// The shape of each slot, in order; the type is not too large.
  func shapes(of type: Type) -> [SlotShape] {
    switch type {
    case .bool: return [SlotShape(0, 1)]
    case .integer(let range): return [SlotShape(range.low, range.high)]
    case .entity(let id): return [SlotShape(0, Int64(max(spec.entities[id.index].count - 1, 0)))]
    case .nothing: return []
    case .enumeration(let id): return shapes(ofEnumeration: id)
    case .structure, .component:
      return spec.fields(of: type).flatMap { shapes(of: $0.type) }
    case .map(let key, let value):
      return repeated(shapes(of: value), cardinality(of: key))
    case .set(let element):
      let members = cardinality(of: element)
      return stride(from: 0, to: members, by: 64).map { SlotShape(bits: min(64, members - $0)) }
    case .queue(let element, let capacity):
      return [SlotShape(0, Int64(capacity))] + repeated(shapes(of: element), capacity)
    case .bag(let element, let capacity):
      return repeated([SlotShape(0, Int64(cardinality(of: element)))], capacity)
    case .optional(let wrapped): return [SlotShape(0, 1)] + shapes(of: wrapped)
    }
  }

  /// The slots of the first value of a type.
  func zero(of type: Type) -> [Int64] { shapes(of: type).map(\.fill) }

  private func shapes(ofEnumeration id: EnumerationID) -> [SlotShape] {
    let cases = spec.enumerations[id.index].cases
    var area: [SlotShape] = []
    for item in cases {
      for (slot, shape) in item.payload.flatMap(shapes(of:)).enumerated() {
        if slot < area.count {
          area[slot] = area[slot].joined(with: shape)
        } else {
          area.append(shape)
        }
      }
    }
    return [SlotShape(0, Int64(max(cases.count - 1, 0)), enumeration: id)] + area
  }

  private func repeated(_ part: [SlotShape], _ count: Int) -> [SlotShape] {
    (0..<count).flatMap { _ in part }
  }
}
