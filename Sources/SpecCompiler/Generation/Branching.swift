import Engine
import SpecLanguage

/// Expressions of which one of several parts is evaluated.
extension Generator {
  mutating func branching(_ expression: Expression) -> Operand {
    var join = Join(&self, size: size(of: expression.type))
    switch expression.kind {
    case .conditional, .switchOver:
      forEachBranch(expression) { generator, body in
        join.add(generator.value(body, as: expression.type), &generator)
      }
    case .coalesce(let optional, let otherwise):
      coalesce(optional, otherwise, expression, &join)
    case .ifSome(let optional, let local, let value, let flatten):
      ifSome(optional, local, value, flatten, expression, &join)
    default: preconditionFailure("no branches: \(expression)")
    }
    return join.value
  }

  /// Generates the body of each way that may be taken; they come together behind it.
  mutating func forEachBranch(
    _ expression: Expression, _ body: (inout Generator, Expression) -> Void
  ) {
    switch expression.kind {
    case .conditional(let condition, let then, let otherwise):
      let elsewhere = emitter.makeLabel()
      let end = emitter.makeLabel()
      jump(condition, when: false, to: elsewhere)
      if isReachable { body(&self, then) }
      emitter.jump(to: end)
      emitter.place(elsewhere)
      if isReachable { body(&self, otherwise) }
      emitter.place(end)
    case .switchOver(let subject, let cases):
      select(subject, cases) { body(&$0, $1) }
    default: preconditionFailure("no branches: \(expression)")
    }
  }

  private mutating func coalesce(
    _ optional: Expression, _ otherwise: Expression, _ expression: Expression, _ join: inout Join
  ) {
    guard case .optional(let wrapped) = optional.type else { return }
    let none = emitter.makeLabel()
    let end = emitter.makeLabel()
    let place = readPlace(optional)
    jump(load(place.part(0, 1), size: 1), when: false, to: none)
    if isReachable {
      let value = load(place.part(1, size(of: wrapped)), size: size(of: wrapped))
      join.add(adapt(value, from: wrapped, to: expression.type), &self)
    }
    emitter.jump(to: end)
    emitter.place(none)
    if isReachable { join.add(value(otherwise, as: expression.type), &self) }
    emitter.place(end)
  }

  private mutating func ifSome(
    _ optional: Expression, _ local: LocalID, _ body: Expression, _ flatten: Bool,
    _ expression: Expression, _ join: inout Join
  ) {
    guard case .optional(let wrapped) = optional.type,
      case .optional(let result) = expression.type
    else { return }
    let none = emitter.makeLabel()
    let end = emitter.makeLabel()
    let place = readPlace(optional)
    jump(load(place.part(0, 1), size: 1), when: false, to: none)
    if isReachable {
      bind(local, place.part(1, size(of: wrapped)), wrapped, copying: analysis.mayWrite(body))
      if flatten {
        join.add(value(body, as: expression.type), &self)
      } else {
        let inner = value(body, as: result)
        join.add(assembled([(.scalar(1), 1), (inner, size(of: result))]), &self)
      }
    }
    emitter.jump(to: end)
    emitter.place(none)
    join.add(.constant(layout.zero(of: expression.type)), &self)
    emitter.place(end)
  }

  /// Binds a local to what lies at a place; to a copy of it when that may change while it is bound.
  mutating func bind(_ local: LocalID, _ place: Place, _ type: Type, copying: Bool) {
    let size = size(of: type)
    let operand = adapt(
      load(place, size: size), from: type, to: scope.declarations[local.index].type)
    scope.locals[local.index] = Place(copying ? stable(operand, size: size) : operand)
  }

  // MARK: Switches

  /// Goes to the first case of which a pattern matches. The last one needs no test: the checker has
  /// seen to it that one matches.
  mutating func select<Body>(
    _ subject: Expression, _ cases: [SwitchCase<Body>], mayWrite: Bool = false,
    _ body: (inout Generator, Body) -> Void
  ) {
    var place = readPlace(subject)
    if case .address = place {
      place = Place(load(place, size: size(of: subject.type)))
    }
    let end = emitter.makeLabel()
    for (index, item) in cases.enumerated() where isReachable {
      let next = emitter.makeLabel()
      if index < cases.count - 1 { match(place, item.patterns, otherwise: next) }
      if isReachable {
        bindPattern(item.patterns, place, subject.type, mayWrite: mayWrite)
        cover(item.branch)
        body(&self, item.body)
      }
      emitter.jump(to: end)
      emitter.place(next)
    }
    emitter.place(end)
  }

  /// Goes on when a pattern matches.
  private mutating func match(_ place: Place, _ patterns: [Pattern], otherwise: Label) {
    let matched = emitter.makeLabel()
    for (index, pattern) in patterns.enumerated() where isReachable {
      let isLast = index == patterns.count - 1
      match(place, pattern, when: !isLast, to: isLast ? otherwise : matched)
    }
    if patterns.isEmpty { emitter.jump(to: otherwise) }
    emitter.place(matched)
  }

  /// Goes to the label when matching is as wanted.
  private mutating func match(
    _ place: Place, _ pattern: Pattern, when wanted: Bool, to label: Label
  ) {
    let first = load(place.part(0, 1), size: 1)
    switch pattern {
    case .otherwise: if wanted { emitter.jump(to: label) }
    case .enumCase(let index, _):
      jumpEqual(first, .scalar(Int64(index)), when: wanted, to: label)
    case .boolean(let truth): jump(first, when: wanted == truth, to: label)
    case .none: jump(first, when: !wanted, to: label)
    case .some: jump(first, when: wanted, to: label)
    case .integers(let range) where range.low == range.high:
      jumpEqual(first, .scalar(range.low), when: wanted, to: label)
    case .integers(let range): matchRange(first, range, when: wanted, to: label)
    }
  }

  private mutating func matchRange(
    _ number: Operand, _ range: IntegerRange, when wanted: Bool, to label: Label
  ) {
    if let known = number.known {
      if range.contains(known) == wanted { emitter.jump(to: label) }
      return
    }
    let outside = emitter.makeLabel()
    let (low, high) = (Operand.scalar(range.low), Operand.scalar(range.high))
    jump(.jumpIfLess, number, low, to: wanted ? outside : label)
    jump(wanted ? .jumpIfNotLess : .jumpIfLess, high, number, to: label)
    emitter.place(outside)
  }

  private mutating func bindPattern(
    _ patterns: [Pattern], _ place: Place, _ type: Type, mayWrite: Bool
  ) {
    guard patterns.count == 1 else { return }
    switch patterns[0] {
    case .some(let local?):
      guard case .optional(let wrapped) = type else { return }
      bind(local, place.part(1, size(of: wrapped)), wrapped, copying: mayWrite)
    case .enumCase(let index, let bindings):
      let types = layout.payload(of: type, case: index)
      let offsets = layout.payloadOffsets(types)
      for (position, local) in bindings.enumerated() {
        guard let local else { continue }
        let part = place.part(offsets[position], size(of: types[position]))
        bind(local, part, types[position], copying: mayWrite)
      }
    default: break
    }
  }

  mutating func cover(_ branch: BranchID) { emitter.emit(.cover, Int32(branch.index)) }
}
