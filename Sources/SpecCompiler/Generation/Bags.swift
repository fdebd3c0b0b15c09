import Engine
import SpecLanguage

/// Bags: the ordinals of the elements plus one, in descending order, and zeros behind them.
extension Generator {
  // MARK: Asking

  mutating func apply(
    _ method: ReadingMethod, toBag whole: Operand, _ arguments: [Operand], _ types: [Type],
    _ type: Type
  ) -> Operand {
    guard case .bag(let element, let capacity) = type, isReachable else { return Self.absent }
    switch method {
    case .contains:
      return truth { generator, found in
        generator.jumpContains(whole, arguments[0], types[0], inBag: type, to: found)
      }
    case .count where arguments.isEmpty: return count(whole, capacity) { .notEqual($0, .scalar(0)) }
    case .count:
      guard let number = bagNumber(arguments[0], types[0], element) else { return .scalar(0) }
      return count(whole, capacity) { .equal($0, number) }
    case .isEmpty:
      return capacity == 0 ? .truth(true) : compute(.equal, whole.part(0, 1), .scalar(0))
    case .isFull:
      return capacity == 0
        ? .truth(true) : compute(.notEqual, whole.part(capacity - 1, 1), .scalar(0))
    default: preconditionFailure("a bag has no \(method)")
    }
  }

  private enum Test {
    case equal(Operand, Operand)
    case notEqual(Operand, Operand)
  }

  private mutating func count(
    _ whole: Operand, _ capacity: Int, _ test: (Operand) -> Test
  ) -> Operand {
    (0..<capacity).reduce(Operand.scalar(0)) { total, index in
      switch test(whole.part(index, 1)) {
      case .equal(let a, let b): return compute(.add, total, compute(.equal, a, b))
      case .notEqual(let a, let b): return compute(.add, total, compute(.notEqual, a, b))
      }
    }
  }

  /// What stands for an element; nil when it is known to be no value of the element type. An
  /// integer outside the element type gets -1, which no place of a bag holds.
  private mutating func bagNumber(_ item: Operand, _ type: Type, _ element: Type) -> Operand? {
    guard case .integer(let range) = element, case .integer(let given) = type,
      !range.contains(given)
    else {
      let number = ordinal(of: adapt(item, from: type, to: element), element)
      return compute(.add, number, .scalar(1))
    }
    if let known = item.known {
      return range.contains(known) ? .scalar(known - range.low + 1) : nil
    }
    var join = Join(&self, size: 1)
    let outside = emitter.makeLabel()
    let end = emitter.makeLabel()
    jump(.jumpIfLess, item, .scalar(range.low), to: outside)
    jump(.jumpIfLess, .scalar(range.high), item, to: outside)
    join.add(compute(.add, ordinal(of: item, element), .scalar(1)), &self)
    emitter.jump(to: end)
    emitter.place(outside)
    join.add(.scalar(-1), &self)
    emitter.place(end)
    return join.value
  }

  mutating func jumpContains(
    _ whole: Operand, _ member: Operand, _ type: Type, inBag bag: Type, to found: Label
  ) {
    guard case .bag(let element, let capacity) = bag, capacity > 0,
      let number = bagNumber(member, type, element)
    else { return }
    for index in 0..<capacity {
      jumpEqual(whole.part(index, 1), number, when: true, to: found)
    }
  }

  // MARK: Making

  mutating func bagLiteral(_ elements: [Expression], _ expression: Expression) -> Operand {
    guard case .bag(let element, let capacity) = expression.type else { return Self.absent }
    let items = values(elements, as: elements.map { _ in element })
    let violation = spec.capacityViolation(
      place: expression, locals: scope.declarations, span: expression.span)
    if items.count > capacity {
      fail(violation)
      return Self.absent
    }
    let whole = emitter.temporary(capacity)
    copy(.constant(layout.zero(of: expression.type)), to: whole, size: capacity)
    for item in items { insert(item, intoBag: .slots(whole), expression.type, full: violation) }
    return capacity == 0 ? .constant([]) : .slots(whole)
  }

  // MARK: Changing

  /// The new number sinks to its place: each place keeps the greater of two and hands on the other.
  mutating func insert(
    _ item: Operand, intoBag place: Place, _ type: Type, full violation: Violation
  ) {
    guard case .bag(let element, let capacity) = type, isReachable else { return }
    if capacity == 0 { return fail(violation) }
    let whole = load(place, size: capacity)
    jump(whole.part(capacity - 1, 1), when: true, to: failure(violation))
    guard isReachable else { return }
    var carried = compute(.add, ordinal(of: item, element), .scalar(1))
    var parts: [(value: Operand, size: Int)] = []
    for index in 0..<capacity {
      let present = whole.part(index, 1)
      parts.append((compute(.maximum, present, carried), 1))
      if index < capacity - 1 { carried = compute(.minimum, present, carried) }
    }
    write(assembled(parts), to: place, size: capacity)
  }

  /// From the first place on that holds the number, each takes what the next one holds.
  mutating func remove(_ item: Operand, fromBag place: Place, _ type: Type) {
    guard case .bag(let element, let capacity) = type, capacity > 0, isReachable else { return }
    let number = compute(.add, ordinal(of: item, element), .scalar(1))
    let end = emitter.makeLabel()
    let found = emitter.makeLabel()
    let whole = emitter.temporary(capacity)
    copy(load(place, size: capacity), to: whole, size: capacity)
    for index in 0..<capacity {
      jumpEqual(.slots(whole + index), number, when: true, to: found)
    }
    emitter.jump(to: end)
    emitter.place(found)
    for index in 0..<capacity {
      let keep = emitter.makeLabel()
      jump(.jumpIfLess, number, .slots(whole + index), to: keep)
      let next = index + 1 < capacity ? Operand.slots(whole + (index + 1)) : .scalar(0)
      copy(next, to: whole + index, size: 1)
      emitter.place(keep)
    }
    write(.slots(whole), to: place, size: capacity)
    emitter.place(end)
  }

  // MARK: Going through

  /// Each distinct element once, in the order of its type: from the last place in use to the first.
  mutating func iterate(
    overBag whole: Operand, of element: Type, _ capacity: Int, cost: Int,
    _ body: (inout Generator, Operand) -> Void
  ) {
    guard capacity > 0, isReachable else { return }
    if analysis.unrolls(count: capacity, cost: cost + 4) {
      for index in (0..<capacity).reversed() where isReachable {
        let next = emitter.makeLabel()
        let number = whole.part(index, 1)
        jumpEqual(number, .scalar(0), when: true, to: next)
        if index + 1 < capacity {
          jumpEqual(number, whole.part(index + 1, 1), when: true, to: next)
        }
        releasing { $0.visit(number, element, body) }
        emitter.place(next)
      }
      return
    }
    let previous = emitter.temporary()
    copy(.scalar(0), to: previous, size: 1)
    loop(from: .scalar(0), to: .scalar(Int64(capacity - 1))) { generator, step in
      let index = generator.compute(.subtract, .scalar(Int64(capacity - 1)), step)
      let next = generator.emitter.makeLabel()
      let place = generator.element(
        of: Place(whole), index, low: 0, stride: 1, count: capacity)
      let number = generator.load(place, size: 1)
      // An unused place holds 0, as `previous` does until one is in use.
      generator.jumpEqual(number, .slots(previous), when: true, to: next)
      generator.copy(number, to: previous, size: 1)
      generator.visit(number, element, body)
      generator.emitter.place(next)
    }
  }

  private mutating func visit(
    _ number: Operand, _ element: Type, _ body: (inout Generator, Operand) -> Void
  ) {
    guard isReachable else { return }
    let ordinal = compute(.subtract, number, .scalar(1))
    body(&self, fromOrdinal(ordinal, element))
  }
}
