import SpecLanguage

/// The place of a value in its type's order, as `TypedSpec.cardinality(of:)` tells it; for types of
/// at most `Int.max` values.
extension TypeLayout {
  /// The ordinal of the value that slots stand for.
  func ordinal(of slots: ArraySlice<Int64>, as type: Type) -> Int {
    switch type {
    case .bool, .entity: return Int(slots.first!)
    case .integer(let range): return Int(slots.first! - range.low)
    case .nothing: return 0
    case .enumeration:
      let index = Int(slots.first!)
      let before = (0..<index).reduce(0) { $0 + caseCardinality(type, $1) }
      return before + ordinal(of: slots.dropFirst(), asAll: payload(of: type, case: index))
    case .structure, .component:
      return ordinal(of: slots, asAll: spec.fields(of: type).map(\.type))
    case .map(let key, let value):
      return ordinal(of: slots, asAll: Array(repeating: value, count: cardinality(of: key)))
    case .optional(let item):
      return slots.first == 0 ? 0 : 1 + ordinal(of: slots.dropFirst(), as: item)
    case .set: return slots.isEmpty ? 0 : Int(slots.first!)
    case .queue(let element, _):
      let length = Int(slots.first!)
      let before = (0..<length).reduce(0) { $0 + sequenceCount(element, $1) }
      return before
        + ordinal(of: slots.dropFirst(), asAll: Array(repeating: element, count: length))
    case .bag(let element, _):
      let items = slots.reversed().filter { $0 != 0 }.map { Int($0) - 1 }
      return BagOrder(kinds: cardinality(of: element)).ordinal(of: items)
    }
  }

  /// The slots of the value with an ordinal.
  func slots(ofOrdinal ordinal: Int, as type: Type) -> [Int64] {
    switch type {
    case .bool, .entity: return [Int64(ordinal)]
    case .integer(let range): return [range.low + Int64(ordinal)]
    case .nothing: return []
    case .enumeration:
      var index = 0
      var rest = ordinal
      while rest >= caseCardinality(type, index) {
        rest -= caseCardinality(type, index)
        index += 1
      }
      let used = [Int64(index)] + slots(ofOrdinal: rest, asAll: payload(of: type, case: index))
      return used + zero(of: type)[used.count...]
    case .structure, .component:
      return slots(ofOrdinal: ordinal, asAll: spec.fields(of: type).map(\.type))
    case .map(let key, let value):
      let values = Array(repeating: value, count: cardinality(of: key))
      return slots(ofOrdinal: ordinal, asAll: values)
    case .optional(let item):
      return ordinal == 0 ? zero(of: type) : [1] + slots(ofOrdinal: ordinal - 1, as: item)
    case .set(let element): return cardinality(of: element) == 0 ? [] : [Int64(ordinal)]
    case .queue(let element, _):
      var length = 0
      var rest = ordinal
      while rest >= sequenceCount(element, length) {
        rest -= sequenceCount(element, length)
        length += 1
      }
      let items = Array(repeating: element, count: length)
      let used = [Int64(length)] + slots(ofOrdinal: rest, asAll: items)
      return used + zero(of: type)[used.count...]
    case .bag(let element, let capacity):
      let items = BagOrder(kinds: cardinality(of: element)).items(ofOrdinal: ordinal)
      let unused = Array(repeating: Int64(0), count: capacity - items.count)
      return items.reversed().map { Int64($0 + 1) } + unused
    }
  }

  /// The values of one case of an enum.
  func caseCardinality(_ type: Type, _ index: Int) -> Int {
    payload(of: type, case: index).reduce(1) { $0 * cardinality(of: $1) }
  }

  /// The sequences of exactly that many elements.
  func sequenceCount(_ element: Type, _ length: Int) -> Int {
    (0..<length).reduce(1) { total, _ in total * cardinality(of: element) }
  }

  private func ordinal(of slots: ArraySlice<Int64>, asAll types: [Type]) -> Int {
    var rest = slots
    return types.reduce(0) { total, type in
      let part = rest.prefix(size(of: type))
      rest = rest.dropFirst(part.count)
      return total * cardinality(of: type) + ordinal(of: part, as: type)
    }
  }

  private func slots(ofOrdinal ordinal: Int, asAll types: [Type]) -> [Int64] {
    var rest = ordinal
    var parts: [[Int64]] = []
    for type in types.reversed() {
      let count = cardinality(of: type)
      parts.append(slots(ofOrdinal: rest % count, as: type))
      rest /= count
    }
    return parts.reversed().flatMap { $0 }
  }
}

/// The order of multisets out of `kinds` elements: by size, then by their ascending elements.
struct BagOrder {
  var kinds: Int

  func ordinal(of items: [Int]) -> Int {
    var total = (0..<items.count).reduce(0) { $0 + count(size: $1, from: 0) }
    var low = 0
    for (place, item) in items.enumerated() {
      for smaller in low..<item { total += count(size: items.count - place - 1, from: smaller) }
      low = item
    }
    return total
  }

  func items(ofOrdinal ordinal: Int) -> [Int] {
    var rest = ordinal
    var size = 0
    while rest >= count(size: size, from: 0) {
      rest -= count(size: size, from: 0)
      size += 1
    }
    var items: [Int] = []
    var item = 0
    while items.count < size {
      let following = count(size: size - items.count - 1, from: item)
      if rest < following {
        items.append(item)
      } else {
        rest -= following
        item += 1
      }
    }
    return items
  }

  /// The multisets of a size whose elements are at least `low`.
  private func count(size: Int, from low: Int) -> Int {
    if size == 0 { return 1 }
    let choices = kinds - low
    if choices <= 0 { return 0 }
    var total = 1
    for step in 1...size { total = total * (choices - 1 + step) / step }
    return total
  }
}
