import SpecLanguage

extension TypeLayout {
  /// The slots of a value of the type.
  func encode(_ value: Value, as type: Type) -> [Int64] {
    switch (value, type) {
    case (.bool(let truth), .bool): return [truth ? 1 : 0]
    case (.integer(let number), .integer): return [number]
    case (.identity(let index), .entity): return [Int64(index)]
    case (.nothing, .nothing): return []
    case (.enumCase(let index, let parts), .enumeration):
      let types = payload(of: type, case: index)
      let used = [Int64(index)] + zip(parts, types).flatMap { encode($0, as: $1) }
      return used + zero(of: type)[used.count...]
    case (.structure(let parts), .structure), (.structure(let parts), .component):
      return zip(parts, spec.fields(of: type)).flatMap { encode($0, as: $1.type) }
    case (.map(let parts), .map(_, let item)): return parts.flatMap { encode($0, as: item) }
    case (.none, .optional): return zero(of: type)
    case (.some(let wrapped), .optional(let item)): return [1] + encode(wrapped, as: item)
    case (.set(let members), .set(let element)):
      var words = zero(of: type)
      for member in members {
        let ordinal = ordinal(of: encode(member, as: element)[...], as: element)
        words[ordinal / 64] |= 1 << Int64(ordinal % 64)
      }
      return words
    case (.queue(let items), .queue(let element, _)):
      let used = [Int64(items.count)] + items.flatMap { encode($0, as: element) }
      return used + zero(of: type)[used.count...]
    case (.bag(let items), .bag(let element, let capacity)):
      let ordinals = items.map { Int64(ordinal(of: encode($0, as: element)[...], as: element) + 1) }
      let unused = Array(repeating: Int64(0), count: capacity - items.count)
      return ordinals.sorted(by: >) + unused
    default: preconditionFailure("\(value) is no value of \(type)")
    }
  }

  /// The value that slots stand for.
  func decode(_ slots: ArraySlice<Int64>, as type: Type) -> Value {
    switch type {
    case .bool: return .bool(slots.first == 1)
    case .integer: return .integer(slots.first!)
    case .entity: return .identity(Int(slots.first!))
    case .nothing: return .nothing
    case .enumeration:
      let index = Int(slots.first!)
      return .enumCase(index, decode(slots.dropFirst(), as: payload(of: type, case: index)))
    case .structure, .component:
      return .structure(decode(slots, as: spec.fields(of: type).map(\.type)))
    case .map(let key, let item):
      return .map(decode(slots, as: Array(repeating: item, count: cardinality(of: key))))
    case .optional(let item):
      return slots.first == 0 ? .none : .some(decode(slots.dropFirst(), as: item))
    case .set(let element): return .set(members(of: slots, element))
    case .queue(let element, _):
      let items = Array(repeating: element, count: Int(slots.first!))
      return .queue(decode(slots.dropFirst(), as: items))
    case .bag(let element, _):
      return .bag(
        slots.reversed().filter { $0 != 0 }.map {
          decode(self.slots(ofOrdinal: Int($0) - 1, as: element)[...], as: element)
        })
    }
  }

  private func decode(_ slots: ArraySlice<Int64>, as types: [Type]) -> [Value] {
    var rest = slots
    return types.map {
      let part = rest.prefix(size(of: $0))
      rest = rest.dropFirst(part.count)
      return decode(part, as: $0)
    }
  }

  private func members(of words: ArraySlice<Int64>, _ element: Type) -> [Value] {
    var members: [Value] = []
    for (index, word) in words.enumerated() {
      for bit in 0..<64 where word >> Int64(bit) & 1 == 1 {
        let slots = slots(ofOrdinal: 64 * index + bit, as: element)
        members.append(decode(slots[...], as: element))
      }
    }
    return members
  }
}
