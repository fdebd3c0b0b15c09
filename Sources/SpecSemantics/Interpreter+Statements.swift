import SpecLanguage

/// How a statement ends.
enum Flow {
  case goesOn
  case returned(Value)
}

extension Interpreter {
  mutating func execute(_ statements: [Statement]) throws(Interruption) -> Flow {
    for statement in statements {
      if case .returned(let value) = try execute(statement) { return .returned(value) }
    }
    return .goesOn
  }

  private mutating func execute(_ statement: Statement) throws(Interruption) -> Flow {
    switch statement.kind {
    case .assign(let place, let expression):
      let resolved = try resolve(place)
      let value = try evaluate(expression)
      try write(value, to: resolved)
    case .write(let method, let place, let arguments):
      try apply(method, to: place, arguments, of: statement)
    case .bind(let local, let expression): bind(local, to: try evaluate(expression))
    case .choose(let binding): try choose(binding)
    case .require(let condition): if !(try truth(condition)) { throw .disabled }
    case .assert(let condition):
      if !(try truth(condition)) {
        throw .violation(spec.assertionViolation(span: statement.span))
      }
    case .perform(let expression): _ = try evaluate(expression)
    case .returnValue(let expression):
      guard let expression else { return .returned(.nothing) }
      return .returned(try evaluate(expression))
    case .ifElse, .ifSome, .switchOver, .forIn: return try executeBlock(statement)
    }
    return .goesOn
  }

  private mutating func executeBlock(_ statement: Statement) throws(Interruption) -> Flow {
    switch statement.kind {
    case .ifElse(let condition, let then, let otherwise):
      return try execute(try truth(condition) ? then : otherwise)
    case .ifSome(let local, let optional, let then, let otherwise):
      guard case .some(let wrapped) = try evaluate(optional) else { return try execute(otherwise) }
      bind(local, to: wrapped)
      return try execute(then)
    case .switchOver(let subject, let cases):
      let value = try evaluate(subject)
      return try execute(select(value, among: cases).body)
    case .forIn(let binding, let body):
      var flow = Flow.goesOn
      try forEach(binding) { (interpreter, _) throws(Interruption) in
        flow = try interpreter.execute(body)
        if case .returned = flow { return false }
        return true
      }
      return flow
    default: preconditionFailure("no block: \(statement)")
    }
  }

  private mutating func execute(_ branch: Statement.Branch) throws(Interruption) -> Flow {
    covered.insert(branch.id)
    return try execute(branch.body)
  }

  /// Takes one value of the domain, whichever the script says; one that does not meet the condition
  /// is no step.
  private mutating func choose(_ binding: Binding) throws(Interruption) {
    let options: [Value]
    if case .type = binding.domain, let known = choices.known {
      options = known
    } else {
      options = try values(of: binding.domain)
    }
    if options.isEmpty { throw .disabled }
    let value = choices.choose(among: options)
    bind(binding.local, to: value)
    if let condition = binding.condition, !(try truth(condition)) { throw .disabled }
    let local = locals[binding.local.index]
    picks.append(Pick(name: local.name, value: value, type: local.type))
  }

  private mutating func apply(
    _ method: WritingMethod, to place: Expression, _ arguments: [Expression],
    of statement: Statement
  ) throws(Interruption) {
    let resolved = try resolve(place)
    let values = try evaluate(all: arguments)
    let full = Interruption.violation(
      spec.capacityViolation(place: place, locals: locals, span: statement.span))
    switch (method, try read(resolved)) {
    case (.insert, .set(let elements)):
      let isMember = elements.contains(values[0])
      try write(.set(isMember ? elements : elements.inserting(values[0])), to: resolved)
    case (.insert, .bag(let elements)):
      if elements.count == place.type.capacity { throw full }
      try write(.bag(elements.inserting(values[0])), to: resolved)
    case (.remove, .set(let elements)):
      try write(.set(elements.removingFirst(values[0])), to: resolved)
    case (.remove, .bag(let elements)):
      try write(.bag(elements.removingFirst(values[0])), to: resolved)
    case (.append, .queue(let elements)):
      if elements.count == place.type.capacity { throw full }
      try write(.queue(elements + [values[0]]), to: resolved)
    case (.removeFirst, .queue(let elements)):
      try write(.queue(Array(elements.dropFirst())), to: resolved)
    case (.removeAll, .set): try write(.set([]), to: resolved)
    case (.removeAll, .bag): try write(.bag([]), to: resolved)
    case (.removeAll, .queue): try write(.queue([]), to: resolved)
    case (_, let value): preconditionFailure("\(method) does not change \(value)")
    }
  }
}
