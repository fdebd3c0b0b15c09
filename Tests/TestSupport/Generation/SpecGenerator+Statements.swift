extension SpecGenerator {
  /// Some statements, written one to a line; what they bind is for those after them.
  mutating func writeStatements(_ count: Int, _ outer: GeneratorScope, depth: Int) {
    var scope = outer
    for _ in 0..<count { writeStatement(&scope, depth: depth) }
  }

  private mutating func writeBlock(_ scope: GeneratorScope, depth: Int) {
    let before = lines.count
    writeStatements(1 + roll(2), scope, depth: depth - 1)
    if lines.count == before { writeAssignmentToNothing(scope) }
  }

  /// Something that may stand everywhere, where nothing else could be made.
  private mutating func writeAssignmentToNothing(_ scope: GeneratorScope) {
    write("let \(name("unused")): Bool = \(truth(scope.pure, 1))")
  }

  private mutating func writeStatement(_ scope: inout GeneratorScope, depth: Int) {
    switch roll(depth > 0 ? 22 : 14) {
    case 0...5: writeAssignment(scope)
    case 6...8: if !writeMethod(scope) { writeAssignment(scope) }
    case 9: writeLocal(&scope)
    case 10 where scope.mayBeDisabled: writeChoice(&scope)
    case 11 where scope.mayBeDisabled && chance(30): write("require \(truth(scope, 2))")
    case 12 where scope.mayReturn && chance(30): write("if \(truth(scope, 1)) { return }")
    case 12 where chance(10): write("assert \(truth(scope, 2))")
    case 12...13: writeCall(&scope)
    case 14...16: writeIf(scope, depth)
    case 17: writeIfLet(scope, depth)
    case 18...19: writeSwitch(scope, depth)
    case 20: writeFor(scope, depth)
    default: writeAssignment(scope)
    }
  }

  /// Ghosts may be read where ghosts are written.
  private func reading(_ path: GeneratedPath, _ scope: GeneratorScope) -> GeneratorScope {
    var reader = scope
    if path.root.isGhost {
      reader.readsGhosts = true
      reader.hasEffects = false
    }
    return reader
  }

  /// Ways to what may be assigned to, ghosts included.
  private func targets(_ scope: GeneratorScope) -> [GeneratedPath] {
    var all = scope
    all.readsGhosts = true
    return paths(all).filter { path in
      if case .component = path.type { return false }
      let isRisky = path.steps.contains { if case .unwrap = $0 { true } else { false } }
      return path.isWritable && !isRisky
    }
  }

  private mutating func writeAssignment(_ scope: GeneratorScope) {
    let all = targets(scope)
    if all.isEmpty { return }
    let path = pick(all)
    guard canMake(path.type, scope), let target = text(path, scope, 2) else { return }
    if path.type.isInteger, chance(20) {
      write("\(target) \(chance(50) ? "+=" : "-=") \(1 + roll(2))")
    } else {
      write("\(target) = \(expression(path.type, reading(path, scope), 3))")
    }
  }

  /// Something that leads from any state to another, so that there are states to explore.
  mutating func writeMove(_ scope: inout GeneratorScope) {
    let all = targets(scope).filter { $0.isSimple || chance(50) }
    if all.isEmpty { return }
    let path = pick(all)
    guard let target = text(path, scope, 1) else { return }
    switch path.type {
    case .bool: write("\(target) = !\(target)")
    case .integer(let low, let high):
      let count = high - low + 1
      write(
        low == 0
          ? "\(target) = (\(target) + \(1 + roll(2))) % \(count)"
          : "\(target) = (\(target) - \(low) + 1) % \(count) + \(low)")
    case .set(let element), .bag(let element, _), .queue(let element, _):
      guard canMake(element, scope) || scope.mayBeDisabled else { return }
      var value = GeneratedVariable(name: name("e"), type: element)
      if !canMake(element, scope) || (scope.mayBeDisabled && chance(50)) {
        value.type = domainType(element)
        write("let \(value.name) = any \(text(value.type))")
        scope.variables.append(value)
      } else {
        value.name = leaf(element, scope)
      }
      writeChange(of: target, path.type, value.name)
    default:
      guard scope.mayBeDisabled, size(path.type) <= 6 else { return }
      if case .component = path.type { return }
      let local = name("n")
      write("let \(local) = any \(text(domainType(path.type)))")
      write("\(target) = \(local)")
    }
  }

  /// A type that may stand as a domain: `(0...2)?` may not.
  private func domainType(_ type: GeneratedType) -> GeneratedType {
    if case .optional(let wrapped) = type, wrapped.isInteger { return wrapped }
    return type
  }

  /// Puts the value in where it is not, or there is room; takes out otherwise.
  private mutating func writeChange(of target: String, _ type: GeneratedType, _ value: String) {
    switch type {
    case .set:
      write("if \(target).contains(\(value)) {")
      write("\(target).remove(\(value))")
      write("} else {")
      write("\(target).insert(\(value))")
    case .bag:
      write("if \(target).isFull {")
      write("\(target).remove(\(value))")
      write("} else {")
      write("\(target).insert(\(value))")
    default:
      write("if \(target).isFull {")
      write("\(target).removeFirst()")
      write("} else {")
      write("\(target).append(\(value))")
    }
    write("}")
  }

  private mutating func writeMethod(_ scope: GeneratorScope) -> Bool {
    let all = targets(scope).filter { path in
      switch path.type {
      case .set, .queue, .bag: true
      default: false
      }
    }
    if all.isEmpty { return false }
    let path = pick(all)
    guard let target = text(path, scope, 2) else { return false }
    let reader = reading(path, scope)
    switch path.type {
    case .set(let element) where canMake(element, reader),
      .bag(let element, _) where canMake(element, reader):
      let method = chance(65) ? "insert" : "remove"
      write("\(target).\(method)(\(expression(element, reader, 2)))")
    case .queue(let element, _) where canMake(element, reader):
      if chance(70) {
        if chance(40) {
          write("if !\(target).isFull { \(target).append(\(leaf(element, reader))) }")
        } else {
          write("\(target).append(\(expression(element, reader, 2)))")
        }
      } else {
        write("\(target).\(chance(80) ? "removeFirst" : "removeAll")()")
      }
    default: write("\(target).removeAll()")
    }
    return true
  }

  private mutating func writeLocal(_ scope: inout GeneratorScope) {
    let type = chance(70) ? smallType() : variableType()
    guard canMake(type, scope) else { return }
    let isMutable = chance(40)
    let local = GeneratedVariable(name: name("l"), type: type, isWritable: isMutable)
    write(
      "\(isMutable ? "var" : "let") \(local.name): \(text(type)) = \(expression(type, scope, 2))")
    scope.variables.append(local)
  }

  private mutating func writeChoice(_ scope: inout GeneratorScope) {
    let (domain, variable) = binding(scope)
    let condition =
      chance(40) ? " where \(truth(scope.pure.adding(variable), 2))" : ""
    write("let \(variable.name) = any \(domain)\(condition)")
    scope.variables.append(variable)
  }

  private mutating func writeCall(_ scope: inout GeneratorScope) {
    guard scope.hasEffects else { return }
    let transitions = callables(scope).filter { candidate in
      if candidate.receiver == nil {
        return scope.transitions.contains { $0.name == candidate.routine.name }
      }
      return candidate.routine.name.hasPrefix("t")
    }
    if transitions.isEmpty { return }
    let candidate = pick(transitions)
    guard let text = text(candidate, scope, 2) else { return }
    if let result = candidate.routine.result, chance(60) {
      if result == .bool, scope.mayBeDisabled, chance(50) {
        write("require \(text)")
      } else {
        let local = GeneratedVariable(name: name("r"), type: result)
        write("let \(local.name) = \(text)")
        scope.variables.append(local)
      }
    } else {
      write(text)
    }
  }

  // MARK: Blocks

  private mutating func writeIf(_ scope: GeneratorScope, _ depth: Int) {
    write("if \(truth(scope, 2)) {")
    writeBlock(scope, depth: depth)
    if chance(15) {
      write("} else if \(truth(scope, 2)) {")
      writeBlock(scope, depth: depth)
    }
    if chance(50) {
      write("} else {")
      writeBlock(scope, depth: depth)
    }
    write("}")
  }

  private mutating func writeIfLet(_ scope: GeneratorScope, _ depth: Int) {
    let optional = place(scope, 2) { type in
      if case .optional = type { true } else { false }
    }
    guard let optional, case .optional(let wrapped) = optional.type else { return }
    let local = GeneratedVariable(name: name("o"), type: wrapped)
    write("if let \(local.name) = \(optional.text) {")
    writeBlock(scope.adding(local), depth: depth)
    if chance(50) {
      write("} else {")
      writeBlock(scope, depth: depth)
    }
    write("}")
  }

  private mutating func writeSwitch(_ scope: GeneratorScope, _ depth: Int) {
    let subject = place(scope, 2) { type in
      switch type {
      case .enumeration, .bool, .integer, .optional: true
      default: false
      }
    }
    guard let subject else { return }
    write("switch \(subject.text) {")
    for (pattern, bound) in patterns(for: subject.type) {
      write("case \(pattern):")
      var inner = scope
      inner.variables += bound
      writeBlock(inner, depth: depth)
    }
    write("default:")
    if chance(30) { write("break") } else { writeBlock(scope, depth: depth) }
    write("}")
  }

  private mutating func writeFor(_ scope: GeneratorScope, _ depth: Int) {
    let (domain, variable) = binding(scope)
    let inner = scope.adding(variable)
    let condition = chance(40) ? " where \(truth(inner.pure, 2))" : ""
    write("for \(variable.name) in \(domain)\(condition) {")
    writeBlock(inner, depth: depth)
    write("}")
  }
}
