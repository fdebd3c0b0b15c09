import Engine
import SourceText
import SpecLanguage

/// Routines become part of the code that calls them.
extension Generator {
  mutating func call(
    _ id: RoutineID, _ receiver: Expression?, _ arguments: [Expression], _ expression: Expression
  ) -> Operand {
    let inner = scopeOfCall(id, receiver, arguments)
    guard isReachable else { return Self.absent }
    if let body = onlyExpression(of: id) { return within(inner) { $0.value(body) } }
    guard descendCall(at: expression.span) else { return Self.absent }
    defer { leaveCall() }
    return within(inner) { $0.inlined(id, at: expression.span) }
  }

  /// The expression that a function returns when it does nothing else.
  func onlyExpression(of id: RoutineID) -> Expression? {
    let routine = spec.routines[id.index]
    guard case .function = routine.kind, routine.code.body.count == 1,
      case .returnValue(let value?) = routine.code.body[0].kind
    else { return nil }
    // A value of another type would have to be brought into the result's form.
    return value.type == routine.result || value.type.isScalar ? value : nil
  }

  /// The names inside a routine: the receiver's place and the arguments, worked out in this order.
  mutating func scopeOfCall(
    _ id: RoutineID, _ receiver: Expression?, _ arguments: [Expression]
  ) -> Scope {
    let routine = spec.routines[id.index]
    var inner = Scope(routine.code.locals, isAssigned: analysis.assignedLocals(id))
    if let receiver { inner.receiver = locate(resolve(receiver)) }
    let types = routine.code.locals.prefix(routine.parameterCount).map(\.type)
    for (index, operand) in values(arguments, as: types).enumerated() {
      let size = size(of: types[index])
      let mustStay = analysis.isTransition(id) || inner.isAssigned[index]
      inner.locals[index] = Place(mustStay ? stable(operand, size: size) : operand)
      if inner.isAssigned[index] { inner.locals[index] = variable(holding: operand, size: size) }
    }
    inner.variables = scope.variables
    return inner
  }

  /// A place of its own for a local that is assigned to.
  mutating func variable(holding operand: Operand, size: Int) -> Place {
    if size == 0 { return .constant([]) }
    let slot = variableTemporary(size)
    copy(operand, to: slot, size: size)
    return .slots(slot)
  }

  /// The body in its own scope, with what is checked before and after.
  private mutating func inlined(_ id: RoutineID, at span: Span) -> Operand {
    let routine = spec.routines[id.index]
    guard case .transition(let precondition, let postconditions) = routine.kind else {
      return body(of: routine)
    }
    if let precondition {
      let violation = spec.preconditionViolation(routine: id, span: span)
      jump(precondition, when: false, to: failure(violation))
    }
    let arguments = Array(scope.locals.prefix(routine.parameterCount))
    let old = stateAtCall(postconditions, routine)
    let result = body(of: routine)
    guard !postconditions.isEmpty, isReachable else { return result }
    scope.old = old
    scope.result = result
    for (index, argument) in arguments.enumerated() { scope.locals[index] = argument }
    for postcondition in postconditions {
      let violation = spec.postconditionViolation(routine: id, span: postcondition.span)
      jump(postcondition, when: false, to: failure(violation))
    }
    return result
  }

  private mutating func body(of routine: Routine) -> Operand {
    let join = Join(&self, size: size(of: routine.result))
    let end = emitter.makeLabel()
    scope.exit = Scope.Exit(label: end, type: routine.result, join: join)
    block(routine.code.body)
    emitter.place(end)
    return scope.exit?.join.value ?? Self.absent
  }

  // MARK: Old values

  /// What `old` stands for in the present scope.
  mutating func scopeBefore() -> Scope {
    var before = scope
    switch scope.old {
    case .none: break
    case .beforeStep:
      before.variables = .beforeStep
      before.receiver = scope.receiver.map(beforeStep)
    case .beforeCall(let receiver, let variables):
      before.variables = .copies(variables)
      before.receiver = receiver ?? scope.receiver
    }
    return before
  }

  /// Copies what the postconditions' `old` expressions read, before the body changes it.
  private mutating func stateAtCall(
    _ postconditions: [Expression], _ routine: Routine
  ) -> Scope.OldState {
    let reads = analysis.oldReads(postconditions)
    var variables: [Int: Place] = [:]
    for index in reads.variables.sorted() {
      let size = size(of: spec.variables[index].type)
      let current = Operand.slots(Slot(number: Int32(variableOffsets[index])))
      variables[index] = size == 0 ? .constant([]) : Place(copied(current, size: size))
    }
    var receiver: Place?
    if let place = scope.receiver, let id = routine.component {
      receiver = copiedReceiver(place, .component(id), reads)
    }
    return .beforeCall(receiver: receiver, variables: variables)
  }

  private mutating func copiedReceiver(
    _ place: Place, _ type: Type, _ reads: StateReads
  ) -> Place? {
    if !reads.wholeReceiver && reads.receiverFields.isEmpty { return nil }
    let size = size(of: type)
    let whole = emitter.temporary(size)
    for (index, field) in spec.fields(of: type).enumerated()
    where reads.wholeReceiver || reads.receiverFields.contains(index) {
      let offset = layout.offset(ofField: index, in: type)
      let part = self.size(of: field.type)
      copy(load(place.part(offset, part), size: part), to: whole + offset, size: part)
    }
    return .slots(whole)
  }

  private mutating func copied(_ operand: Operand, size: Int) -> Operand {
    let target = emitter.temporary(size)
    copy(operand, to: target, size: size)
    return .slots(target)
  }

  // MARK: Methods

  mutating func apply(
    _ method: ReadingMethod, _ receiver: Expression, _ arguments: [Expression]
  ) -> Operand {
    let all = [receiver] + arguments
    let operands = values(all, as: all.map { $0.type.isSet ? receiver.type : $0.type })
    guard isReachable else { return Self.absent }
    let rest = Array(operands.dropFirst())
    let types = arguments.map(\.type)
    switch receiver.type {
    case .set: return apply(method, toSet: operands[0], rest, types, receiver.type)
    case .queue: return apply(method, toQueue: operands[0], rest, types, receiver.type)
    case .bag: return apply(method, toBag: operands[0], rest, types, receiver.type)
    default: preconditionFailure("\(receiver.type) has no methods")
    }
  }

  /// `element in collection`.
  mutating func jumpIsIn(
    _ element: Expression, _ collection: Expression, when wanted: Bool, to label: Label
  ) {
    let operands = values([element, collection], as: [element.type, collection.type])
    guard isReachable else { return }
    let isMember: Operand
    switch collection.type {
    case .set: isMember = contains(operands[1], operands[0], element.type, in: collection.type)
    case .queue:
      isMember = apply(
        .contains, toQueue: operands[1], [operands[0]], [element.type], collection.type)
    case .bag:
      isMember = apply(
        .contains, toBag: operands[1], [operands[0]], [element.type], collection.type)
    default: preconditionFailure("\(collection.type) has no elements")
    }
    jump(isMember, when: wanted, to: label)
  }
}

extension Type {
  /// One slot that means the same in every type of its kind.
  var isScalar: Bool {
    switch self {
    case .bool, .integer, .entity: return true
    default: return false
    }
  }
}
