extension SpecGenerator {
  /// An expression of the type; one that can be made here.
  mutating func expression(
    _ type: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String {
    if depth <= 0 { return leaf(type, scope) }
    if chance(8) {
      let condition = truth(scope.pure, depth - 1)
      let then = expression(type, scope, depth - 1)
      let otherwise = expression(type, scope, depth - 1)
      return chance(70)
        ? "(\(condition) ? \(then) : \(otherwise))"
        : "(if \(condition) { \(then) } else { \(otherwise) })"
    }
    if chance(5), let choice = switchExpression(type, scope, depth) { return choice }
    if chance(10), let call = call(type, scope, depth) { return call }
    if chance(5), let optional = place(.optional(type), scope, depth - 1) {
      return "(\(optional) ?? \(expression(type, scope, depth - 1)))"
    }
    switch type {
    case .bool: return truth(scope, depth)
    case .integer, .upTo: return number(fitting: type, scope, depth)
    case .set(let element): return set(of: element, scope, depth)
    case .optional(let wrapped): return optional(of: wrapped, scope, depth)
    case .enumeration(let index) where chance(50):
      return caseLiteral(index, scope, depth)
    case .structure(let index) where chance(50): return record(index, scope, depth)
    case .queue(let element, let capacity) where chance(40),
      .bag(let element, let capacity) where chance(40):
      return list(of: element, upTo: capacity, scope, depth)
    case .map(let key, let value) where chance(50): return map(key, value, scope, depth)
    default: return leaf(type, scope)
    }
  }

  /// A place or a literal.
  mutating func leaf(_ type: GeneratedType, _ scope: GeneratorScope) -> String {
    let mustBePlace = if case .entity = type { true } else { false }
    if mustBePlace || chance(65), let place = place(type, scope, 0) { return place }
    switch type {
    case .bool: return chance(50) ? "true" : "false"
    case .integer(let low, let high):
      let value = low + roll(high - low + 1)
      return constants.first { $0.value == value }?.name ?? "\(value)"
    case .upTo(_, let least, _): return "\(roll(least + 1))"
    case .enumeration(let index): return caseLiteral(index, scope, 0)
    case .structure(let index): return record(index, scope, 0)
    case .optional(let wrapped):
      return canMake(wrapped, scope) && !wrapped.isOptional && chance(60)
        ? leaf(wrapped, scope) : "nil"
    case .set(let element): return list(of: element, upTo: 1, scope, 0)
    case .queue(let element, let capacity), .bag(let element, let capacity):
      return list(of: element, upTo: capacity, scope, 0)
    case .map(let key, let value): return map(key, value, scope, 0)
    case .entity, .component: preconditionFailure("no such value can be made here: \(type)")
    }
  }

  private mutating func list(
    of element: GeneratedType, upTo capacity: Int, _ scope: GeneratorScope, _ depth: Int
  ) -> String {
    guard canMake(element, scope) else { return "[]" }
    let elements = (0..<roll(capacity + 1)).map { _ in expression(element, scope, depth - 1) }
    return "[\(elements.joined(separator: ", "))]"
  }

  private mutating func caseLiteral(
    _ index: Int, _ scope: GeneratorScope, _ depth: Int
  ) -> String {
    let cases = enumerations[index].cases.filter { item in
      item.payload.allSatisfy { canMake($0, scope) }
    }
    let item = pick(cases)
    if item.payload.isEmpty { return ".\(item.name)" }
    let payload = item.payload.map { expression($0, scope, depth - 1) }
    return ".\(item.name)(\(payload.joined(separator: ", ")))"
  }

  private mutating func record(_ index: Int, _ scope: GeneratorScope, _ depth: Int) -> String {
    let fields = structures[index].fields.map {
      "\($0.name): \(expression($0.type, scope, depth - 1))"
    }
    return "\(structures[index].name)(\(fields.joined(separator: ", ")))"
  }

  private mutating func optional(
    of wrapped: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String {
    switch roll(6) {
    case 0: return "nil"
    case 1, 2:
      let queues = place(scope, depth - 1) { type in
        if case .queue(wrapped, _) = type { true } else { false }
      }
      guard let queues else { break }
      return queues.text + (chance(50) ? ".first" : ".last")
    case 3 where scope.hasEffects:
      let all = paths(scope).filter { path in
        if case .queue(wrapped, _) = path.type { path.isWritable } else { false }
      }
      if all.isEmpty { break }
      if let queue = text(pick(all), scope, 1) { return "\(queue).popFirst()" }
    case 4:
      if let chain = optionalChain(to: wrapped, scope, depth) { return chain }
    default: break
    }
    return canMake(wrapped, scope) && !wrapped.isOptional && chance(70)
      ? expression(wrapped, scope, depth - 1) : leaf(.optional(wrapped), scope)
  }

  /// `a?.part`
  private mutating func optionalChain(
    to wrapped: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String? {
    let records = structures.indices.filter { index in
      structures[index].fields.contains { $0.type == wrapped }
    }
    if records.isEmpty { return nil }
    let index = pick(records)
    let fields = structures[index].fields.filter { $0.type == wrapped }
    guard let optional = place(.optional(.structure(index)), scope, depth - 1) else { return nil }
    return "\(optional)?.\(pick(fields).name)"
  }

  private mutating func set(
    of element: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String {
    switch roll(4) {
    case 0:
      let variable = GeneratedVariable(name: name("m"), type: element)
      let condition = truth(scope.pure.adding(variable), depth - 1)
      return "{ \(variable.name) in \(text(element)) where \(condition) }"
    case 1:
      guard let first = place(.set(element), scope, depth - 1) else { break }
      let method = pick(["union", "intersection", "subtracting"])
      return "\(first).\(method)(\(expression(.set(element), scope.pure, depth - 1)))"
    case 2: return list(of: element, upTo: 2, scope, depth)
    default: break
    }
    return leaf(.set(element), scope)
  }

  private mutating func map(
    _ key: GeneratedType, _ value: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String {
    let variable = GeneratedVariable(name: name("k"), type: key)
    let body = expression(value, scope.pure.adding(variable), depth - 1)
    if case .bool = key, chance(50) {
      let other = expression(value, scope, depth - 1)
      let left = expression(value, scope, depth - 1)
      return chance(50) ? "[false: \(left), true: \(other)]" : "[true: \(left), _: \(other)]"
    }
    return "[\(variable.name): \(body) for \(variable.name) in \(text(key))]"
  }

  private mutating func switchExpression(
    _ type: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String? {
    let subject = place(scope.pure, depth - 1) { type in
      if case .enumeration = type { true } else { type == .bool || type.isInteger }
    }
    guard let subject else { return nil }
    var text = "(switch \(subject.text) {"
    for (pattern, bound) in patterns(for: subject.type) {
      var inner = scope
      inner.variables += bound
      text += "\n  case \(pattern): \(expression(type, inner, depth - 1))"
    }
    return text + "\n  default: \(expression(type, scope, depth - 1))\n})"
  }

  /// Patterns that leave something over for `default`, with what they bind.
  mutating func patterns(
    for type: GeneratedType
  ) -> [(String, [GeneratedVariable])] {
    switch type {
    case .bool: return [(chance(50) ? "true" : "false", [])]
    case .integer(let low, let high):
      let first = low + roll(high - low)
      return [("\(first)", []), ("\(first + 1)...\(first + 1)", [])].prefix(high - low)
        .map { $0 }
    case .optional: return [("nil", [])]
    case .enumeration(let index) where enumerations[index].cases.count > 2 && chance(30):
      let names = enumerations[index].cases.prefix(2).map { ".\($0.name)" }
      return [(names.joined(separator: ", "), [])]
    case .enumeration(let index):
      return enumerations[index].cases.dropLast().map { item in
        let variables = item.payload.map { GeneratedVariable(name: name("x"), type: $0) }
        if variables.isEmpty { return (".\(item.name)", []) }
        let bindings = variables.map { "let \($0.name)" }.joined(separator: ", ")
        return (".\(item.name)(\(bindings))", variables)
      }
    default: return []
    }
  }

  // MARK: Calls

  /// A function or transition that returns the type.
  mutating func call(
    _ type: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String? {
    let fitting = callables(scope).filter { candidate in
      guard let result = candidate.routine.result else { return false }
      return fits(result, type)
    }
    return fitting.isEmpty ? nil : text(pick(fitting), scope, depth)
  }

  /// What may be called here, with the place before the dot.
  func callables(
    _ scope: GeneratorScope
  ) -> [(receiver: GeneratedPath?, routine: GeneratedRoutine)] {
    var found: [(receiver: GeneratedPath?, routine: GeneratedRoutine)] = []
    found += scope.functions.map { (nil, $0) }
    if scope.hasEffects {
      found += scope.transitions.filter { scope.mayBeDisabled || !$0.mayBeDisabled }
        .map { (nil, $0) }
    }
    for path in paths(scope) {
      guard case .component(let index) = path.type else { continue }
      let component = components[index]
      var routines = component.functions
      if scope.hasEffects {
        routines += component.transitions.filter { scope.mayBeDisabled || !$0.mayBeDisabled }
      }
      for var routine in routines {
        for index in routine.parameters.indices {
          routine.parameters[index].type = seenFromOutside(
            routine.parameters[index].type, of: component)
        }
        routine.result = routine.result.map { seenFromOutside($0, of: component) }
        found.append((path, routine))
      }
    }
    return found
  }

  mutating func text(
    _ call: (receiver: GeneratedPath?, routine: GeneratedRoutine), _ scope: GeneratorScope,
    _ depth: Int
  ) -> String? {
    var result = ""
    if let receiver = call.receiver {
      guard let place = text(receiver, scope, 1) else { return nil }
      result = place + "."
    }
    guard call.routine.parameters.allSatisfy({ canMake($0.type, scope) }) else { return nil }
    let arguments = call.routine.parameters.map { expression($0.type, scope, depth - 1) }
    return result + "\(call.routine.name)(\(arguments.joined(separator: ", ")))"
  }
}
