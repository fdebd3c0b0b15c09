import SpecLanguage

extension Interpreter {
  mutating func evaluateOperator(_ expression: Expression) throws(Interruption) -> Value {
    switch expression.kind {
    case .not(let operand): return .bool(!(try truth(operand)))
    case .and(let left, let right):
      if !(try truth(left)) { return .bool(false) }
      return .bool(try truth(right))
    case .or(let left, let right):
      if try truth(left) { return .bool(true) }
      return .bool(try truth(right))
    case .equal(let left, let right):
      let first = try evaluate(left)
      return .bool(first == (try evaluate(right)))
    case .compare(let comparison, let left, let right):
      return .bool(comparison.holds(try number(left), try number(right)))
    case .isCase(let subject, let index):
      guard case .enumCase(let actual, _) = try evaluate(subject) else {
        preconditionFailure("not of an enum: \(subject)")
      }
      return .bool(actual == index)
    case .isIn(let element, let collection):
      let value = try evaluate(element)
      return .bool(try evaluate(collection).elements.contains(value))
    default: return .integer(try evaluateNumber(expression))
    }
  }

  private mutating func evaluateNumber(_ expression: Expression) throws(Interruption) -> Int64 {
    let overflow = Interruption.violation(spec.arithmeticViolation(span: expression.span))
    switch expression.kind {
    case .negate(let operand):
      let (value, overflowed) = Int64(0).subtractingReportingOverflow(try number(operand))
      if overflowed { throw overflow }
      return value
    case .arithmetic(let operation, let left, let right):
      let (value, overflowed) = operation.apply(try number(left), try number(right))
      if overflowed { throw overflow }
      return value
    case .min(let left, let right): return Swift.min(try number(left), try number(right))
    case .max(let left, let right): return Swift.max(try number(left), try number(right))
    case .narrow(let operand, let name):
      let value = try number(operand)
      guard case .integer(let range) = expression.type, range.contains(value) else {
        throw .violation(spec.rangeViolation(name: name, span: expression.span))
      }
      return value
    default: preconditionFailure("no operator: \(expression)")
    }
  }

  /// Operators that evaluate one of several parts, and count which.
  mutating func evaluateBranching(_ expression: Expression) throws(Interruption) -> Value {
    switch expression.kind {
    case .implies(let left, let right, let branch):
      if !(try truth(left)) { return .bool(true) }
      covered.insert(branch)
      return try evaluate(right)
    case .conditional(let condition, let then, let otherwise):
      return try truth(condition) ? evaluate(then) : evaluate(otherwise)
    case .switchOver(let subject, let cases):
      let value = try evaluate(subject)
      return try evaluate(select(value, among: cases).body)
    case .coalesce(let optional, let otherwise):
      if case .some(let wrapped) = try evaluate(optional) { return wrapped }
      return try evaluate(otherwise)
    case .ifSome(let optional, let local, let value, let flatten):
      guard case .some(let wrapped) = try evaluate(optional) else { return .none }
      bind(local, to: wrapped)
      let inner = try evaluate(value)
      return flatten ? inner : .some(inner)
    default: preconditionFailure("no branches: \(expression)")
    }
  }

  /// The first case of which a pattern matches; binds what the pattern names.
  mutating func select<Body>(_ value: Value, among cases: [SwitchCase<Body>]) -> SwitchCase<Body> {
    for candidate in cases {
      for pattern in candidate.patterns where matches(value, pattern) {
        covered.insert(candidate.branch)
        return candidate
      }
    }
    preconditionFailure("no case for \(value)")
  }

  private mutating func matches(_ value: Value, _ pattern: Pattern) -> Bool {
    switch (pattern, value) {
    case (.otherwise, _): return true
    case (.boolean(let expected), .bool(let actual)): return expected == actual
    case (.integers(let range), .integer(let number)): return range.contains(number)
    case (.none, .none): return true
    case (.some(let local), .some(let wrapped)):
      if let local { bind(local, to: wrapped) }
      return true
    case (.enumCase(let expected, let bindings), .enumCase(let actual, let payload)):
      if expected != actual { return false }
      for (local, part) in zip(bindings, payload) {
        if let local { bind(local, to: part) }
      }
      return true
    default: return false
    }
  }
}

extension Comparison {
  fileprivate func holds(_ left: Int64, _ right: Int64) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

extension ArithmeticOperator {
  fileprivate func apply(_ left: Int64, _ right: Int64) -> (Int64, overflow: Bool) {
    switch self {
    case .add: left.addingReportingOverflow(right)
    case .subtract: left.subtractingReportingOverflow(right)
    case .multiply: left.multipliedReportingOverflow(by: right)
    case .divide: left.dividedReportingOverflow(by: right)
    case .remainder: left.remainderReportingOverflow(dividingBy: right)
    }
  }
}
