import SpecLanguage

extension Interpreter {
  /// Literals, and what is put together from parts.
  mutating func evaluateConstruction(_ expression: Expression) throws(Interruption) -> Value {
    switch expression.kind {
    case .boolean(let truth): return .bool(truth)
    case .integer(let number): return .integer(number)
    case .identity(let index): return .identity(index)
    case .none: return .none
    case .some(let wrapped): return .some(try evaluate(wrapped))
    case .enumCase(let index, let payload): return .enumCase(index, try evaluate(all: payload))
    case .structure(let fields): return .structure(try evaluate(all: fields))
    case .collection(let elements):
      return try collection(try evaluate(all: elements), of: expression)
    case .mapLiteral(let values): return .map(try evaluate(all: values))
    case .fill(let element):
      let value = try evaluate(element)
      return .map(keys(of: expression.type).map { _ in value })
    case .mapComprehension(let local, let value):
      var values: [Value] = []
      for key in keys(of: expression.type) {
        bind(local, to: key)
        values.append(try evaluate(value))
      }
      return .map(values)
    case .setComprehension(let binding):
      var members: [Value] = []
      try forEach(binding) { (_, member) in
        if !members.contains(member) { members = members.inserting(member) }
        return true
      }
      return .set(members)
    default: preconditionFailure("nothing to put together: \(expression)")
    }
  }

  private func collection(
    _ elements: [Value], of expression: Expression
  ) throws(Interruption) -> Value {
    let tooMany = Interruption.violation(
      spec.capacityViolation(place: expression, locals: [], span: expression.span))
    switch expression.type {
    case .set:
      return .set(elements.reduce([]) { $0.contains($1) ? $0 : $0.inserting($1) })
    case .queue(_, let capacity):
      if elements.count > capacity { throw tooMany }
      return .queue(elements)
    case .bag(_, let capacity):
      if elements.count > capacity { throw tooMany }
      return .bag(elements.reduce([]) { $0.inserting($1) })
    default: preconditionFailure("no collection: \(expression.type)")
    }
  }

  func keys(of type: Type) -> [Value] {
    guard case .map(let key, _) = type else { preconditionFailure("no map: \(type)") }
    return spec.values(of: key)
  }
}
