extension SpecGenerator {
  // MARK: Variables

  /// Variables until the room for states is used up.
  mutating func writeVariables() {
    for index in components.indices where chance(85) { writePlacement(of: index) }
    for _ in 0..<(2 + roll(4)) { writeVariable() }
  }

  private mutating func writeVariable() {
    for _ in 0..<5 {
      let type = variableType()
      let total = product([stateCount, size(type)])
      if total > statesMax { continue }
      stateCount = total
      let isGhost = chance(12)
      let variable = GeneratedVariable(
        name: name("x"), type: type, isGhost: isGhost, isWritable: true)
      let value = initialValue(type)
      write("\(isGhost ? "ghost " : "")var \(variable.name): \(text(type)) = \(value)")
      scope.variables.append(variable)
      return
    }
  }

  /// A value that reads no variable.
  mutating func initialValue(_ type: GeneratedType) -> String {
    if !canMake(type, GeneratorScope()) { return "any" }
    if chance(12), size(type) <= 8 { return "any" }
    if case .map(_, let value) = type, chance(50) { return leaf(value, GeneratorScope()) }
    return leaf(type, GeneratorScope())
  }

  private mutating func writePlacement(of index: Int) {
    let component = components[index]
    var type = placementText(of: index)
    let key: GeneratedType? = chance(30) ? .entity(pick(entitiesInScope)) : nil
    let copies = key.map(size) ?? 1
    let total = product([stateCount, power(component.stateCount, copies)])
    if total > statesMax { return }
    stateCount = total
    if chance(15) { type = "open " + type }
    var placed = GeneratedVariable(name: name("c"), type: .component(index))
    if let key {
      type = "[\(text(key)): \(type)]"
      placed.type = .map(key, .component(index))
    }
    write("var \(placed.name): \(type)")
    scope.variables.append(placed)
  }

  /// `Part1<Node2>(limit3: 2)`
  mutating func placementText(of index: Int) -> String {
    let component = components[index]
    var text = component.name
    if let argument = component.argument { text += "<\(entities[argument].name)>" }
    if let parameter = component.parameter, case .integer(let low, let high) = parameter.type {
      text += "(\(parameter.name): \(low + roll(high - low + 1)))"
    }
    return text
  }

  mutating func writeInitializer() {
    var inner = scope
    inner.hasEffects = false
    inner.mayBeDisabled = true
    write("init {")
    writeStatements(1 + roll(3), inner, depth: 1)
    write("}")
  }

  // MARK: Routines

  mutating func formalParameters(atMost count: Int) -> [GeneratedField] {
    (0..<roll(count + 1)).map { _ in GeneratedField(name: name("p"), type: smallType()) }
  }

  func text(_ parameters: [GeneratedField]) -> String {
    parameters.map { "\($0.name): \(text($0.type))" }.joined(separator: ", ")
  }

  mutating func writeFunction() {
    let parameters = formalParameters(atMost: 2)
    var inner = scope
    inner.variables = scope.variables.map { variable in
      var readable = variable
      readable.isWritable = false
      return readable
    }
    inner.variables += parameters.map { GeneratedVariable(name: $0.name, type: $0.type) }
    let result = scalarType()
    guard canMake(result, inner) else { return }
    let routine = GeneratedRoutine(name: name("f"), parameters: parameters, result: result)
    write("func \(routine.name)(\(text(parameters))) -> \(text(result)) {")
    if chance(40) {
      write("if \(truth(inner, 2)) { return \(expression(result, inner, 2)) }")
    }
    write("return \(expression(result, inner, 2))")
    write("}")
    scope.functions.append(routine)
  }

  mutating func writeTransition(isMember: Bool = false) {
    let parameters = formalParameters(atMost: 2)
    var inner = scope
    inner.variables += parameters.map { GeneratedVariable(name: $0.name, type: $0.type) }
    var result: GeneratedType? = chance(60) ? scalarType() : nil
    if let type = result, !canMake(type, inner) { result = nil }
    var routine = GeneratedRoutine(name: name("t"), parameters: parameters, result: result)
    routine.mayBeDisabled = chance(20)
    let arrow = result.map { " -> \(text($0))" } ?? ""
    routine.isPrivate = isMember && chance(15)
    var head = routine.isPrivate ? "private " : ""
    head += "transition \(routine.name)(\(text(parameters)))\(arrow)"
    if chance(40) { head += " when \(truth(inner.pure, 2))" }
    write(head)
    if chance(35) { write("ensures \(postcondition(inner, result))") }
    write("{")
    inner.hasEffects = true
    inner.mayBeDisabled = routine.mayBeDisabled
    writeStatements(1 + roll(2), inner, depth: 1)
    if let result {
      if chance(30) {
        write("if \(truth(inner, 1)) { return \(expression(result, inner, 2)) }")
      }
      write("return \(expression(result, inner, 2))")
    }
    write("}")
    scope.transitions.append(routine)
  }

  private mutating func postcondition(_ scope: GeneratorScope, _ result: GeneratedType?) -> String {
    var inner = scope.pure
    inner.readsOld = true
    let claim = truth(inner, 2)
    guard let result, chance(50), canMake(result, inner) else { return claim }
    return "result == \(expression(result, inner, 1)) || \(claim)"
  }

  // MARK: Actions

  mutating func writeAction() {
    let parameters = formalParameters(atMost: 2)
    if product(parameters.map { size($0.type) }) > 12 { return writeAction() }
    var inner = scope
    inner.variables += parameters.map { GeneratedVariable(name: $0.name, type: $0.type) }
    var head = chance(10) ? "urgent " : ""
    head += chance(fairShare.weak) ? "fair " : chance(fairShare.strong) ? "strong fair " : ""
    let action = GeneratedAction(name: name("act"), parameters: parameters)
    head += "action \(action.name)(\(text(parameters)))"
    if chance(35) { head += " when \(truth(inner.pure, 2))" }
    write(head + " {")
    inner.hasEffects = true
    inner.mayBeDisabled = true
    inner.mayReturn = true
    let before = lines.count
    if chance(70) { writeMove(&inner) }
    if chance(20) { writeMove(&inner) }
    writeStatements(roll(4), inner, depth: 2)
    if lines.count == before { write("require \(truth(inner, 1))") }
    write("}")
    actions.append(action)
  }

  mutating func writeTick() {
    var inner = scope
    inner.hasEffects = true
    inner.mayBeDisabled = false
    write("on tick {")
    writeStatements(1 + roll(2), inner, depth: 1)
    write("}")
  }
}
