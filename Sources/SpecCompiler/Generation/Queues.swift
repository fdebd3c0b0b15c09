import Engine
import SpecLanguage

/// Queues: the number of elements, then the elements from the first on, then what an unused place
/// holds.
extension Generator {
  // MARK: Asking

  mutating func apply(
    _ method: ReadingMethod, toQueue whole: Operand, _ arguments: [Operand], _ types: [Type],
    _ type: Type
  ) -> Operand {
    guard case .queue(let element, let capacity) = type, isReachable else { return Self.absent }
    let count = whole.part(0, 1)
    switch method {
    case .count: return count
    case .isEmpty: return compute(.equal, count, .scalar(0))
    case .isFull: return compute(.equal, count, .scalar(Int64(capacity)))
    case .first: return first(of: whole, element, capacity)
    case .last: return last(of: whole, element, capacity)
    case .contains:
      return truth { generator, found in
        generator.jumpContains(whole, arguments[0], types[0], inQueue: type, to: found)
      }
    default: preconditionFailure("a queue has no \(method)")
    }
  }

  /// 1 when the body goes to the label.
  mutating func truth(_ body: (inout Generator, Label) -> Void) -> Operand {
    var join = Join(&self, size: 1)
    let found = emitter.makeLabel()
    let end = emitter.makeLabel()
    body(&self, found)
    join.add(.truth(false), &self)
    emitter.jump(to: end)
    emitter.place(found)
    join.add(.truth(true), &self)
    emitter.place(end)
    return join.value
  }

  /// The first place of an empty queue holds what the nil of an optional does, so nothing is
  /// decided here.
  private mutating func first(of whole: Operand, _ element: Type, _ capacity: Int) -> Operand {
    let optional = Type.optional(element)
    if capacity == 0 { return .constant(layout.zero(of: optional)) }
    let isSome = compute(.notEqual, whole.part(0, 1), .scalar(0))
    return assembled([(isSome, 1), (whole.part(1, size(of: element)), size(of: element))])
  }

  private mutating func last(of whole: Operand, _ element: Type, _ capacity: Int) -> Operand {
    let optional = Type.optional(element)
    let stride = size(of: element)
    var join = Join(&self, size: size(of: optional))
    let empty = emitter.makeLabel()
    let end = emitter.makeLabel()
    let count = whole.part(0, 1)
    jumpEqual(count, .scalar(0), when: true, to: empty)
    if isReachable && capacity > 0 {
      let index = compute(.subtract, count, .scalar(1))
      let place = self.element(
        of: Place(whole.part(1, stride * capacity)), index, low: 0, stride: stride,
        count: capacity)
      join.add(assembled([(.scalar(1), 1), (load(place, size: stride), stride)]), &self)
    }
    emitter.jump(to: end)
    emitter.place(empty)
    join.add(.constant(layout.zero(of: optional)), &self)
    emitter.place(end)
    return join.value
  }

  mutating func jumpContains(
    _ whole: Operand, _ member: Operand, _ type: Type, inQueue queue: Type, to found: Label
  ) {
    guard case .queue(let element, let capacity) = queue else { return }
    let joined = layout.joined(type, element)
    let wanted = adapt(member, from: type, to: joined)
    iterate(overQueue: whole, of: element, capacity, cost: 2) { generator, item in
      let adapted = generator.adapt(item, from: element, to: joined)
      let size = generator.size(of: joined)
      if size == 1 {
        generator.jumpEqual(adapted, wanted, when: true, to: found)
      } else {
        generator.jump(generator.equality(adapted, wanted, size: size), when: true, to: found)
      }
    }
  }

  // MARK: Making

  mutating func queueLiteral(_ elements: [Expression], _ expression: Expression) -> Operand {
    guard case .queue(let element, let capacity) = expression.type else { return Self.absent }
    let items = values(elements, as: elements.map { _ in element })
    if items.count > capacity {
      fail(
        spec.capacityViolation(
          place: expression, locals: scope.declarations, span: expression.span))
      return Self.absent
    }
    let count = (value: Operand.scalar(Int64(items.count)), size: 1)
    return padded([count] + items.map { ($0, size(of: element)) }, to: expression.type)
  }

  // MARK: Changing

  mutating func append(
    _ item: Operand, to place: Place, _ type: Type, full violation: Violation
  ) {
    guard case .queue(let element, let capacity) = type, isReachable else { return }
    let count = load(place.part(0, 1), size: 1)
    if capacity == 0 { return fail(violation) }
    jumpEqual(count, .scalar(Int64(capacity)), when: true, to: failure(violation))
    let stride = size(of: element)
    let target = self.element(
      of: place.part(1, stride * capacity), count, low: 0, stride: stride, count: capacity)
    write(item, to: target, size: stride)
    write(compute(.add, count, .scalar(1)), to: place.part(0, 1), size: 1)
  }

  /// Takes the first element away, where there is one.
  mutating func removeFirst(from place: Place, _ type: Type) {
    guard case .queue(let element, let capacity) = type, capacity > 0, isReachable else { return }
    let stride = size(of: element)
    let empty = emitter.makeLabel()
    let count = load(place.part(0, 1), size: 1)
    jumpEqual(count, .scalar(0), when: true, to: empty)
    if isReachable {
      let rest = load(
        place.part(1 + stride, stride * (capacity - 1)), size: stride * (capacity - 1))
      let last = Operand.constant(layout.zero(of: element))
      let moved = assembled([(rest, stride * (capacity - 1)), (last, stride)])
      write(moved, to: place.part(1, stride * capacity), size: stride * capacity)
      write(compute(.subtract, count, .scalar(1)), to: place.part(0, 1), size: 1)
    }
    emitter.place(empty)
  }

  mutating func popFirst(_ queue: Expression, _ expression: Expression) -> Operand {
    let resolved = resolve(queue)
    let place = locate(resolved)
    guard case .queue(let element, let capacity) = queue.type, isReachable else {
      return Self.absent
    }
    let size = size(of: .optional(element))
    // Of the whole, only what comes before the second element is needed.
    let head = load(place.part(0, capacity == 0 ? 1 : size), size: capacity == 0 ? 1 : size)
    let popped = emitter.temporary(size)
    copy(first(of: head, element, capacity), to: popped, size: size)
    removeFirst(from: place, queue.type)
    return adapt(.slots(popped), from: .optional(element), to: expression.type)
  }

  // MARK: Going through

  mutating func iterate(
    overQueue whole: Operand, of element: Type, _ capacity: Int, cost: Int,
    _ body: (inout Generator, Operand) -> Void
  ) {
    guard capacity > 0, isReachable else { return }
    let count = whole.part(0, 1)
    let stride = size(of: element)
    if analysis.unrolls(count: capacity, cost: cost + 2) {
      let end = emitter.makeLabel()
      for index in 0..<capacity where isReachable {
        if let known = count.known {
          if known <= Int64(index) { break }
        } else {
          jump(.jumpIfNotLess, .scalar(Int64(index)), count, to: end)
        }
        releasing { body(&$0, whole.part(1 + index * stride, stride)) }
      }
      emitter.place(end)
      return
    }
    let last = compute(.subtract, count, .scalar(1))
    loop(from: .scalar(0), to: last) { generator, index in
      let items = Place(whole.part(1, stride * capacity))
      let place = generator.element(
        of: items, index, low: 0, stride: stride, count: capacity)
      body(&generator, generator.load(place, size: stride))
    }
  }
}
