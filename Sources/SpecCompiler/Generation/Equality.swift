import Engine
import SpecLanguage

extension Generator {
  /// Whether two values are the same. Slots decide, since every value has one form; types that
  /// differ in the range of an integer somewhere are brought together first.
  mutating func equality(_ left: Expression, _ right: Expression) -> Operand {
    let (a, b) = pair(left, right)
    guard isReachable else { return Self.absent }
    if case .integer = left.type { return compute(.equal, a, b) }
    let type = layout.joined(left.type, right.type)
    let x = adapt(a, from: left.type, to: type)
    let y = adapt(b, from: right.type, to: type)
    return equality(x, y, size: size(of: type))
  }

  mutating func equality(_ a: Operand, _ b: Operand, size: Int) -> Operand {
    if case .constant(let left) = a, case .constant(let right) = b { return .truth(left == right) }
    if a == b { return .truth(true) }
    switch size {
    case 0: return .truth(true)
    case 1: return compute(.equal, a, b)
    default:
      let target = emitter.temporary()
      let (left, right) = (emitter.slot(a), emitter.slot(b))
      emit(.equalBlock, target, left, right, literal: size)
      return .slots(target)
    }
  }

  /// The value in the slots of another type of the same kind. The value must be one of that type.
  mutating func adapt(_ operand: Operand, from source: Type, to target: Type) -> Operand {
    guard source != target, isReachable else { return operand }
    switch (source, target) {
    case (.optional(let inner), .optional(let outer)):
      return adaptOptional(operand, from: inner, to: outer, target)
    case (.map(let key, let inner), .map(_, let outer)):
      let count = layout.cardinality(of: key)
      return assembled(
        (0..<count).map {
          let part = operand.part($0 * size(of: inner), size(of: inner))
          return (adapt(part, from: inner, to: outer), size(of: outer))
        })
    case (.queue(let inner, let count), .queue(let outer, _)):
      return adaptQueue(operand, count, from: inner, to: outer, target)
    case (.set(let inner), .set(let outer)): return adaptSet(operand, from: inner, to: outer)
    case (.bag(let inner, let count), .bag(let outer, _)):
      return adaptBag(operand, count, from: inner, to: outer, target)
    default: return operand
    }
  }

  private mutating func adaptOptional(
    _ operand: Operand, from inner: Type, to outer: Type, _ target: Type
  ) -> Operand {
    var join = Join(&self, size: size(of: target))
    let none = emitter.makeLabel()
    let end = emitter.makeLabel()
    jump(operand.part(0, 1), when: false, to: none)
    let wrapped = adapt(operand.part(1, size(of: inner)), from: inner, to: outer)
    join.add(assembled([(.scalar(1), 1), (wrapped, size(of: outer))]), &self)
    emitter.jump(to: end)
    emitter.place(none)
    join.add(.constant(layout.zero(of: target)), &self)
    emitter.place(end)
    return join.value
  }

  private mutating func adaptQueue(
    _ operand: Operand, _ capacity: Int, from inner: Type, to outer: Type, _ target: Type
  ) -> Operand {
    let whole = emitter.temporary(size(of: target))
    copy(.constant(layout.zero(of: target)), to: whole, size: size(of: target))
    let count = operand.part(0, 1)
    copy(count, to: whole, size: 1)
    let end = emitter.makeLabel()
    let stride = size(of: inner)
    for index in 0..<min(capacity, (size(of: target) - 1) / max(size(of: outer), 1)) {
      guard isReachable else { break }
      if let known = count.known {
        if known <= Int64(index) { break }
      } else {
        jump(.jumpIfNotLess, .scalar(Int64(index)), count, to: end)
      }
      let part = adapt(operand.part(1 + index * stride, stride), from: inner, to: outer)
      copy(part, to: whole + (1 + index * size(of: outer)), size: size(of: outer))
    }
    emitter.place(end)
    return .slots(whole)
  }

  private mutating func adaptSet(
    _ operand: Operand, from inner: Type, to outer: Type
  ) -> Operand {
    let whole = emitter.temporary(layout.wordCount(ofSetOf: outer))
    let size = layout.wordCount(ofSetOf: outer)
    copy(.constant(Array(repeating: 0, count: size)), to: whole, size: size)
    iterate(overSet: operand, of: inner, cost: 4) { generator, member in
      let adapted = generator.adapt(member, from: inner, to: outer)
      generator.insert(adapted, intoSet: .slots(whole), of: outer)
    }
    return .slots(whole)
  }

  private mutating func adaptBag(
    _ operand: Operand, _ count: Int, from inner: Type, to outer: Type, _ target: Type
  ) -> Operand {
    let capacity = size(of: target)
    let whole = emitter.temporary(capacity)
    copy(.constant(layout.zero(of: target)), to: whole, size: capacity)
    let end = emitter.makeLabel()
    for index in 0..<min(count, capacity) {
      guard isReachable else { break }
      let item = operand.part(index, 1)
      jumpEqual(item, .scalar(0), when: true, to: end)
      let value = fromOrdinal(compute(.subtract, item, .scalar(1)), inner)
      let number = ordinal(of: adapt(value, from: inner, to: outer), outer)
      copy(compute(.add, number, .scalar(1)), to: whole + index, size: 1)
    }
    emitter.place(end)
    return .slots(whole)
  }
}

extension TypeLayout {
  /// A type that holds the values of both, which differ at most in the ranges of integers.
  func joined(_ a: Type, _ b: Type) -> Type {
    switch (a, b) {
    case (.integer(let x), .integer(let y)):
      return x.contains(y) ? a : y.contains(x) ? b : .integer(.everything)
    case (.optional(let x), .optional(let y)): return .optional(joined(x, y))
    case (.map(let key, let x), .map(_, let y)): return .map(key: key, value: joined(x, y))
    case (.queue(let x, let m), .queue(let y, let n)):
      return .queue(joined(x, y), capacity: max(m, n))
    case (.set(let x), .set(let y)): return .set(joined(x, y))
    case (.bag(let x, let m), .bag(let y, let n)):
      return .bag(joined(x, y), capacity: max(m, n))
    default: return a
    }
  }
}
