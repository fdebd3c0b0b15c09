import Engine
import SourceText
import SpecLanguage

extension Generator {
  /// Generates the propositions of temporal properties, and puts the formulas together.
  mutating func appendTemporalProperties(to parts: inout ProgramParts) {
    for (index, property) in spec.properties.enumerated() where property.isTemporal {
      let types = property.locals.prefix(property.keyCount).map(\.type)
      for keys in combinations(of: Array(types)) where !isRefused {
        append(index, property, keys: keys, types: types, to: &parts)
      }
    }
    // Whatever a property says, it holds of no run at all.
    if !parts.temporal.isEmpty && !spec.constraints.isEmpty {
      parts.emptiness = parts.questions.count
      parts.questions.append(LivenessQuestion(formula: .constant(false), propositions: []))
    }
  }

  private mutating func append(
    _ index: Int, _ property: Property, keys: [[Int64]], types: [Type],
    to parts: inout ProgramParts
  ) {
    let values = decoded(keys, types)
    let name = spec.name(property.name, keys: values, types: types)
    var bound: [Int: [Int64]] = [:]
    for (local, key) in keys.enumerated() { bound[local] = key }
    var lowering = TemporalLowering(
      property: index, values: values, name: name, locals: property.locals,
      receiver: property.receiver)
    let formula = self.formula(property.expression, bound, &lowering, &parts)
    var compiled = CompiledProperty(property: index, keys: values, questions: [])
    for part in formula.conjuncts {
      compiled.questions.append(lowering.addQuestion(part, to: &parts))
    }
    if case .theorem(_, _?, isTemporal: true) = property.kind,
      let antecedent = self.antecedent(property.expression, bound, &lowering, &parts)
    {
      compiled.vacuity = lowering.addQuestion(.not(antecedent), to: &parts)
    }
    parts.temporal.append(compiled)
  }

  /// Of a theorem: that its antecedent is true for some values of what it is said for, and at some
  /// time if it is said for all; nil when it does not speak of time, as then it is counted where it
  /// is true.
  private mutating func antecedent(
    _ expression: Expression, _ bound: [Int: [Int64]], _ lowering: inout TemporalLowering,
    _ parts: inout ProgramParts
  ) -> TemporalFormula? {
    switch expression.kind {
    case .forAll(let binding, let body):
      var whole: TemporalFormula?
      for inner in self.bindings(binding, bound, at: body.span) {
        guard var part = antecedent(body, inner, &lowering, &parts) else { return nil }
        if let condition = binding.condition {
          part = .and(state(condition, inner, &lowering, &parts), part)
        }
        whole = whole.map { .or($0, part) } ?? part
      }
      return whole
    case .temporal(.always, let operands):
      return antecedent(operands[0], bound, &lowering, &parts).map { .eventually($0) }
    case .implies(let left, _, _): return uncounted(left)
    case .leadsTo(let left, _, _): return uncounted(left).map { .eventually($0) }
    case .recovers(let response): return uncounted(response.trigger).map { .eventually($0) }
    default: return nil
    }
    func uncounted(_ left: Expression) -> TemporalFormula? {
      left.speaksOfRuns || left.looksBack ? formula(left, bound, &lowering, &parts) : nil
    }
  }

  // MARK: Formulas

  private mutating func formula(
    _ expression: Expression, _ bound: [Int: [Int64]], _ lowering: inout TemporalLowering,
    _ parts: inout ProgramParts
  ) -> TemporalFormula {
    if !expression.speaksOfRuns { return state(expression, bound, &lowering, &parts) }
    func part(_ inner: Expression) -> TemporalFormula {
      formula(inner, bound, &lowering, &parts)
    }
    switch expression.kind {
    case .not(let inner): return .not(part(inner))
    case .and(let left, let right): return .and(part(left), part(right))
    case .or(let left, let right): return .or(part(left), part(right))
    case .implies(let left, let right, let branch):
      let first = antecedent(left, branch, bound, &lowering, &parts)
      return .or(.not(first), part(right))
    case .leadsTo(let left, let right, let branch):
      let first = antecedent(left, branch, bound, &lowering, &parts)
      return .leadsTo(first, part(right))
    case .recovers(let response):
      let trigger = antecedent(response.trigger, response.branch, bound, &lowering, &parts)
      return .bounded(
        BoundedWait(
          trigger: trigger, goal: part(response.goal), tick: part(response.tick),
          ticksMax: response.ticksMax))
    case .equal(let left, let right):
      let (first, second) = (part(left), part(right))
      return .or(.and(first, second), .and(.not(first), .not(second)))
    case .conditional(let test, let then, let otherwise):
      let condition = part(test)
      return .or(.and(condition, part(then)), .and(.not(condition), part(otherwise)))
    case .forAll(let binding, let body):
      return .not(some(binding, body, isNegated: true, bound, &lowering, &parts))
    case .exists(let binding, let body):
      return some(binding, body, isNegated: false, bound, &lowering, &parts)
    case .enabled(let reference):
      return action(reference, bound, &lowering, &parts) { .enabled(actions: $0) }
    case .fired(let reference):
      return action(reference, bound, &lowering, &parts) { .fired(actions: $0) }
    case .temporal(let name, let operands):
      return temporal(name, operands.map { part($0) })
    default: preconditionFailure("no formula may stand in \(expression)")
    }
  }

  /// What must happen for the rest to say anything. Whether it was ever true is counted where it is
  /// a truth about states.
  private mutating func antecedent(
    _ expression: Expression, _ branch: BranchID, _ bound: [Int: [Int64]],
    _ lowering: inout TemporalLowering, _ parts: inout ProgramParts
  ) -> TemporalFormula {
    expression.speaksOfRuns || expression.looksBack
      ? formula(expression, bound, &lowering, &parts)
      : state(expression, bound, &lowering, &parts, covering: branch)
  }

  private func temporal(
    _ name: TemporalOperator, _ parts: [TemporalFormula]
  ) -> TemporalFormula {
    switch name {
    case .always: .always(parts[0])
    case .eventually: .eventually(parts[0])
    case .next: .next(parts[0])
    case .until: .until(parts[0], parts[1])
    case .releases: .releases(parts[0], parts[1])
    }
  }

  /// One of the values meets the condition and the body, or the body's opposite.
  private mutating func some(
    _ binding: Binding, _ body: Expression, isNegated: Bool, _ bound: [Int: [Int64]],
    _ lowering: inout TemporalLowering, _ parts: inout ProgramParts
  ) -> TemporalFormula {
    var whole: TemporalFormula?
    for inner in bindings(binding, bound, at: body.span) where !isRefused {
      var part = formula(body, inner, &lowering, &parts)
      if isNegated { part = .not(part) }
      if let condition = binding.condition {
        part = .and(state(condition, inner, &lowering, &parts), part)
      }
      whole = whole.map { .or($0, part) } ?? part
    }
    return whole ?? .constant(false)
  }

  /// The values of a domain, which no state changes, each with those bound before.
  private mutating func bindings(
    _ binding: Binding, _ bound: [Int: [Int64]], at span: Span
  ) -> [[Int: [Int64]]] {
    let values: [[Int64]]
    switch binding.domain {
    case .type(let type):
      let count = layout.cardinality(of: type)
      guard count <= Self.boundValuesMax else {
        refuse(
          LimitDiagnostics.largeDomain(
            count: spec.cardinality(of: type), max: Self.boundValuesMax, at: span))
        return []
      }
      values = (0..<count).map { layout.slots(ofOrdinal: $0, as: type) }
    case .range(let low, let high):
      guard let first = low.constantNumber, let last = high.constantNumber else {
        preconditionFailure("a range whose ends a state may change")
      }
      if first > last { return [] }
      guard last - first < Int64(Self.boundValuesMax) else {
        refuse(
          LimitDiagnostics.largeDomain(
            count: Int(last - first) + 1, max: Self.boundValuesMax, at: span))
        return []
      }
      values = (first...last).map { [$0] }
    case .elements: preconditionFailure("a domain that a state may change")
    }
    return values.map { value in
      var inner = bound
      inner[binding.local.index] = value
      return inner
    }
  }

  /// More values than this make no formula that could be checked.
  private static let boundValuesMax = 1_024

  // MARK: Propositions

  /// A truth about states: a check of its own, unless there is one already.
  private mutating func state(
    _ expression: Expression, _ bound: [Int: [Int64]], _ lowering: inout TemporalLowering,
    _ parts: inout ProgramParts, covering branch: BranchID? = nil
  ) -> TemporalFormula {
    if case .boolean(let truth) = expression.kind { return .constant(truth) }
    let key = TemporalLowering.Key(span: expression.span, bound: bound)
    if let known = lowering.states[key] { return .proposition(known) }
    func check(_ old: Scope.OldState) -> Int {
      entry(Scope(lowering.locals)) { generator in
        generator.bind(bound, lowering)
        generator.scope.old = old
        generator.endCheck([expression], covering: branch.map { [$0] } ?? [])
      }
    }
    // Without a state before it, a state is the one before itself: so does `none` read `old`.
    let still = check(.none)
    let number =
      expression.looksBack
      ? lowering.add(still, lookingBack: check(.beforeStep), to: &parts)
      : lowering.add(still, to: &parts)
    lowering.states[key] = number
    return .proposition(number)
  }

  private mutating func bind(_ bound: [Int: [Int64]], _ lowering: TemporalLowering) {
    for (local, value) in bound { scope.locals[local] = .constant(value) }
    scope.receiver = lowering.receiver.map { readPlace($0) }
  }

  /// A truth about an action: for each combination of arguments that the reference may mean.
  private mutating func action(
    _ reference: ActionReference, _ bound: [Int: [Int64]], _ lowering: inout TemporalLowering,
    _ parts: inout ProgramParts, _ proposition: ([Int]) -> Proposition
  ) -> TemporalFormula {
    let ground = parts.actions.indices.filter { index in
      guard parts.actions[index].action.role != .scripted else { return false }
      switch parts.actions[index].information.origin {
      case .tick: return reference.action == .tick
      case .action(let id): return id == reference.action
      case .test: return false
      }
    }
    if reference.arguments.isEmpty { return lowering.formula(proposition(ground)) }
    // Those that are left out may be anything.
    let types = Array(
      spec.actions[reference.action.index].parameters.map(\.type)
        .prefix(reference.arguments.count))
    guard let meanings = meanings(of: ground, types, parts) else {
      refuse(LimitDiagnostics.largeDomain(count: nil, max: Self.groundMaxOfRuns, at: present))
      return .constant(false)
    }
    if let known = constants(reference.arguments, types, bound, lowering) {
      let meaning = meanings.first { $0.slots == known }
      return meaning.map { lowering.formula(proposition($0.actions)) } ?? .constant(false)
    }
    var whole = TemporalFormula.constant(false)
    for (slots, actions) in meanings {
      let one = lowering.formula(proposition(actions))
      // Which arguments are meant is a truth about the state.
      let start = entry(Scope(lowering.locals)) { generator in
        generator.bind(bound, lowering)
        generator.endComparison(reference.arguments, types, slots)
      }
      let isMeant = TemporalFormula.proposition(lowering.add(start, to: &parts))
      whole = .or(whole, .and(isMeant, one))
    }
    return whole
  }

  /// For each combination of an action's first arguments, the ground actions that have it; nil when
  /// not every combination is a ground action.
  private func meanings(
    of ground: [Int], _ types: [Type], _ parts: ProgramParts
  ) -> [(slots: [[Int64]], actions: [Int])]? {
    var meanings: [(slots: [[Int64]], actions: [Int])] = []
    for index in ground {
      guard let arguments = parts.actions[index].information.fixedArguments else { return nil }
      let slots = zip(arguments, types).map { layout.encode($0, as: $1) }
      // Combinations are in the order of their values, the first argument's first.
      if meanings.last?.slots == slots {
        meanings[meanings.count - 1].actions.append(index)
      } else {
        meanings.append((slots, [index]))
      }
    }
    return meanings
  }

  private mutating func endComparison(
    _ expressions: [Expression], _ types: [Type], _ slots: [[Int64]]
  ) {
    let others = emitter.makeLabel()
    for (number, expression) in expressions.enumerated() where isReachable {
      let size = size(of: types[number])
      let operand = value(expression, as: types[number])
      jump(equality(operand, .constant(slots[number]), size: size), when: false, to: others)
    }
    emitter.emit(.end, emitter.constant(1).number)
    emitter.place(others)
    emitter.emit(.end, emitter.constant(0).number)
  }

  /// The slots of arguments that no state changes; nil when one is not constant.
  private mutating func constants(
    _ expressions: [Expression], _ types: [Type], _ bound: [Int: [Int64]],
    _ lowering: TemporalLowering
  ) -> [[Int64]]? {
    var slots: [[Int64]] = []
    _ = entry(Scope(lowering.locals)) { generator in
      generator.bind(bound, lowering)
      for (expression, type) in zip(expressions, types) {
        if case .constant(let value) = generator.value(expression, as: type) {
          slots.append(value)
        }
      }
      generator.emitter.emit(.disable)
    }
    return slots.count == expressions.count ? slots : nil
  }
}
