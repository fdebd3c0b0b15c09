import Engine
import SourceText
import SpecLanguage

/// Everything that the program consists of, with what it means.
struct ProgramParts {
  var initialization: Int
  var actions: [(action: GroundAction, information: GroundActionInformation)] = []
  var checks: [(check: StateCheck, information: CheckInformation)] = []
  var tests: [CompiledTest] = []
  var temporal: [CompiledProperty] = []
  var questions: [LivenessQuestion] = []
  /// As `CompiledSpec.emptiness`.
  var emptiness: Int?
}

extension Generator {
  /// Generates the whole program: the initializer, actions as declared, `tick`, checks, tests.
  mutating func parts() -> ProgramParts {
    var parts = ProgramParts(initialization: initialization())
    for index in spec.actions.indices where !isRefused {
      appendActions(ActionID(index: index), to: &parts)
    }
    appendTick(to: &parts)
    appendChecks(to: &parts)
    appendTemporalProperties(to: &parts)
    appendTests(to: &parts)
    return parts
  }

  private mutating func initialization() -> Int {
    entry(scope(of: spec.initializer)) { generator in
      generator.storeFirstValues()
      generator.body(of: generator.spec.initializer)
      generator.emitter.emit(.end)
    }
  }

  func scope(of code: Code) -> Scope {
    Scope(code.locals, isAssigned: analysis.assignedLocals(code))
  }

  /// The engine begins with every field at its minimum; a variable begins with the first value of
  /// its type.
  private mutating func storeFirstValues() {
    for (index, variable) in spec.variables.enumerated() {
      let shapes = layout.shapes(of: variable.type)
      for (offset, shape) in shapes.enumerated() where shape.fill != shape.low {
        let slot = Slot(number: Int32(variableOffsets[index] + offset))
        write(.scalar(shape.fill), to: .slots(slot), size: 1)
      }
    }
  }

  /// Statements of which a `return` ends the whole.
  mutating func body(of code: Code) {
    let end = emitter.makeLabel()
    scope.exit = Scope.Exit(label: end, type: .nothing, join: Join(&self, size: 0))
    block(code.body)
    emitter.place(end)
  }

  // MARK: Time

  private mutating func appendTick(to parts: inout ProgramParts) {
    if spec.tickHandlers.isEmpty { return }
    let start = entry(Scope([])) { generator in
      for handler in generator.spec.tickHandlers { generator.run(handler) }
      generator.disableWhereNothingChanged()
      generator.expectSteps(of: nil, arguments: [])
      generator.emitter.emit(.end)
    }
    parts.actions.append(
      (
        GroundAction(entry: start, role: .tick),
        GroundActionInformation(origin: .tick, fixedArguments: [])
      ))
  }

  /// A tick that changes nothing is no step, so that no step property is asked of it: asking might
  /// break a rule. Without such properties the engine sees to it alone.
  private mutating func disableWhereNothingChanged() {
    let isAsked = spec.properties.contains { property in
      if case .step(let action) = property.kind { action == nil || action == .tick } else { false }
    }
    guard isAsked, isReachable else { return }
    releasing { generator in
      let now = Operand.slots(Slot(number: 0))
      let before = Operand.slots(Slot(number: Int32(generator.fieldCount)))
      let isSame = generator.equality(now, before, size: generator.fieldCount)
      generator.jump(isSame, when: true, to: generator.disabledLabel)
    }
  }

  private mutating func run(_ handler: TickHandler) {
    releasing { generator in
      generator.within(generator.scope(of: handler.code)) {
        $0.run(handler, key: 0)
      }
    }
  }

  /// Binds the keys one after another, the first in the outermost loop.
  private mutating func run(_ handler: TickHandler, key: Int) {
    if key == handler.parameterCount {
      let outer = scope
      scope.receiver = handler.receiver.map { readPlace($0) }
      body(of: handler.code)
      scope = outer
      return
    }
    let type = handler.code.locals[key].type
    let cost = analysis.cost(handler.code.body)
    iterate(overType: type, LocalID(index: key), cost: cost, span: handler.span) { generator, _ in
      generator.run(handler, key: key + 1)
    }
  }

  // MARK: Checks

  private mutating func appendChecks(to parts: inout ProgramParts) {
    for (index, property) in spec.properties.enumerated() {
      guard let role = property.checkRole else { continue }
      let types = property.locals.prefix(property.keyCount).map(\.type)
      let all = combinations(of: Array(types))
      // Every new state is checked, and there are few checks beside the actions.
      analysis.unrolledMax = min(max(8_192 / max(all.count, 1), 512), 2_048)
      defer { analysis.unrolledMax = 512 }
      for keys in all where !isRefused {
        let start = check(property, keys: keys)
        let values = decoded(keys, types)
        let information = CheckInformation(
          origin: .property(index), keys: values,
          name: spec.name(property.name, keys: values, types: types))
        parts.checks.append((StateCheck(entry: start, role: role), information))
      }
    }
    for (index, constraint) in spec.constraints.enumerated() {
      let information = CheckInformation(origin: .constraint(index), keys: [], name: "")
      parts.checks.append((StateCheck(entry: check(constraint), role: .constraint), information))
    }
    for (index, terminal) in spec.terminals.enumerated() {
      let information = CheckInformation(origin: .terminal(index), keys: [], name: "")
      parts.checks.append((StateCheck(entry: check(terminal), role: .terminal), information))
    }
  }

  private mutating func check(_ property: Property, keys: [[Int64]]) -> Int {
    entry(Scope(property.locals)) { generator in
      for (index, key) in keys.enumerated() { generator.scope.locals[index] = .constant(key) }
      generator.scope.receiver = property.receiver.map { generator.readPlace($0) }
      if property.conjuncts.isEmpty {
        generator.endCheck(property.expression)
      } else {
        generator.endCheck(property.expression.conjuncts, covering: property.conjuncts)
      }
    }
  }

  private mutating func check(_ predicate: Predicate) -> Int {
    entry(Scope(predicate.locals)) { $0.endCheck(predicate.expression) }
  }

  private mutating func endCheck(_ expression: Expression) {
    if expression.type != .bool {
      let result = emitter.slot(value(expression))
      return emitter.emit(.end, result.number)
    }
    endCheck([expression], covering: [])
  }

  /// Ends with 1 where all parts hold; the branches tell how far along them some state comes.
  mutating func endCheck(_ parts: [Expression], covering branches: [BranchID]) {
    let violated = emitter.makeLabel()
    for (index, part) in parts.enumerated() where isReachable {
      jump(part, when: false, to: violated)
      if index < branches.count { cover(branches[index]) }
    }
    emitter.emit(.end, emitter.constant(1).number)
    emitter.place(violated)
    emitter.emit(.end, emitter.constant(0).number)
  }

  // MARK: Keys

  /// The slots of every combination of values, the first type most significant.
  mutating func combinations(of types: [Type]) -> [[[Int64]]] {
    var all: [[[Int64]]] = [[]]
    for type in types {
      let count = layout.cardinality(of: type)
      let (total, overflow) = count.multipliedReportingOverflow(by: all.count)
      guard !overflow, total <= limits.instructionsMax / 4 else {
        refuse(LimitDiagnostics.largeProgram(limits, at: present))
        return []
      }
      all = all.flatMap { prefix in
        (0..<count).map { prefix + [layout.slots(ofOrdinal: $0, as: type)] }
      }
    }
    return all
  }

  func decoded(_ slots: [[Int64]], _ types: some Sequence<Type>) -> [Value] {
    zip(slots, types).map { layout.decode($0[...], as: $1) }
  }
}

extension Property {
  /// How a property is checked in single states; nil for what is not.
  var checkRole: StateCheck.Role? {
    switch kind {
    case .invariant, .theorem(_, _, isTemporal: false): return .invariant
    case .reachable: return .reachable
    case .measure: return .measure
    case .step, .temporal, .theorem: return nil
    }
  }
}
