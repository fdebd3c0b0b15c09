import SpecLanguage

extension Interpreter {
  mutating func evaluateQuantifier(_ expression: Expression) throws(Interruption) -> Value {
    switch expression.kind {
    case .forAll(let binding, let body):
      var holds = true
      try forEach(binding) { (interpreter, _) throws(Interruption) in
        holds = try interpreter.truth(body)
        return holds
      }
      return .bool(holds)
    case .exists(let binding, let body):
      var found = false
      try forEach(binding) { (interpreter, _) throws(Interruption) in
        found = try interpreter.truth(body)
        return !found
      }
      return .bool(found)
    case .count(let binding):
      var count: Int64 = 0
      try forEach(binding) { (_, _) in
        count += 1
        return true
      }
      return .integer(count)
    case .sum(let term, let binding): return .integer(try sum(term, binding, expression))
    case .minimum(let term, let binding):
      return .integer(try extreme(of: term, binding, expression) { $0 < $1 })
    case .maximum(let term, let binding):
      return .integer(try extreme(of: term, binding, expression) { $0 > $1 })
    default: preconditionFailure("no quantifier: \(expression)")
    }
  }

  private mutating func sum(
    _ term: Expression, _ binding: Binding, _ expression: Expression
  ) throws(Interruption) -> Int64 {
    let overflow = Interruption.violation(spec.arithmeticViolation(span: expression.span))
    var total: Int64 = 0
    try forEach(binding) { (interpreter, _) throws(Interruption) in
      let (sum, overflowed) = total.addingReportingOverflow(try interpreter.number(term))
      if overflowed { throw overflow }
      total = sum
      return true
    }
    return total
  }

  private mutating func extreme(
    of term: Expression, _ binding: Binding, _ expression: Expression,
    isBetter: (Int64, Int64) -> Bool
  ) throws(Interruption) -> Int64 {
    var best: Int64?
    try forEach(binding) { (interpreter, _) throws(Interruption) in
      let value = try interpreter.number(term)
      if let known = best { best = isBetter(value, known) ? value : known } else { best = value }
      return true
    }
    guard let best else { throw .violation(spec.emptyViolation(span: expression.span)) }
    return best
  }

  /// Binds each value of the domain in turn and, where the condition holds, runs the body until it
  /// says false. The condition is evaluated just before the body, the domain once before all.
  mutating func forEach(
    _ binding: Binding, _ body: (inout Interpreter, Value) throws(Interruption) -> Bool
  ) throws(Interruption) {
    for value in try values(of: binding.domain) {
      bind(binding.local, to: value)
      if let condition = binding.condition, !(try truth(condition)) { continue }
      if !(try body(&self, value)) { return }
    }
  }

  /// All values of a domain in its order.
  mutating func values(of domain: Domain) throws(Interruption) -> [Value] {
    switch domain {
    case .type(let type): return spec.values(of: type)
    case .range(let low, let high):
      let first = try number(low)
      let last = try number(high)
      return first <= last ? (first...last).map { .integer($0) } : []
    case .elements(let collection):
      switch try evaluate(collection) {
      case .set(let elements), .queue(let elements): return elements
      case .bag(let elements):
        return elements.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
      default: preconditionFailure("no collection: \(collection)")
      }
    }
  }
}
