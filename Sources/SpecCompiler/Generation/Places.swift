import Engine
import SpecLanguage

/// A place whose indices are worked out and which has not been looked at: an assignment computes
/// its value in between.
struct ResolvedPlace {
  enum Step {
    case part(offset: Int, size: Int)
    case key(Operand, low: Int64, stride: Int, count: Int)
    case element(Operand, Type, Violation)
    case unwrapped(size: Int, Violation)
  }

  var root: Place
  var steps: [Step] = []
}

extension Generator {
  // MARK: Reading

  /// Where the value of an expression lies; what is no place gets computed.
  mutating func readPlace(_ expression: Expression) -> Place {
    guard isReachable, descend(at: expression.span) else { return Place(Self.absent) }
    defer { leave() }
    switch expression.kind {
    case .local, .variable, .receiver: return root(of: expression)
    case .field(let record, let field):
      let whole = readPlace(record)
      return whole.part(layout.offset(ofField: field, in: record.type), size(of: expression.type))
    case .index(let whole, let index): return readElement(of: whole, index, expression)
    case .unwrap(let optional):
      let place = readPlace(optional)
      return unwrapped(place, expression.type, spec.unwrapViolation(span: expression.span))
    case .old(let inner): return within(scopeBefore()) { $0.readPlace(inner) }
    default: return Place(value(expression))
    }
  }

  private func root(of expression: Expression) -> Place {
    switch expression.kind {
    case .local(let id): return scope.locals[id.index] ?? Place(Self.absent)
    case .variable(let id): return variablePlace(id)
    default: return scope.receiver ?? Place(Self.absent)
    }
  }

  private func variablePlace(_ id: VariableID) -> Place {
    let current = Place.slots(Slot(number: Int32(variableOffsets[id.index])))
    switch scope.variables {
    case .current: return current
    case .beforeStep: return beforeStep(current)
    case .copies(let copies): return copies[id.index] ?? current
    }
  }

  /// The same place among the old fields.
  func beforeStep(_ place: Place) -> Place {
    switch place {
    case .slots(let slot) where slot.number >= 0 && slot.number < fieldCount:
      return .slots(slot + fieldCount)
    case .address(let slot, let offset, isState: true):
      return .address(slot, offset: offset + fieldCount, isState: false)
    default: return place
    }
  }

  private mutating func readElement(
    of whole: Expression, _ index: Expression, _ expression: Expression
  ) -> Place {
    var place = readPlace(whole)
    if analysis.mayWrite(index) {
      let size = size(of: whole.type)
      place = Place(stable(load(place, size: size), size: size))
    }
    switch whole.type {
    case .map(let key, let item):
      let (number, low) = keyNumber(index, key)
      return element(
        of: place, number, low: low, stride: size(of: item), count: layout.cardinality(of: key))
    case .queue:
      let number = value(index)
      return queueElement(
        of: place, number, whole.type, spec.indexViolation(span: expression.span))
    default: preconditionFailure("\(whole.type) has no elements by index")
    }
  }

  /// A key as a number whose least value is `low`.
  private mutating func keyNumber(_ index: Expression, _ key: Type) -> (Operand, low: Int64) {
    let operand = value(index, as: key)
    if case .integer(let range) = key { return (operand, range.low) }
    return (ordinal(of: operand, key), 0)
  }

  private mutating func unwrapped(_ place: Place, _ type: Type, _ violation: Violation) -> Place {
    let tag = load(place.part(0, 1), size: 1)
    if isReachable { jump(tag, when: false, to: failure(violation)) }
    return place.part(1, size(of: type))
  }

  /// A queue's element, once its place is known to be in use.
  private mutating func queueElement(
    of place: Place, _ number: Operand, _ type: Type, _ violation: Violation
  ) -> Place {
    guard case .queue(let item, let capacity) = type, isReachable else {
      return Place(Self.absent)
    }
    let count = load(place.part(0, 1), size: 1)
    if let known = number.known {
      if !(0..<Int64(capacity)).contains(known) {
        fail(violation)
        return Place(Self.absent)
      }
    } else {
      jump(.jumpIfLess, number, .scalar(0), to: failure(violation))
    }
    if let length = count.known, let known = number.known {
      if known >= length { fail(violation) }
    } else {
      jump(.jumpIfNotLess, number, count, to: failure(violation))
    }
    let stride = size(of: item)
    return element(
      of: place.part(1, stride * capacity), number, low: 0, stride: stride, count: capacity)
  }

  /// One of `count` parts of the same size, by its number.
  mutating func element(
    of place: Place, _ number: Operand, low: Int64, stride: Int, count: Int
  ) -> Place {
    guard isReachable else { return Place(Self.absent) }
    if let known = number.known { return place.part(Int(known - low) * stride, stride) }
    // An offset says which part of an element it is, so only an address may be displaced.
    var isFarOff = low.magnitude > 1 << 20 || Int(low.magnitude) * stride > 1 << 20
    if case .address = place, low != 0 { isFarOff = true }
    if isFarOff {
      let ordinal = compute(.subtract, number, .scalar(low))
      return element(of: place, ordinal, low: 0, stride: stride, count: count)
    }
    let address = emitter.temporary()
    let index = emitter.slot(number)
    func addressOf(_ slot: Slot, _ generator: inout Generator) {
      generator.emitter.emit(
        .addressOf, address.number, slot.number, Int32(stride * count), Int32(-Int(low) * stride))
    }
    switch place {
    case .constant(let values):
      addressOf(emitter.constants(values), &self)
      emit(.address, address, address, index, literal: stride)
      return .address(address, offset: 0, isState: false)
    case .slots(let slot):
      addressOf(slot, &self)
      emit(.address, address, address, index, literal: stride)
      let isState = slot.number >= 0 && slot.number < fieldCount
      return .address(address, offset: 0, isState: isState)
    case .address(let slot, let offset, let isState):
      emit(.address, address, slot, index, literal: stride)
      return .address(address, offset: offset, isState: isState)
    }
  }

  mutating func load(_ place: Place, size: Int) -> Operand {
    switch place {
    case .constant(let values): return .constant(values)
    case .slots(let slot): return size == 0 ? .constant([]) : .slots(slot)
    case .address(let slot, let offset, _):
      if size == 0 { return .constant([]) }
      let target = emitter.temporary(size)
      if size == 1 {
        emitter.emit(.load, target.number, slot.number, Int32(offset))
      } else {
        emitter.emit(.loadBlock, target.number, slot.number, Int32(offset), Int32(size))
      }
      return .slots(target)
    }
  }

  // MARK: Writing

  /// Works out the indices of a place, from the outside in, without looking at what is there.
  mutating func resolve(_ place: Expression) -> ResolvedPlace {
    guard isReachable, descend(at: place.span) else {
      return ResolvedPlace(root: Place(Self.absent))
    }
    defer { leave() }
    switch place.kind {
    case .field(let record, let field):
      let offset = layout.offset(ofField: field, in: record.type)
      return resolve(record, .part(offset: offset, size: size(of: place.type)))
    case .index(let whole, let index):
      var resolved = resolve(whole)
      resolved.steps.append(indexStep(whole.type, index, place))
      return resolved
    case .unwrap(let optional):
      let violation = spec.unwrapViolation(span: place.span)
      return resolve(optional, .unwrapped(size: size(of: place.type), violation))
    default: return ResolvedPlace(root: root(of: place))
    }
  }

  private mutating func resolve(_ whole: Expression, _ step: ResolvedPlace.Step) -> ResolvedPlace {
    var resolved = resolve(whole)
    resolved.steps.append(step)
    return resolved
  }

  private mutating func indexStep(
    _ whole: Type, _ index: Expression, _ place: Expression
  ) -> ResolvedPlace.Step {
    if case .map(let key, let item) = whole {
      let (number, low) = keyNumber(index, key)
      return .key(
        stable(number, size: 1), low: low, stride: size(of: item),
        count: layout.cardinality(of: key))
    }
    let number = stable(value(index), size: 1)
    return .element(number, whole, spec.indexViolation(span: place.span))
  }

  /// Goes to a resolved place, and fails where it is not there.
  mutating func locate(_ resolved: ResolvedPlace) -> Place {
    var place = resolved.root
    for step in resolved.steps {
      guard isReachable else { return place }
      switch step {
      case .part(let offset, let size): place = place.part(offset, size)
      case .key(let number, let low, let stride, let count):
        place = element(of: place, number, low: low, stride: stride, count: count)
      case .element(let number, let type, let violation):
        place = queueElement(of: place, number, type, violation)
      case .unwrapped(let size, let violation):
        jump(load(place.part(0, 1), size: 1), when: false, to: failure(violation))
        place = place.part(1, size)
      }
    }
    return place
  }

  mutating func write(_ operand: Operand, to place: Place, size: Int) {
    guard size > 0, isReachable else { return }
    switch place {
    case .constant: preconditionFailure("a constant is written to")
    case .slots(let slot) where slot.isTemporary: copy(operand, to: slot, size: size)
    case .slots(let slot):
      if operand == .slots(slot) { return }
      let source = emitter.slot(operand).number
      if size == 1 {
        emitter.emit(.store, slot.number, source)
      } else {
        emitter.emit(.storeBlock, slot.number, source, Int32(size))
      }
    case .address(let slot, let offset, let isState):
      let source = emitter.slot(operand).number
      if size == 1 {
        emitter.emit(isState ? .storeAt : .put, slot.number, Int32(offset), source)
      } else {
        emitter.emit(
          isState ? .storeBlockAt : .putBlock, slot.number, Int32(offset), source, Int32(size))
      }
    }
  }
}
