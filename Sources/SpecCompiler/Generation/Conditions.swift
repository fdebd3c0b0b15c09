import Engine
import SpecLanguage

/// Truth values as jumps: each connective decides as early as it can, from left to right.
extension Generator {
  /// Goes to the label when the condition is as wanted, and on otherwise.
  mutating func jump(_ condition: Expression, when wanted: Bool, to label: Label) {
    guard isReachable, descend(at: condition.span) else { return }
    defer { leave() }
    switch condition.kind {
    case .boolean(let truth): if truth == wanted { emitter.jump(to: label) }
    case .not(let operand): jump(operand, when: !wanted, to: label)
    case .and(let left, let right): jumpBoth(left, right, true, when: wanted, to: label)
    case .or(let left, let right): jumpBoth(left, right, false, when: !wanted, to: label)
    case .implies(let left, let right, let branch):
      let holds = emitter.makeLabel()
      jump(left, when: false, to: wanted ? label : holds)
      cover(branch)
      jump(right, when: wanted, to: label)
      emitter.place(holds)
    case .compare(let comparison, let left, let right):
      jumpComparison(comparison, left, right, when: wanted, to: label)
    case .equal(let left, let right): jumpEqual(left, right, when: wanted, to: label)
    case .isCase(let subject, let index):
      let tag = load(readPlace(subject).part(0, 1), size: 1)
      jumpEqual(tag, .scalar(Int64(index)), when: wanted, to: label)
    case .forAll(let binding, let body):
      jumpQuantifier(binding, body, until: false, when: wanted, to: label)
    case .exists(let binding, let body):
      jumpQuantifier(binding, body, until: true, when: wanted, to: label)
    case .old(let inner): within(scopeBefore()) { $0.jump(inner, when: wanted, to: label) }
    case .conditional, .switchOver:
      forEachBranch(condition) { generator, body in
        generator.jump(body, when: wanted, to: label)
      }
    case .isIn(let element, let collection):
      jumpIsIn(element, collection, when: wanted, to: label)
    case .call(let routine, let receiver, let arguments):
      if let body = onlyExpression(of: routine) {
        let inner = scopeOfCall(routine, receiver, arguments)
        within(inner) { $0.jump(body, when: wanted, to: label) }
      } else {
        jump(value(condition), when: wanted, to: label)
      }
    default: jump(value(condition), when: wanted, to: label)
    }
  }

  /// `and` when `conjunction`, else `or` with both sides turned round: goes to the label when
  /// both sides being `conjunction` is `wanted`.
  private mutating func jumpBoth(
    _ left: Expression, _ right: Expression, _ conjunction: Bool, when wanted: Bool,
    to label: Label
  ) {
    if wanted {
      let decided = emitter.makeLabel()
      jump(left, when: !conjunction, to: decided)
      jump(right, when: conjunction, to: label)
      emitter.place(decided)
    } else {
      jump(left, when: !conjunction, to: label)
      jump(right, when: !conjunction, to: label)
    }
  }

  private mutating func jumpComparison(
    _ comparison: Comparison, _ left: Expression, _ right: Expression, when wanted: Bool,
    to label: Label
  ) {
    let (a, b) = pair(left, right)
    guard isReachable else { return }
    let (isLess, x, y) = comparison.asLess(a, b)
    if let known = truth(isLess, x, y) {
      if known == wanted { emitter.jump(to: label) }
      return
    }
    jump(isLess == wanted ? .jumpIfLess : .jumpIfNotLess, x, y, to: label)
  }

  private func truth(_ isLess: Bool, _ a: Operand, _ b: Operand) -> Bool? {
    guard let left = a.known, let right = b.known else { return nil }
    return (left < right) == isLess
  }

  /// Two scalars.
  mutating func jumpEqual(_ a: Operand, _ b: Operand, when wanted: Bool, to label: Label) {
    guard isReachable else { return }
    if let left = a.known, let right = b.known {
      if (left == right) == wanted { emitter.jump(to: label) }
      return
    }
    if a == b {
      if wanted { emitter.jump(to: label) }
      return
    }
    jump(wanted ? .jumpIfEqual : .jumpIfNotEqual, a, b, to: label)
  }

  private mutating func jumpEqual(
    _ left: Expression, _ right: Expression, when wanted: Bool, to label: Label
  ) {
    if size(of: left.type) == 1, size(of: right.type) == 1,
      !left.type.isSet || left.type == right.type
    {
      let (a, b) = pair(left, right)
      if left.type == .bool, jumpTruth(a, b, when: wanted, to: label) { return }
      jumpEqual(a, b, when: wanted, to: label)
    } else if case .none = right.kind {
      let tag = load(readPlace(left).part(0, 1), size: 1)
      jumpEqual(tag, .scalar(0), when: wanted, to: label)
    } else {
      jump(equality(left, right), when: wanted, to: label)
    }
  }

  /// A truth value compared with a known one is itself a condition.
  private mutating func jumpTruth(
    _ a: Operand, _ b: Operand, when wanted: Bool, to label: Label
  ) -> Bool {
    if let known = b.known {
      jump(a, when: wanted == (known != 0), to: label)
      return true
    }
    if let known = a.known {
      jump(b, when: wanted == (known != 0), to: label)
      return true
    }
    return false
  }

  // MARK: As values

  /// A condition's value: one instruction where that will do, else by jumps.
  mutating func truth(_ condition: Expression) -> Operand {
    switch condition.kind {
    case .compare(let comparison, let left, let right):
      let (a, b) = pair(left, right)
      switch comparison {
      case .less: return compute(.less, a, b)
      case .lessOrEqual: return compute(.lessOrEqual, a, b)
      case .greater: return compute(.less, b, a)
      case .greaterOrEqual: return compute(.lessOrEqual, b, a)
      }
    case .equal(let left, let right): return equality(left, right)
    case .isCase(let subject, let index):
      return compute(.equal, load(readPlace(subject).part(0, 1), size: 1), .scalar(Int64(index)))
    case .isIn(let element, let collection) where collection.type.isSet:
      return membership(element, collection)
    case .and(let left, let right) where isCheap(left) && isCheap(right):
      return connect(.and, left, right, decided: 0)
    case .or(let left, let right) where isCheap(left) && isCheap(right):
      return connect(.or, left, right, decided: 1)
    default: return truthByJumps(condition)
    }
  }

  private mutating func connect(
    _ opcode: Opcode, _ left: Expression, _ right: Expression, decided: Int64
  ) -> Operand {
    let first = value(left)
    if let known = first.known { return known == decided ? first : value(right) }
    let second = value(right)
    if let known = second.known { return known == decided ? second : first }
    return compute(opcode, first, second)
  }

  private mutating func truthByJumps(_ condition: Expression) -> Operand {
    let otherwise = emitter.makeLabel()
    let end = emitter.makeLabel()
    jump(condition, when: false, to: otherwise)
    if !emitter.isUsed(otherwise) { return .truth(true) }
    var join = Join(&self, size: 1)
    join.add(.truth(true), &self)
    emitter.jump(to: end)
    emitter.place(otherwise)
    join.add(.truth(false), &self)
    emitter.place(end)
    return join.value
  }

  /// Whether evaluating it takes few instructions, cannot fail and changes nothing.
  private func isCheap(_ condition: Expression) -> Bool {
    switch condition.kind {
    case .boolean: return true
    case .local, .variable, .field, .receiver: return isPlain(condition)
    case .not(let operand): return isPlain(operand)
    case .isCase(let subject, _): return isPlain(subject)
    case .equal(let left, let right), .compare(_, let left, let right):
      return size(of: left.type) == 1 && isPlain(left) && isPlain(right)
    default: return false
    }
  }

  private func isPlain(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .boolean, .integer, .identity, .local, .variable, .receiver: return true
    case .enumCase(_, let payload): return payload.isEmpty
    case .field(let whole, _): return isPlain(whole)
    default: return false
    }
  }
}

extension Comparison {
  /// As `(x < y) == isLess`.
  func asLess(_ a: Operand, _ b: Operand) -> (isLess: Bool, Operand, Operand) {
    switch self {
    case .less: return (true, a, b)
    case .greaterOrEqual: return (false, a, b)
    case .greater: return (true, b, a)
    case .lessOrEqual: return (false, b, a)
    }
  }
}

extension Type {
  var isSet: Bool {
    if case .set = self { return true }
    return false
  }
}
