import Engine
import SourceText
import SpecLanguage

extension Generator {
  /// Statements in order; what they bind is forgotten behind them.
  mutating func block(_ statements: [Statement]) {
    releasing { generator in
      for item in statements where generator.isReachable { generator.statement(item) }
    }
  }

  private mutating func statement(_ statement: Statement) {
    guard descend(at: statement.span) else { return }
    defer { leave() }
    switch statement.kind {
    case .bind(let local, let value): bind(local, value)
    case .choose(let binding): choose(binding, span: statement.span)
    default: releasing { $0.transient(statement) }
    }
  }

  /// A statement behind which none of its temporaries is needed.
  private mutating func transient(_ statement: Statement) {
    switch statement.kind {
    case .assign(let place, let value): assign(place, value)
    case .write(let method, let place, let arguments): write(method, place, arguments, statement)
    case .ifElse(let condition, let then, let otherwise):
      let elsewhere = emitter.makeLabel()
      let end = emitter.makeLabel()
      jump(condition, when: false, to: elsewhere)
      branch(then)
      emitter.jump(to: end)
      emitter.place(elsewhere)
      branch(otherwise)
      emitter.place(end)
    case .ifSome(let local, let optional, let then, let otherwise):
      ifSome(local, optional, then, otherwise)
    case .switchOver(let subject, let cases):
      select(subject, cases, mayWrite: true) { $0.block($1) }
    case .forIn(let binding, let body):
      let cost = analysis.cost(body)
      iterate(binding, cost: cost, copying: true, span: statement.span) { $0.block(body) }
    case .require(let condition): jump(condition, when: false, to: disabledLabel)
    case .assert(let condition):
      let violation = spec.assertionViolation(span: statement.span)
      jump(condition, when: false, to: failure(violation))
    case .returnValue(let value): returnValue(value)
    case .perform(let expression): _ = value(expression)
    case .bind, .choose: break
    }
  }

  private mutating func branch(_ branch: Statement.Branch) {
    guard isReachable else { return }
    cover(branch.id)
    block(branch.body)
  }

  private mutating func bind(_ local: LocalID, _ expression: Expression) {
    let type = scope.declarations[local.index].type
    let operand = value(expression, as: type)
    let size = size(of: type)
    if scope.isAssigned[local.index] {
      scope.locals[local.index] = variable(holding: operand, size: size)
    } else {
      scope.locals[local.index] = Place(stable(operand, size: size))
    }
  }

  private mutating func assign(_ place: Expression, _ expression: Expression) {
    let resolved = resolve(place)
    let operand = value(expression, as: place.type)
    guard isReachable else { return }
    let target = locate(resolved)
    write(operand, to: target, size: size(of: place.type))
  }

  private mutating func ifSome(
    _ local: LocalID, _ optional: Expression, _ then: Statement.Branch,
    _ otherwise: Statement.Branch
  ) {
    guard case .optional(let wrapped) = optional.type else { return }
    let none = emitter.makeLabel()
    let end = emitter.makeLabel()
    let place = readPlace(optional)
    jump(load(place.part(0, 1), size: 1), when: false, to: none)
    if isReachable {
      bind(local, place.part(1, size(of: wrapped)), wrapped, copying: true)
      branch(then)
    }
    emitter.jump(to: end)
    emitter.place(none)
    branch(otherwise)
    emitter.place(end)
  }

  private mutating func returnValue(_ expression: Expression?) {
    guard var exit = scope.exit else { return }
    if let expression, exit.type == .nothing {
      // The step of an open environment: nobody looks at what the transition returned.
      _ = value(expression)
    } else if let expression {
      let operand = value(expression, as: exit.type)
      exit.join.add(operand, &self)
      scope.exit = exit
    }
    emitter.jump(to: exit.label)
  }

  // MARK: Collections

  private mutating func write(
    _ method: WritingMethod, _ target: Expression, _ arguments: [Expression],
    _ statement: Statement
  ) {
    let resolved = resolve(target)
    let type = target.type
    let items = values(arguments, as: arguments.map { _ in type.element ?? .nothing })
    guard isReachable else { return }
    let place = locate(resolved)
    let full = spec.capacityViolation(
      place: target, locals: scope.declarations, span: statement.span)
    switch (method, type) {
    case (.insert, .set(let element)): insert(items[0], intoSet: place, of: element)
    case (.remove, .set(let element)): remove(items[0], fromSet: place, of: element)
    case (.insert, .bag): insert(items[0], intoBag: place, type, full: full)
    case (.remove, .bag): remove(items[0], fromBag: place, type)
    case (.append, .queue): append(items[0], to: place, type, full: full)
    case (.removeFirst, .queue): removeFirst(from: place, type)
    case (.removeAll, _):
      write(.constant(layout.zero(of: type)), to: place, size: size(of: type))
    default: preconditionFailure("\(method) does not change \(type)")
    }
  }

  // MARK: Choices

  /// One run for each value; what does not meet the condition is no step.
  private mutating func choose(_ binding: Binding, span: Span) {
    let declared = scope.declarations[binding.local.index].type
    let (operand, type) = chosen(binding.domain, span: span)
    guard isReachable else { return }
    let value = adapt(operand, from: type, to: declared)
    let size = size(of: declared)
    if scope.isAssigned[binding.local.index] {
      scope.locals[binding.local.index] = variable(holding: value, size: size)
    } else {
      scope.locals[binding.local.index] = Place(stable(value, size: size))
    }
    if let condition = binding.condition {
      releasing { $0.jump(condition, when: false, to: $0.disabledLabel) }
    }
  }

  private mutating func chosen(_ domain: Domain, span: Span) -> (Operand, Type) {
    switch domain {
    case .type(let type): return (chosenValue(of: type, span: span), type)
    case .range(let low, let high):
      let ends = values([low, high], as: [low.type, high.type])
      return (chosenNumber(from: ends[0], to: ends[1]), .integer(.everything))
    case .elements(let collection):
      switch collection.type {
      case .set(let element):
        let whole = stable(value(collection), size: size(of: collection.type))
        let member = chosenValue(of: element, span: span)
        let isMember = contains(whole, member, element, in: collection.type)
        jump(isMember, when: false, to: disabledLabel)
        return (member, element)
      case .queue(let element, let capacity):
        return (chosenElement(ofQueue: value(collection), element, capacity), element)
      case .bag(let element, let capacity):
        return (chosenElement(ofBag: value(collection), element, capacity), element)
      default: preconditionFailure("\(collection.type) has no elements")
      }
    }
  }

  /// Any value of a type.
  mutating func chosenValue(of type: Type, span: Span) -> Operand {
    let count = layout.cardinality(of: type)
    guard count <= Self.domainMax else {
      refuse(LimitDiagnostics.largeDomain(count: spec.cardinality(of: type), at: span))
      return Self.absent
    }
    return fromOrdinal(choice(.scalar(Int64(count))), type)
  }

  private mutating func choice(_ count: Operand) -> Operand {
    let number = emitter.temporary()
    emit(.choose, number, emitter.slot(count))
    return .slots(number)
  }

  private mutating func chosenNumber(from low: Operand, to high: Operand) -> Operand {
    // When the last is less than the first, there is nothing to choose, and no need to subtract.
    jump(.jumpIfLess, high, low, to: disabledLabel)
    let count = compute(.add, compute(.subtract, high, low), .scalar(1))
    return compute(.add, low, choice(count))
  }

  private mutating func chosenElement(
    ofQueue whole: Operand, _ element: Type, _ capacity: Int
  ) -> Operand {
    let index = choice(whole.part(0, 1))
    let stride = size(of: element)
    let items = Place(whole.part(1, stride * capacity))
    return load(
      self.element(of: items, index, low: 0, stride: stride, count: capacity), size: stride)
  }

  /// One place for each distinct element: the last of those that hold it.
  private mutating func chosenElement(
    ofBag whole: Operand, _ element: Type, _ capacity: Int
  ) -> Operand {
    let step = choice(.scalar(Int64(capacity)))
    guard capacity > 0 else { return Self.absent }
    let index = compute(.subtract, .scalar(Int64(capacity - 1)), step)
    let padded = assembled([(whole, capacity), (.scalar(0), 1)])
    let place = self.element(
      of: Place(padded), index, low: 0, stride: 1, count: capacity + 1)
    let number = load(place, size: 1)
    let next = load(place.part(1, 1), size: 1)
    jumpEqual(number, .scalar(0), when: true, to: disabledLabel)
    jumpEqual(number, next, when: true, to: disabledLabel)
    return fromOrdinal(compute(.subtract, number, .scalar(1)), element)
  }
}

extension Type {
  /// What a collection holds.
  var element: Type? {
    switch self {
    case .set(let element), .queue(let element, _), .bag(let element, _): return element
    default: return nil
    }
  }
}
