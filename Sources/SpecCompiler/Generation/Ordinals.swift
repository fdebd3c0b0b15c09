import Engine
import SpecLanguage

/// Values as numbers, in the order of their type, while the code runs: how sets, bags and maps of
/// composite keys are indexed. Parts are digits of a number in mixed radix, the first most
/// significant.
extension Generator {
  mutating func ordinal(of operand: Operand, _ type: Type) -> Operand {
    guard isReachable else { return Self.absent }
    if case .constant(let slots) = operand {
      return .scalar(Int64(layout.ordinal(of: slots[...], as: type)))
    }
    switch type {
    case .bool, .entity: return operand
    case .integer(let range): return compute(.subtract, operand, .scalar(range.low))
    case .nothing: return .scalar(0)
    case .enumeration: return ordinal(ofEnum: operand, type)
    case .structure, .component:
      return ordinal(of: operand, 0, all: spec.fields(of: type).map(\.type))
    case .map(let key, let item):
      return ordinal(
        of: operand, 0, all: Array(repeating: item, count: layout.cardinality(of: key)))
    case .optional(let item): return ordinal(ofOptional: operand, item)
    case .set: return size(of: type) == 0 ? .scalar(0) : operand
    case .queue(let item, let capacity): return ordinal(ofQueue: operand, item, capacity)
    case .bag: return searched(operand, type)
    }
  }

  /// The value with a number.
  mutating func fromOrdinal(_ number: Operand, _ type: Type) -> Operand {
    guard isReachable else { return Self.absent }
    if let known = number.known { return .constant(layout.slots(ofOrdinal: Int(known), as: type)) }
    switch type {
    case .bool, .entity: return number
    case .integer(let range): return compute(.add, number, .scalar(range.low))
    case .nothing: return .constant([])
    case .enumeration(let id):
      if spec.enumerations[id.index].cases.allSatisfy({ $0.payload.isEmpty }) { return number }
      let cases = spec.enumerations[id.index].cases.indices
      return alternatives(number, counts: cases.map { layout.caseCardinality(type, $0) }, type) {
        generator, index, rest in
        let payload = generator.layout.payload(of: type, case: index)
        return [(.scalar(Int64(index)), 1)] + generator.digits(of: rest, payload)
      }
    case .structure, .component:
      return assembled(digits(of: number, spec.fields(of: type).map(\.type)))
    case .map(let key, let item):
      return assembled(
        digits(of: number, Array(repeating: item, count: layout.cardinality(of: key))))
    case .optional(let item):
      return alternatives(number, counts: [1, layout.cardinality(of: item)], type) {
        generator, tag, rest in
        tag == 0
          ? [(.scalar(0), 1)]
          : [(.scalar(1), 1), (generator.fromOrdinal(rest, item), generator.size(of: item))]
      }
    case .set: return size(of: type) == 0 ? .constant([]) : number
    case .queue(let item, let capacity):
      let counts = (0...capacity).map { layout.sequenceCount(item, $0) }
      return alternatives(number, counts: counts, type) { generator, length, rest in
        let items = Array(repeating: item, count: length)
        return [(.scalar(Int64(length)), 1)] + generator.digits(of: rest, items)
      }
    case .bag: return load(table(of: type, at: number), size: size(of: type))
    }
  }

  // MARK: Digits

  private mutating func ordinal(of operand: Operand, _ start: Int, all types: [Type]) -> Operand {
    var total = Operand.scalar(0)
    var offset = start
    for type in types {
      let digit = ordinal(of: operand.part(offset, size(of: type)), type)
      offset += size(of: type)
      let count = Int64(layout.cardinality(of: type))
      total = compute(.add, compute(.multiply, total, .scalar(count)), digit)
    }
    return total
  }

  private mutating func digits(of number: Operand, _ types: [Type]) -> [(value: Operand, size: Int)]
  {
    var parts: [(value: Operand, size: Int)] = []
    var rest = number
    for (index, type) in types.enumerated().reversed() {
      let count = Operand.scalar(Int64(layout.cardinality(of: type)))
      let digit = index == 0 ? rest : compute(.remainder, rest, count)
      parts.append((fromOrdinal(digit, type), size(of: type)))
      if index > 0 { rest = compute(.divide, rest, count) }
    }
    return parts.reversed()
  }

  /// The way among several into which a number falls, and the number within it.
  private mutating func alternatives(
    _ number: Operand, counts: [Int], _ type: Type,
    _ parts: (inout Generator, Int, Operand) -> [(value: Operand, size: Int)]
  ) -> Operand {
    var join = Join(&self, size: size(of: type))
    let end = emitter.makeLabel()
    var before = 0
    for (index, count) in counts.enumerated() {
      let next = emitter.makeLabel()
      if index < counts.count - 1 {
        jump(.jumpIfNotLess, number, .scalar(Int64(before + count)), to: next)
      }
      let rest = compute(.subtract, number, .scalar(Int64(before)))
      join.add(padded(parts(&self, index, rest), to: type), &self)
      emitter.jump(to: end)
      emitter.place(next)
      before += count
    }
    emitter.place(end)
    return join.value
  }

  // MARK: One case of several

  private mutating func ordinal(ofEnum operand: Operand, _ type: Type) -> Operand {
    guard case .enumeration(let id) = type else { return operand }
    let cases = spec.enumerations[id.index].cases
    if cases.allSatisfy({ $0.payload.isEmpty }) { return operand.part(0, 1) }
    var before = 0
    let counts = cases.indices.map { layout.caseCardinality(type, $0) }
    return tagged(operand, count: cases.count) { generator, index in
      defer { before += counts[index] }
      let inner = generator.ordinal(of: operand, 1, all: cases[index].payload)
      return generator.compute(.add, inner, .scalar(Int64(before)))
    }
  }

  private mutating func ordinal(ofOptional operand: Operand, _ item: Type) -> Operand {
    tagged(operand, count: 2) { generator, tag in
      if tag == 0 { return .scalar(0) }
      let inner = generator.ordinal(of: operand.part(1, generator.size(of: item)), item)
      return generator.compute(.add, inner, .scalar(1))
    }
  }

  private mutating func ordinal(ofQueue operand: Operand, _ item: Type, _ capacity: Int) -> Operand
  {
    var before = 0
    return tagged(operand, count: capacity + 1) { generator, length in
      defer { before += generator.layout.sequenceCount(item, length) }
      let items = Array(repeating: item, count: length)
      let inner = generator.ordinal(of: operand, 1, all: items)
      return generator.compute(.add, inner, .scalar(Int64(before)))
    }
  }

  /// One number for each value of the first slot, which is below `count`.
  private mutating func tagged(
    _ operand: Operand, count: Int, _ number: (inout Generator, Int) -> Operand
  ) -> Operand {
    var join = Join(&self, size: 1)
    let end = emitter.makeLabel()
    for tag in 0..<count {
      let next = emitter.makeLabel()
      if tag < count - 1 {
        jumpEqual(operand.part(0, 1), .scalar(Int64(tag)), when: false, to: next)
      }
      join.add(number(&self, tag), &self)
      emitter.jump(to: end)
      emitter.place(next)
    }
    emitter.place(end)
    return join.value
  }

  // MARK: Tables

  /// Where the value with a number stands in a table of all values of a small type.
  private mutating func table(of type: Type, at number: Operand) -> Place {
    let count = layout.cardinality(of: type)
    let stride = size(of: type)
    let countMax = TypeLayout.sizeMax / max(stride, 1)
    guard count <= countMax else {
      refuse(
        LimitDiagnostics.largeDomain(
          count: spec.cardinality(of: type), max: countMax, at: present))
      return Place(Self.absent)
    }
    let values = (0..<count).flatMap { layout.slots(ofOrdinal: $0, as: type) }
    return element(of: .constant(values), number, low: 0, stride: stride, count: count)
  }

  /// The number of a value by looking for it in the table.
  private mutating func searched(_ operand: Operand, _ type: Type) -> Operand {
    let number = emitter.temporary()
    let head = emitter.makeLabel()
    let found = emitter.makeLabel()
    copy(.scalar(-1), to: number, size: 1)
    emitter.place(head)
    increment(number)
    releasing { generator in
      let size = generator.size(of: type)
      let candidate = generator.load(
        generator.table(of: type, at: .slots(number)), size: size)
      let isSame = generator.equality(candidate, operand, size: size)
      generator.jump(isSame, when: true, to: found)
    }
    emitter.jump(to: head)
    emitter.place(found)
    return .slots(number)
  }
}
