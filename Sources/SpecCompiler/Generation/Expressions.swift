import Engine
import SpecLanguage

extension Generator {
  /// What stands for a value where no code is generated.
  static let absent = Operand.slots(Slot(number: 0))

  /// The value of an expression.
  mutating func value(_ expression: Expression) -> Operand {
    guard enter(expression) else { return Self.absent }
    defer { leave() }
    switch expression.kind {
    case .boolean(let truth): return .truth(truth)
    case .integer(let number): return .scalar(number)
    case .identity(let index): return .scalar(Int64(index))
    case .none: return .constant(layout.zero(of: expression.type))
    case .enumCase, .some, .structure, .collection, .mapLiteral, .fill, .mapComprehension,
      .setComprehension:
      return construction(expression)
    case .local, .variable, .receiver, .field, .index, .unwrap:
      return load(readPlace(expression), size: size(of: expression.type))
    case .old(let inner): return within(scopeBefore()) { $0.value(inner) }
    case .result: return scope.result ?? Self.absent
    case .not(let operand): return negation(value(operand))
    case .negate, .arithmetic, .narrow, .min, .max: return number(expression)
    case .compare, .equal, .isCase, .isIn, .and, .or, .implies, .forAll, .exists:
      return truth(expression)
    case .conditional, .switchOver, .coalesce, .ifSome: return branching(expression)
    case .call(let routine, let receiver, let arguments):
      return call(routine, receiver, arguments, expression)
    case .method(let method, let receiver, let arguments):
      return apply(method, receiver, arguments)
    case .popFirst(let place): return popFirst(place, expression)
    case .count, .sum, .minimum, .maximum: return quantity(expression)
    case .temporal, .leadsTo, .recovers, .enabled, .fired:
      refuse(LimitDiagnostics.temporalOnly(at: expression.span))
      return Self.absent
    }
  }

  /// The value as one of another type of the same kind: integers may have another range.
  mutating func value(_ expression: Expression, as type: Type) -> Operand {
    adapt(value(expression), from: expression.type, to: type)
  }

  /// The values of several expressions, from left to right; none of them changes when a later one
  /// writes.
  mutating func values(_ expressions: [Expression], as types: [Type]) -> [Operand] {
    let lastWriter = expressions.lastIndex { analysis.mayWrite($0) } ?? -1
    var operands: [Operand] = []
    for (index, expression) in expressions.enumerated() {
      let operand = value(expression, as: types[index])
      operands.append(
        index < lastWriter ? stable(operand, size: size(of: types[index])) : operand)
    }
    return operands
  }

  /// Two operands of an operator, from left to right.
  mutating func pair(_ left: Expression, _ right: Expression) -> (Operand, Operand) {
    let values = values([left, right], as: [left.type, right.type])
    return (values[0], values[1])
  }

  /// False when nothing need be generated.
  private mutating func enter(_ expression: Expression) -> Bool {
    guard isReachable else { return false }
    if layout.isTooLarge(expression.type) {
      refuse(LimitDiagnostics.largeValue(at: expression.span))
      return false
    }
    return descend(at: expression.span)
  }

  // MARK: Integers

  private mutating func number(_ expression: Expression) -> Operand {
    switch expression.kind {
    case .negate(let operand): return negate(operand, expression)
    case .arithmetic(let operation, let left, let right):
      return arithmetic(operation, left, right, expression)
    case .narrow(let operand, let name): return narrow(operand, name, expression)
    case .min(let left, let right):
      let (a, b) = pair(left, right)
      return compute(.minimum, a, b)
    case .max(let left, let right):
      let (a, b) = pair(left, right)
      return compute(.maximum, a, b)
    default: preconditionFailure("no number: \(expression)")
    }
  }

  private mutating func negate(_ operand: Expression, _ expression: Expression) -> Operand {
    let number = value(operand)
    let violation = spec.arithmeticViolation(span: expression.span)
    if let known = number.known {
      if known != .min { return .scalar(-known) }
      fail(violation)
      return Self.absent
    }
    let target = emitter.temporary()
    let site = sites.site(of: violation)
    emitter.emit(.negate, target.number, emitter.slot(number).number, 0, Int32(site))
    return .slots(target)
  }

  private mutating func arithmetic(
    _ operation: ArithmeticOperator, _ left: Expression, _ right: Expression,
    _ expression: Expression
  ) -> Operand {
    let (a, b) = pair(left, right)
    return arithmetic(operation.opcode, a, b, spec.arithmeticViolation(span: expression.span))
  }

  /// Arithmetic that may fail.
  mutating func arithmetic(
    _ opcode: Opcode, _ a: Operand, _ b: Operand, _ violation: Violation
  ) -> Operand {
    if let left = a.known, let right = b.known {
      if let value = folded(opcode, left, right) { return .scalar(value) }
      fail(violation)
      return Self.absent
    }
    let target = emitter.temporary()
    let (left, right) = (emitter.slot(a), emitter.slot(b))
    emit(opcode, target, left, right, literal: sites.site(of: violation))
    return .slots(target)
  }

  private mutating func narrow(
    _ operand: Expression, _ name: String, _ expression: Expression
  ) -> Operand {
    let number = value(operand)
    guard case .integer(let range) = expression.type else { return number }
    if case .integer(let known) = operand.type, range.contains(known) { return number }
    let violation = spec.rangeViolation(name: name, span: expression.span)
    if let known = number.known {
      if !range.contains(known) { fail(violation) }
      return number
    }
    let (low, high) = (emitter.constant(range.low), emitter.constant(range.high))
    emit(
      .checkRange, emitter.slot(number), low, high, literal: sites.site(of: violation))
    return number
  }
}

extension ArithmeticOperator {
  var opcode: Opcode {
    switch self {
    case .add: return .add
    case .subtract: return .subtract
    case .multiply: return .multiply
    case .divide: return .divide
    case .remainder: return .remainder
    }
  }
}
