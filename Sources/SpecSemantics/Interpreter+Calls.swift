import SourceText
import SpecLanguage

extension Interpreter {
  mutating func evaluateCall(_ expression: Expression) throws(Interruption) -> Value {
    switch expression.kind {
    case .call(let routine, let receiver, let arguments):
      var place: ResolvedPlace?
      if let receiver { place = try resolve(receiver) }
      let values = try evaluate(all: arguments)
      return try call(routine, on: place, with: values, at: expression.span)
    case .method(let method, let receiver, let arguments):
      let value = try evaluate(receiver)
      let values = try evaluate(all: arguments)
      return apply(method, to: value, of: receiver.type, with: values)
    case .popFirst(let queue):
      let place = try resolve(queue)
      guard case .queue(let elements) = try read(place) else {
        preconditionFailure("no queue: \(queue)")
      }
      try write(.queue(Array(elements.dropFirst())), to: place)
      return elements.first.map { .some($0) } ?? .none
    default: preconditionFailure("no call: \(expression)")
    }
  }

  private mutating func call(
    _ id: RoutineID, on receiver: ResolvedPlace?, with arguments: [Value], at span: Span
  ) throws(Interruption) -> Value {
    let routine = spec.routines[id.index]
    let caller = context
    let callersLocals = locals
    locals = routine.code.locals
    context = EvaluationContext(
      state: caller.state, locals: arguments, localCount: routine.code.locals.count,
      receiver: receiver)
    context.routine = id
    // Whatever the callee did to the state stays; all else is the caller's again.
    defer {
      let state = context.state
      context = caller
      locals = callersLocals
      context.state = state
    }
    do throws(Interruption) {
      return try run(id, with: arguments, before: caller.state, at: span)
    } catch {
      failedIn = failedIn ?? context
      throw error
    }
  }

  private mutating func run(
    _ id: RoutineID, with arguments: [Value], before: StateValue, at span: Span
  ) throws(Interruption) -> Value {
    let routine = spec.routines[id.index]
    guard case .transition(let precondition, let postconditions) = routine.kind else {
      return try run(routine.code.body)
    }
    if let precondition, !(try truth(precondition)) {
      throw .violation(spec.preconditionViolation(routine: id, span: span))
    }
    let result = try run(routine.code.body)
    try check(postconditions, of: id, arguments, result, before: before)
    return result
  }

  /// `ensures` sees the parameters as they were given, the result, and the state at the call as
  /// `old`.
  private mutating func check(
    _ postconditions: [Expression], of routine: RoutineID, _ arguments: [Value], _ result: Value,
    before: StateValue
  ) throws(Interruption) {
    context.oldState = before
    context.result = result
    for (index, argument) in arguments.enumerated() { context.locals[index] = argument }
    for postcondition in postconditions where !(try truth(postcondition)) {
      throw .violation(spec.postconditionViolation(routine: routine, span: postcondition.span))
    }
  }

  /// Runs a whole body; without `return` the result is nothing.
  mutating func run(_ body: [Statement]) throws(Interruption) -> Value {
    if case .returned(let value) = try execute(body) { return value }
    return .nothing
  }

  private func apply(
    _ method: ReadingMethod, to value: Value, of type: Type, with arguments: [Value]
  ) -> Value {
    let elements = value.elements
    switch method {
    case .contains: return .bool(elements.contains(arguments[0]))
    case .union:
      return .set(
        arguments[0].elements.reduce(elements) { $0.contains($1) ? $0 : $0.inserting($1) })
    case .intersection:
      return .set(elements.filter { arguments[0].elements.contains($0) })
    case .subtracting:
      return .set(elements.filter { !arguments[0].elements.contains($0) })
    case .isSubset: return .bool(elements.allSatisfy { arguments[0].elements.contains($0) })
    case .isDisjoint: return .bool(!elements.contains { arguments[0].elements.contains($0) })
    case .count:
      let counted = arguments.isEmpty ? elements : elements.filter { $0 == arguments[0] }
      return .integer(Int64(counted.count))
    case .isEmpty: return .bool(elements.isEmpty)
    case .isFull: return .bool(elements.count == type.capacity)
    case .first: return elements.first.map { .some($0) } ?? .none
    case .last: return elements.last.map { .some($0) } ?? .none
    }
  }
}

extension Value {
  /// The elements of a set, bag or queue, as it keeps them.
  var elements: [Value] {
    switch self {
    case .set(let elements), .bag(let elements), .queue(let elements): return elements
    default: preconditionFailure("no collection: \(self)")
    }
  }
}

extension Type {
  /// How many elements a queue or a bag holds.
  var capacity: Int {
    switch self {
    case .queue(_, let capacity), .bag(_, let capacity): return capacity
    default: preconditionFailure("\(self) has no capacity")
    }
  }
}
