extension SpecGenerator {
  /// A component, whose code sees its own variables only.
  mutating func writeComponent() {
    let outer = (scope, stateCount, actions)
    defer { (scope, stateCount, actions) = outer }
    scope = GeneratorScope()
    stateCount = 1
    var component = GeneratedComponent(name: name("Part"), fields: [])
    if chance(50) { addGeneric(to: &component) }
    if chance(60) {
      let parameter = GeneratedField(name: name("limit"), type: .integer(1, 2))
      component.parameter = parameter
    }
    let generic = component.generic.map { "<\(entities[$0].name)>" } ?? ""
    let parameter = component.parameter.map { "(\($0.name): 1...2 = \(1 + roll(2)))" } ?? ""
    write("component \(component.name)\(generic)\(parameter) {")
    writeFields(of: &component)
    for _ in 0..<roll(2) { writeFunction() }
    for _ in 0..<(1 + roll(2)) { writeTransition(isMember: true) }
    if chance(40) { writeAction() }
    if chance(30) { writeTick() }
    for _ in 0..<roll(3) { writeMemberInvariant(of: &component) }
    if chance(20) { writeStepProperty() }
    write("}")
    component.functions = scope.functions
    component.transitions = scope.transitions.filter { !$0.isPrivate }
    component.stateCount = stateCount
    currentGeneric = nil
    components.append(component)
  }

  /// `<Item>`, which stands for one of the file's entities.
  private mutating func addGeneric(to component: inout GeneratedComponent) {
    let argument = pick(entitiesInScope)
    entities.append(GeneratedEntity(name: name("Item"), count: entities[argument].count))
    let generic = entities.count - 1
    generics.insert(generic)
    currentGeneric = generic
    component.generic = generic
    component.argument = argument
  }

  private mutating func writeFields(of component: inout GeneratedComponent) {
    if chance(30) { writeMemberEnumeration() }
    if let inner = components.indices.last, chance(25) { writeInner(inner, of: &component) }
    for index in 0..<(1 + roll(3)) {
      var type = variableType()
      if index == 0, let generic = component.generic, chance(70) {
        type = chance(50) ? .set(.entity(generic)) : .optional(.entity(generic))
      } else if let parameter = component.parameter, chance(50) {
        type = .upTo(parameter: parameter.name, least: 1, most: 2)
      }
      let total = product([stateCount, size(type)])
      if total > 40 { continue }
      stateCount = total
      let field = GeneratedField(name: name("x"), type: type)
      let isGhost = chance(8)
      write("\(isGhost ? "ghost " : "")var \(field.name): \(text(type)) = \(initialValue(type))")
      scope.variables.append(
        GeneratedVariable(
          name: field.name, type: type, isGhost: isGhost, isWritable: true))
      if !isGhost { component.fields.append(field) }
    }
  }

  /// An enum of the component's own, and a variable of it that the component keeps to itself.
  private mutating func writeMemberEnumeration() {
    let cases = (0..<(2 + roll(2))).map { _ in GeneratedCase(name: name("kind"), payload: []) }
    let enumeration = GeneratedEnumeration(name: name("Phase"), cases: cases)
    write("enum \(enumeration.name) { \(cases.map(\.name).joined(separator: ", ")) }")
    enumerations.append(enumeration)
    let variable = GeneratedVariable(
      name: name("x"), type: .enumeration(enumerations.count - 1), isWritable: true)
    write("var \(variable.name): \(enumeration.name) = .\(pick(cases).name)")
    stateCount *= cases.count
    scope.variables.append(variable)
    memberEnumerations.insert(enumerations.count - 1)
  }

  /// Another component inside this one.
  private mutating func writeInner(_ index: Int, of component: inout GeneratedComponent) {
    let total = product([stateCount, components[index].stateCount])
    if total > 40 { return }
    stateCount = total
    let field = GeneratedField(name: name("inner"), type: .component(index))
    write("var \(field.name): \(placementText(of: index))")
    scope.variables.append(GeneratedVariable(name: field.name, type: field.type))
    component.fields.append(field)
    scope.invariants += components[index].invariants.map { "\(field.name).\($0)" }
  }

  private mutating func writeMemberInvariant(of component: inout GeneratedComponent) {
    var inner = scope
    inner.readsGhosts = scope.variables.contains(where: \.isGhost) && chance(60)
    let invariant = name("Inv")
    write("invariant \(invariant): \(truth(inner, 3))")
    if inner.readsGhosts {
      component.ghostInvariants.append(invariant)
    } else {
      component.invariants.append(invariant)
    }
  }
}
