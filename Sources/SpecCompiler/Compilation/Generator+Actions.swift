import Engine
import SourceText
import SpecLanguage

extension Generator {
  /// Up to so many combinations of arguments, each is an action of its own.
  static let groundMax = 500

  /// The ground actions of an action, their arguments in the order of their types.
  mutating func appendActions(_ id: ActionID, to parts: inout ProgramParts) {
    let action = spec.actions[id.index]
    let types = action.parameters.map(\.type)
    let role: GroundAction.Role = action.isUrgent ? .urgent : .ordinary
    if let count = count(of: types), count <= groundMax(of: id) {
      for arguments in combinations(of: types) {
        let start = ground(id, arguments: arguments)
        let information = GroundActionInformation(
          origin: .action(id), fixedArguments: decoded(arguments, types))
        parts.actions.append((GroundAction(entry: start, role: role), information))
      }
    } else if hasTemporalProperties && action.fairness != .none {
      // Each combination of arguments is fair on its own.
      refuse(
        LimitDiagnostics.largeDomain(
          count: count(of: types), max: Self.groundMaxOfRuns, at: action.span))
    } else {
      let start = ground(id, arguments: nil)
      let information = GroundActionInformation(origin: .action(id), fixedArguments: nil)
      parts.actions.append((GroundAction(entry: start, role: role), information))
    }
  }

  /// Runs are asked about single combinations of arguments: of actions that are fair, and of those
  /// that formulas speak of.
  private func groundMax(of id: ActionID) -> Int {
    hasTemporalProperties ? Self.groundMaxOfRuns : Self.groundMax
  }

  static let groundMaxOfRuns = 16_384

  /// The combinations of values; nil when there are too many to count.
  private func count(of types: [Type]) -> Int? {
    var total = 1
    for type in types {
      let (next, overflow) = total.multipliedReportingOverflow(by: layout.cardinality(of: type))
      if overflow { return nil }
      total = next
    }
    return total
  }

  /// One action with these arguments; without them, its first choices say what they are.
  mutating func ground(_ id: ActionID, arguments: [[Int64]]?) -> Int {
    let action = spec.actions[id.index]
    return entry(scope(of: action.code)) { generator in
      for (index, parameter) in action.parameters.enumerated() {
        let type = parameter.type
        let operand =
          arguments.map { Operand.constant($0[index]) }
          ?? generator.chosenValue(of: type, span: action.span)
        generator.scope.locals[index] =
          generator.scope.isAssigned[index]
          ? generator.variable(holding: operand, size: generator.size(of: type)) : Place(operand)
      }
      let places = Array(generator.scope.locals.prefix(action.parameterCount))
      generator.run(action)
      generator.expectSteps(of: id, arguments: places)
      generator.emitter.emit(.end)
    }
  }

  private mutating func run(_ action: Action) {
    if let receiver = action.receiver { scope.receiver = readPlace(receiver) }
    if let condition = action.guardCondition {
      releasing { $0.jump(condition, when: false, to: $0.disabledLabel) }
    }
    body(of: action.code)
  }

  // MARK: Step properties

  /// Every step property that a step of this action must meet; nil is `tick`.
  mutating func expectSteps(of action: ActionID?, arguments: [Place?]) {
    for (index, property) in spec.properties.enumerated() where isReachable {
      guard case .step(let restriction) = property.kind else { continue }
      if let restriction, restriction != action ?? .tick { continue }
      let types = property.locals.prefix(property.keyCount).map(\.type)
      for keys in combinations(of: Array(types)) where isReachable {
        releasing {
          $0.expect(index, property, keys, types, restriction == nil ? [] : arguments)
        }
      }
    }
  }

  /// One step property with these keys. One that is about a single action shares its keys with it,
  /// and the action's other arguments follow them.
  private mutating func expect(
    _ index: Int, _ property: Property, _ keys: [[Int64]], _ types: [Type], _ arguments: [Place?]
  ) {
    var inner = Scope(property.locals)
    inner.old = .beforeStep
    for (position, key) in keys.enumerated() { inner.locals[position] = .constant(key) }
    let others = emitter.makeLabel()
    for (position, argument) in arguments.enumerated() {
      if position < keys.count {
        let size = size(of: types[position])
        guard let argument else { return }
        let isSame = equality(load(argument, size: size), .constant(keys[position]), size: size)
        jump(isSame, when: false, to: others)
      } else if position < inner.locals.count {
        inner.locals[position] = argument
      }
    }
    let values = decoded(keys, types)
    let name = spec.name(property.name, keys: values, types: types)
    let site = sites.index(of: .stepProperty(index, keys: values, name: name))
    within(inner) { generator in
      guard generator.isReachable else { return }
      generator.scope.receiver = property.receiver.map { generator.readPlace($0) }
      let holds = generator.emitter.makeLabel()
      generator.jump(property.expression, when: true, to: holds)
      let zero = generator.emitter.constant(0)
      generator.emitter.emit(.expect, zero.number, Int32(site))
      generator.emitter.place(holds)
    }
    emitter.place(others)
  }

  // MARK: Tests

  mutating func appendTests(to parts: inout ProgramParts) {
    for (index, test) in spec.tests.enumerated() {
      var steps: [CompiledTest.Step] = []
      for (number, step) in test.steps.enumerated() where !isRefused {
        let action = action(of: step, &parts, origin: .test(index, step: number))
        steps.append(CompiledTest.Step(action: action, span: step.span))
      }
      parts.tests.append(CompiledTest(name: test.name, steps: steps))
    }
  }

  /// The ground action that a step of a test takes: one of the model's where there is one.
  private mutating func action(
    of step: TestScript.Step, _ parts: inout ProgramParts,
    origin: GroundActionInformation.Origin
  ) -> Int {
    switch step.kind {
    case .tick:
      if let tick = parts.actions.firstIndex(where: { $0.information.origin == .tick }) {
        return tick
      }
      return appendScripted(entry(Scope([])) { $0.emitter.emit(.disable) }, origin, [], &parts)
    case .statement(let code):
      let start = entry(scope(of: code)) { generator in
        generator.body(of: code)
        generator.emitter.emit(.end)
      }
      return appendScripted(start, origin, [], &parts)
    case .action(let id, let expressions):
      return scripted(id, expressions, &parts)
    }
  }

  private mutating func scripted(
    _ id: ActionID, _ expressions: [Expression], _ parts: inout ProgramParts
  ) -> Int {
    let types = spec.actions[id.index].parameters.map(\.type)
    var arguments: [[Int64]] = []
    let start = entry(Scope([])) { generator in
      for (expression, type) in zip(expressions, types) {
        guard case .constant(let slots) = generator.value(expression, as: type) else { return }
        arguments.append(slots)
      }
    }
    precondition(
      arguments.count == types.count || isRefused, "a test's arguments are constants: \(start)")
    let values = decoded(arguments, types)
    let known = parts.actions.firstIndex {
      $0.information.origin == .action(id) && $0.information.fixedArguments == values
    }
    if let known { return known }
    return appendScripted(ground(id, arguments: arguments), .action(id), values, &parts)
  }

  private func appendScripted(
    _ start: Int, _ origin: GroundActionInformation.Origin, _ arguments: [Value],
    _ parts: inout ProgramParts
  ) -> Int {
    let action = GroundAction(entry: start, role: .scripted)
    let information = GroundActionInformation(origin: origin, fixedArguments: arguments)
    parts.actions.append((action, information))
    return parts.actions.count - 1
  }
}
