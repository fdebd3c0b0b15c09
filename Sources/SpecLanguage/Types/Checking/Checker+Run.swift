import SourceText

extension Checker {
  /// Checks everything, in the order in which one thing needs another.
  mutating func run() {
    checkParameters()
    findGhostReaders()
    findNamedFormulas()
    declareActions()
    checkActions()
    checkTicks()
    checkInitializer()
    checkProperties()
    addProcessTerminal()
    checkTests()
    checkExpectations()
    completeSpecialisations()
    checkPendingRoutines()
    checkRecursion()
    checkTickCalls()
    checkUnused()
  }

  private mutating func checkParameters() {
    let own = names.order[root] ?? []
    var known: [String] = []
    for id in own {
      guard case .parameter(let syntax) = names[id].syntax.kind else { continue }
      known.append(syntax.name.text)
      guard let found = parameter(id, at: syntax.name.span) else { continue }
      spec.parameters.append(
        ParameterValue(
          name: syntax.name.text, range: found.range, value: found.value, span: syntax.name.span))
    }
    for name in overrides.keys.sorted() where !known.contains(name) {
      report(
        NameMistake.unknownParameter(name, near: closestMatch(to: name, among: known), at: nil))
    }
  }

  // MARK: - Calls

  /// Functions and transitions that come round to themselves.
  private mutating func checkRecursion() {
    var state: [RoutineID: Bool] = [:]
    for index in spec.routines.indices { visit(RoutineID(index: index), &state) }
  }

  /// Depth-first search with its own stack: chains of calls are as long as an author likes.
  private mutating func visit(_ start: RoutineID, _ finished: inout [RoutineID: Bool]) {
    if finished[start] != nil { return }
    finished[start] = false
    var stack: [(routine: RoutineID, next: Int)] = [(start, 0)]
    while let (routine, next) = stack.last {
      let callees = calls[routine] ?? []
      guard next < callees.count else {
        finished[routine] = true
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let (callee, span) = callees[next]
      switch finished[callee] {
      case nil:
        finished[callee] = false
        stack.append((callee, 0))
      case false?:
        let cycle = stack[(stack.firstIndex { $0.routine == callee } ?? 0)...]
        report(
          RuleMistake.recursion(cycle.map { spec.name(of: $0.routine) }, at: span))
      case true?: break
      }
    }
  }

  /// Time cannot be refused and takes no choices: not in the handlers, nor in what they call.
  private mutating func checkTickCalls() {
    var blocking = blockingRoutines
    var changed = true
    while changed {
      changed = false
      for index in spec.routines.indices {
        let id = RoutineID(index: index)
        guard !blocking.contains(id), let callees = calls[id],
          callees.contains(where: { blocking.contains($0.callee) })
        else { continue }
        blocking.insert(id)
        changed = true
      }
    }
    for call in tickCalls where blocking.contains(call.callee) {
      report(RuleMistake.tickBlocks(spec.name(of: call.callee), at: call.span))
    }
  }

  // MARK: - What nothing uses

  /// Checks declarations that nothing has needed, on the side: their mistakes count, they do not.
  private mutating func checkUnused() {
    let used = self
    for file in files {
      for id in names.order[file.file] ?? [] { checkUnused(id, isRoot: file.file == root) }
    }
    for place in componentPlaces { checkNamedFormulas(at: place) }
    completeSpecialisations()
    checkPendingRoutines()
    checkRecursion()
    let found = diagnostics
    self = used
    diagnostics = found
  }

  private mutating func checkUnused(_ id: DeclarationID, isRoot: Bool) {
    let syntax = names[id].syntax
    let span = syntax.name?.span ?? syntax.span
    frame = Frame(
      environment: Environment(file: names[id].file, declaration: nil, component: nil),
      permissions: .constant)
    switch syntax.kind {
    case .typeAlias, .enumeration, .structure, .entity: _ = type(of: id, at: span)
    case .constant: _ = constant(id, at: span)
    case .parameter: _ = parameter(id, at: span)
    case .function, .transition:
      // An imported file's functions may read its variables; they matter where they are called.
      if !isRoot { break }
      if namedFormulas.contains(id) {
        checkNamedFormula(id, in: rootFrame(.formula))
      } else {
        _ = routine(id, component: nil, at: span)
      }
    case .component(let component):
      if !specialisations.contains(where: { $0.declaration == id }) {
        checkUnused(component, id, at: span)
      }
      checkMembers(of: id)
    default: break
    }
  }

  /// A component that nothing instantiates, with placeholders for its type parameters.
  private mutating func checkUnused(
    _ component: ComponentSyntax, _ id: DeclarationID, at span: Span
  ) {
    let types = component.generics.map { generic -> Type in
      spec.entities.append(EntityType(name: generic.text, count: 2))
      return .entity(EntityID(index: spec.entities.count - 1))
    }
    guard let made = specialise(id, component, types, [:], at: span) else { return }
    let variable = VariableID(index: spec.variables.count)
    spec.variables.append(
      Variable(
        name: component.name.text, type: made, isGhost: false, isOpen: false, span: span))
    let value = Expression(kind: .variable(variable), type: made, span: span)
    let found = places(in: value, name: component.name.text, isOpen: false, at: span)
    checkPlaceholders(found, value, component)
  }

  private mutating func checkPlaceholders(
    _ found: [ComponentPlace], _ value: Expression, _ component: ComponentSyntax
  ) {
    let firstAction = spec.actions.count
    let firstTick = tickPlans.count
    for place in found { declareMembers(at: place) }
    checkActions(from: firstAction)
    checkTicks(from: firstTick)
    _ = within(rootFrame(.step)) { $0.components(in: value, at: component.name.span) }
    for place in found {
      checkProperties(at: place)
      checkNamedFormulas(at: place)
    }
  }

  private mutating func checkNamedFormulas(at place: ComponentPlace) {
    let owner = specialisations[place.component.index].declaration
    for member in names.memberOrder[owner] ?? [] where namedFormulas.contains(member) {
      checkNamedFormula(member, in: frame(at: place, .formula))
    }
  }

  /// Types and constants of a component that its own code does not use.
  private mutating func checkMembers(of id: DeclarationID) {
    guard let component = specialisations.first(where: { $0.declaration == id }) else { return }
    for member in names.memberOrder[id] ?? [] {
      frame = Frame(environment: component.environment, permissions: .constant)
      switch names[member].syntax.kind {
      case .typeAlias, .enumeration, .structure:
        _ = type(of: member, in: component.environment, at: names[member].syntax.span)
      case .constant: _ = constant(member, at: names[member].syntax.span)
      default: break
      }
    }
  }
}
