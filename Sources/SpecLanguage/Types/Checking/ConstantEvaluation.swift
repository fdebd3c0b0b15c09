import SourceText

/// The value of expressions that read no state; nil when they do, or when there is none.
extension Checker {
  func constantValue(of expression: Expression) -> Value? {
    ConstantEvaluator(spec: spec).value(of: expression)
  }

  /// An integer that parameters and constants determine; nil, reported, otherwise.
  mutating func constantInteger(_ syntax: ExpressionSyntax) -> Int64? {
    let permissions = Permissions.constant
    guard let (made, _) = permitting(permissions, { $0.integer(syntax) }) else { return nil }
    guard case .integer(let value)? = constantValue(of: made) else {
      report(TypeMistake.notComputable(at: syntax.span))
      return nil
    }
    return value
  }

  /// A value as the expression that makes it.
  func literal(_ value: Value, _ type: Type, at span: Span) -> Expression {
    func make(_ kind: Expression.Kind) -> Expression {
      Expression(kind: kind, type: type, span: span)
    }
    switch (value, type) {
    case (.bool(let truth), _): return make(.boolean(truth))
    case (.integer(let number), _): return self.number(number, at: span)
    case (.identity(let index), _): return make(.identity(index))
    case (.none, _): return make(.none)
    case (.some(let inner), .optional(let wrapped)):
      return make(.some(literal(inner, wrapped, at: span)))
    case (.enumCase(let index, let values), .enumeration(let id)):
      let payload = spec.enumerations[id.index].cases[index].payload
      return make(.enumCase(index, zip(values, payload).map { literal($0, $1, at: span) }))
    case (.structure(let values), .structure(let id)):
      let fields = spec.structures[id.index].fields
      return make(.structure(zip(values, fields).map { literal($0, $1.type, at: span) }))
    case (.map(let values), .map(_, let element)):
      if let first = values.first, values.allSatisfy({ $0 == first }) {
        return make(.fill(literal(first, element, at: span)))
      }
      return make(.mapLiteral(values.map { literal($0, element, at: span) }))
    case (.set(let values), .set(let element)), (.queue(let values), .queue(let element, _)),
      (.bag(let values), .bag(let element, _)):
      return make(.collection(values.map { literal($0, element, at: span) }))
    default: preconditionFailure("\(value) is no value of \(type)")
    }
  }
}

/// Evaluates typed expressions without a state.
struct ConstantEvaluator {
  var spec: TypedSpec

  func value(of expression: Expression) -> Value? {
    switch expression.kind {
    case .boolean(let truth): return .bool(truth)
    case .integer(let number): return .integer(number)
    case .identity(let index): return .identity(index)
    case .none: return Value.none
    case .some(let inner): return value(of: inner).map { .some($0) }
    case .enumCase(let index, let payload): return values(payload).map { .enumCase(index, $0) }
    case .structure(let fields): return values(fields).map { .structure($0) }
    case .mapLiteral(let items): return values(items).map { .map($0) }
    case .fill(let inner): return fill(expression.type, inner)
    case .collection(let items): return collection(items, expression.type)
    case .narrow(let inner, _): return narrow(inner, expression.type)
    case .conditional(let test, let then, let otherwise):
      guard let truth = truth(test) else { return nil }
      return value(of: truth ? then : otherwise)
    case .field(let record, let index):
      guard case .structure(let fields)? = value(of: record) else { return nil }
      return fields[index]
    case .index(let whole, let index): return element(of: whole, at: index)
    case .unwrap(let inner):
      guard case .some(let wrapped)? = value(of: inner) else { return nil }
      return wrapped
    default: return number(expression).map { .integer($0) } ?? boolean(expression).map { .bool($0) }
    }
  }

  private func values(_ expressions: [Expression]) -> [Value]? {
    var made: [Value] = []
    for expression in expressions {
      guard let value = value(of: expression) else { return nil }
      made.append(value)
    }
    return made
  }

  private func fill(_ type: Type, _ inner: Expression) -> Value? {
    guard case .map(let key, _) = type, let count = spec.cardinality(of: key),
      let value = value(of: inner)
    else { return nil }
    return .map(Array(repeating: value, count: count))
  }

  private func collection(_ items: [Expression], _ type: Type) -> Value? {
    guard let made = values(items) else { return nil }
    switch type {
    case .queue(_, let capacity): return made.count <= capacity ? .queue(made) : nil
    case .bag(let element, let capacity):
      return made.count <= capacity ? sorted(made, element).map { .bag($0) } : nil
    case .set(let element): return sorted(Array(Set(made)), element).map { .set($0) }
    default: return nil
    }
  }

  /// In the order of the element type, as sets and bags are kept.
  private func sorted(_ values: [Value], _ type: Type) -> [Value]? {
    if values.count <= 1 { return values }
    guard let count = spec.cardinality(of: type), count <= Checker.keysMax else { return nil }
    let order = Dictionary(
      spec.values(of: type).enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    return values.sorted { (order[$0] ?? 0) < (order[$1] ?? 0) }
  }

  private func narrow(_ inner: Expression, _ type: Type) -> Value? {
    guard case .integer(let range) = type, case .integer(let number)? = value(of: inner),
      range.contains(number)
    else { return nil }
    return .integer(number)
  }

  private func element(of whole: Expression, at index: Expression) -> Value? {
    guard let key = value(of: index) else { return nil }
    switch (value(of: whole), whole.type) {
    case (.map(let items)?, .map(let type, _)):
      return spec.values(of: type).firstIndex(of: key).map { items[$0] }
    case (.queue(let items)?, _):
      guard case .integer(let place) = key, items.indices.contains(Int(clamping: place)) else {
        return nil
      }
      return items[Int(place)]
    default: return nil
    }
  }

  private func number(_ expression: Expression) -> Int64? {
    func integer(_ part: Expression) -> Int64? {
      guard case .integer(let number)? = value(of: part) else { return nil }
      return number
    }
    switch expression.kind {
    case .arithmetic(let operation, let left, let right):
      guard let a = integer(left), let b = integer(right) else { return nil }
      return operation.apply(a, b)
    case .negate(let inner): return integer(inner).flatMap { $0 == .min ? nil : -$0 }
    case .min(let left, let right):
      guard let a = integer(left), let b = integer(right) else { return nil }
      return Swift.min(a, b)
    case .max(let left, let right):
      guard let a = integer(left), let b = integer(right) else { return nil }
      return Swift.max(a, b)
    case .method(.count, let collection, let arguments) where arguments.isEmpty:
      switch value(of: collection) {
      case .set(let items)?, .queue(let items)?, .bag(let items)?: return Int64(items.count)
      default: return nil
      }
    default: return nil
    }
  }

  private func truth(_ expression: Expression) -> Bool? {
    guard case .bool(let truth)? = value(of: expression) else { return nil }
    return truth
  }

  private func boolean(_ expression: Expression) -> Bool? {
    switch expression.kind {
    case .not(let inner): return truth(inner).map { !$0 }
    case .and(let a, let b): return truth(a).flatMap { $0 ? truth(b) : false }
    case .or(let a, let b): return truth(a).flatMap { $0 ? true : truth(b) }
    case .implies(let a, let b, _): return truth(a).flatMap { $0 ? truth(b) : true }
    case .equal(let left, let right):
      guard let a = value(of: left), let b = value(of: right) else { return nil }
      return a == b
    case .compare(let comparison, let left, let right):
      guard case .integer(let a)? = value(of: left), case .integer(let b)? = value(of: right) else {
        return nil
      }
      return comparison.holds(a, b)
    case .isCase(let inner, let index):
      guard case .enumCase(let found, _)? = value(of: inner) else { return nil }
      return found == index
    case .isIn(let element, let collection):
      guard let wanted = value(of: element) else { return nil }
      switch value(of: collection) {
      case .set(let items)?, .queue(let items)?, .bag(let items)?: return items.contains(wanted)
      default: return nil
      }
    default: return nil
    }
  }
}

extension Comparison {
  package func holds(_ a: Int64, _ b: Int64) -> Bool {
    switch self {
    case .less: return a < b
    case .lessOrEqual: return a <= b
    case .greater: return a > b
    case .greaterOrEqual: return a >= b
    }
  }
}
