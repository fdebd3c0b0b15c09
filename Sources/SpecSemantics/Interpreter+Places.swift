import SpecLanguage

extension Interpreter {
  /// What is kept in variables, locals and their parts.
  mutating func evaluateAccess(_ expression: Expression) throws(Interruption) -> Value {
    switch expression.kind {
    case .local(let id):
      guard let value = context.locals[id.index] else {
        preconditionFailure("local \(id.index) is read before it is bound")
      }
      return value
    case .variable(let id): return context.state.variables[id.index]
    case .receiver: return try read(resolve(expression))
    case .field(let record, let index):
      return try part(.field(index), of: try evaluate(record))
    case .index(let whole, let index):
      let value = try evaluate(whole)
      return try part(try step(index, of: whole, in: expression), of: value)
    case .unwrap(let optional):
      return try part(.unwrapped(expression), of: try evaluate(optional))
    case .old(let inner): return try evaluateBefore(inner)
    case .result:
      guard let result = context.result else { preconditionFailure("`result` of nothing") }
      return result
    default: preconditionFailure("nothing to read: \(expression)")
    }
  }

  private mutating func evaluateBefore(_ expression: Expression) throws(Interruption) -> Value {
    guard let old = context.oldState else { preconditionFailure("`old` of nothing") }
    let state = context.state
    context.state = old
    defer { context.state = state }
    return try evaluate(expression)
  }

  /// Works out the indices of a place, from the outside in, without looking at what is there.
  mutating func resolve(_ place: Expression) throws(Interruption) -> ResolvedPlace {
    switch place.kind {
    case .variable(let id): return ResolvedPlace(root: .variable(id))
    case .local(let id): return ResolvedPlace(root: .local(id))
    case .receiver:
      guard let receiver = context.receiver else { preconditionFailure("code of no component") }
      return receiver
    case .field(let record, let index): return try resolve(record).appending(.field(index))
    case .index(let whole, let index):
      let outer = try resolve(whole)
      return outer.appending(try step(index, of: whole, in: place))
    case .unwrap(let optional): return try resolve(optional).appending(.unwrapped(place))
    default: preconditionFailure("no place: \(place)")
    }
  }

  private mutating func step(
    _ index: Expression, of whole: Expression, in expression: Expression
  ) throws(Interruption) -> ResolvedPlace.Step {
    switch whole.type {
    case .map(let key, _): return .key(position(of: try evaluate(index), in: key))
    case .queue: return .element(try number(index), expression)
    default: preconditionFailure("\(whole.type) has no elements by index")
    }
  }

  /// The number of a value in the order of its type; one of another range is our own mistake.
  private func position(of value: Value, in type: Type) -> Int {
    switch (value, type) {
    case (.integer(let number), .integer(let range)) where range.contains(number):
      return Int(number - range.low)
    case (.identity(let index), .entity): return index
    default:
      guard let position = spec.values(of: type).firstIndex(of: value) else {
        preconditionFailure("\(value) is no value of \(type)")
      }
      return position
    }
  }

  func read(_ place: ResolvedPlace) throws(Interruption) -> Value {
    var value = root(of: place)
    for step in place.steps { value = try part(step, of: value) }
    return value
  }

  mutating func write(_ value: Value, to place: ResolvedPlace) throws(Interruption) {
    let changed = try replacing(place.steps[...], of: root(of: place), by: value)
    switch place.root {
    case .variable(let id): context.state.variables[id.index] = changed
    case .local(let id): context.locals[id.index] = changed
    }
  }

  private func root(of place: ResolvedPlace) -> Value {
    switch place.root {
    case .variable(let id): return context.state.variables[id.index]
    case .local(let id):
      guard let value = context.locals[id.index] else {
        preconditionFailure("local \(id.index) is read before it is bound")
      }
      return value
    }
  }

  private func replacing(
    _ steps: ArraySlice<ResolvedPlace.Step>, of whole: Value, by value: Value
  ) throws(Interruption) -> Value {
    guard let first = steps.first else { return value }
    let inner = try replacing(steps.dropFirst(), of: part(first, of: whole), by: value)
    switch (first, whole) {
    case (.field(let index), .structure(var parts)):
      parts[index] = inner
      return .structure(parts)
    case (.key(let index), .map(var parts)):
      parts[index] = inner
      return .map(parts)
    case (.element(let index, _), .queue(var parts)):
      parts[Int(index)] = inner
      return .queue(parts)
    case (.unwrapped, .some): return .some(inner)
    default: preconditionFailure("\(whole) has no such part")
    }
  }

  private func part(_ step: ResolvedPlace.Step, of whole: Value) throws(Interruption) -> Value {
    switch (step, whole) {
    case (.field(let index), .structure(let parts)), (.key(let index), .map(let parts)):
      return parts[index]
    case (.element(let index, let expression), .queue(let parts)):
      guard let index = Int(exactly: index), parts.indices.contains(index) else {
        throw .violation(spec.indexViolation(span: expression.span))
      }
      return parts[index]
    case (.unwrapped, .some(let wrapped)): return wrapped
    case (.unwrapped(let expression), .none):
      throw .violation(spec.unwrapViolation(span: expression.span))
    default: preconditionFailure("\(whole) has no such part")
    }
  }
}
