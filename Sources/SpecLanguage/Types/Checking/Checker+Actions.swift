import SourceText

/// What an action of the spec comes from, between declaring all actions and checking their bodies.
struct ActionPlan {
  enum Source {
    case declared(ActionSyntax)
    /// An open component's environment calls this transition.
    case open(RoutineID, RoutineSyntax)
    /// A process's step, by its index.
    case step(DeclarationID, Int)
  }

  var source: Source
  var place: ComponentPlace?
}

extension Checker {
  /// Names all actions and tick handlers, in the order of the file; bodies come later, when every
  /// action can be referred to.
  mutating func declareActions() {
    for id in names.order[root] ?? [] {
      let declaration = names[id]
      switch declaration.syntax.kind {
      case .variable(let variable): declareComponents(in: id, variable)
      case .action(let action): declare(action, declaration.syntax, at: nil)
      case .process(let process): declareSteps(of: id, process)
      case .tick(let block): declareTick(block, declaration.syntax.span, at: nil)
      default: break
      }
    }
  }

  private mutating func declareComponents(in id: DeclarationID, _ variable: VariableSyntax) {
    guard let type = variableType(id, at: variable.span), let index = variableIDs[id] else {
      return
    }
    let value = Expression(kind: .variable(index), type: type, span: variable.name.span)
    let isOpen = spec.variables[index.index].isOpen
    let found = places(in: value, name: variable.name.text, isOpen: isOpen, at: variable.span)
    componentPlaces += found
    for place in found { declareMembers(at: place) }
  }

  mutating func declareMembers(at place: ComponentPlace) {
    let owner = specialisations[place.component.index].declaration
    for member in names.memberOrder[owner] ?? [] {
      let syntax = names[member].syntax
      switch syntax.kind {
      case .action(let action): declare(action, syntax, at: place)
      case .tick(let block): declareTick(block, syntax.span, at: place)
      case .transition(let routine) where place.isOpen && !routine.isPrivate:
        declareOpen(member, routine, syntax, at: place)
      default: break
      }
    }
  }

  private mutating func declare(
    _ action: ActionSyntax, _ syntax: DeclarationSyntax, at place: ComponentPlace?
  ) {
    let frame = place.map { self.frame(at: $0, .constant) } ?? rootFrame(.constant)
    guard let parameters = within(frame, { $0.parameters(action.parameters) }).result else {
      return
    }
    add(
      Action(
        name: qualified(action.name.text, place),
        parameterCount: keyCount(place) + parameters.count,
        keyCount: keyCount(place), receiver: place?.expression, fairness: action.fairness,
        isUrgent: action.isUrgent, guardCondition: nil,
        code: Code(locals: (place?.keys ?? []) + parameters), documentation: syntax.documentation,
        span: syntax.span, openTransition: nil),
      ActionPlan(source: .declared(action), place: place))
  }

  private mutating func declareOpen(
    _ id: DeclarationID, _ routine: RoutineSyntax, _ syntax: DeclarationSyntax,
    at place: ComponentPlace
  ) {
    guard let transition = self.routine(id, component: place.component, at: syntax.span) else {
      return
    }
    let made = spec.routines[transition.index]
    let parameters = Array(made.code.locals.prefix(made.parameterCount))
    add(
      Action(
        name: qualified(routine.name.text, place),
        parameterCount: place.keys.count + parameters.count, keyCount: place.keys.count,
        receiver: place.expression, fairness: .none, isUrgent: false, guardCondition: nil,
        code: Code(locals: place.keys + parameters), documentation: syntax.documentation,
        span: syntax.span, openTransition: transition),
      ActionPlan(source: .open(transition, routine), place: place))
  }

  private func keyCount(_ place: ComponentPlace?) -> Int { place?.keys.count ?? 0 }

  func qualified(_ name: String, _ place: ComponentPlace?) -> String {
    place.map { $0.name + "." + name } ?? name
  }

  /// The most instances that an action may have, one for each choice of arguments.
  static let instancesMax = 1_000_000

  mutating func add(_ action: Action, _ plan: ActionPlan) {
    var instances = 1
    for local in action.code.locals.prefix(action.parameterCount) {
      let count = spec.cardinality(of: local.type) ?? Int.max
      let (product, overflow) = instances.multipliedReportingOverflow(by: count)
      instances = overflow ? Int.max : product
    }
    if instances > Self.instancesMax {
      report(RuleMistake.tooManyInstances(action.name, max: Self.instancesMax, at: action.span))
      return
    }
    actionIDs[action.name] = ActionID(index: spec.actions.count)
    spec.actions.append(action)
    actionPlans.append(plan)
  }

  // MARK: - Bodies

  mutating func checkActions(from start: Int = 0) {
    for index in spec.actions.indices.dropFirst(start) {
      let plan = actionPlans[index]
      switch plan.source {
      case .declared(let action): checkBody(of: action, index, at: plan.place)
      case .open(let transition, let routine): checkOpen(transition, routine, index, at: plan.place)
      case .step(let process, let step): checkStep(step, of: process, index)
      }
    }
  }

  private mutating func checkBody(of action: ActionSyntax, _ index: Int, at place: ComponentPlace?)
  {
    var frame = place.map { self.frame(at: $0, .step) } ?? rootFrame(.step)
    frame.name = action.name.text
    let declared = spec.actions[index]
    let parameters = Array(
      declared.code.locals[declared.keyCount..<declared.parameterCount])
    let (made, used) = within(frame) { checker -> (Expression?, [Statement]) in
      checker.bindParameters(action.parameters, parameters)
      let condition = action.guardCondition.flatMap { condition in
        checker.permitting(.guardCondition) { $0.condition(condition) }
      }
      return (condition, checker.statements(action.body))
    }
    spec.actions[index].guardCondition = made.0
    spec.actions[index].code = Code(locals: used.locals, body: made.1)
  }

  /// The environment's call: the transition's `when` is the guard, so the call never breaks it.
  private mutating func checkOpen(
    _ transition: RoutineID, _ routine: RoutineSyntax, _ index: Int, at place: ComponentPlace?
  ) {
    guard let place else { return }
    let declared = spec.actions[index]
    let parameters = Array(declared.code.locals[declared.keyCount..<declared.parameterCount])
    let (made, used) = within(self.frame(at: place, .step)) {
      checker -> (Expression?, [Statement]) in
      checker.bindParameters(routine.parameters, parameters)
      let condition = routine.precondition.flatMap { condition in
        checker.permitting(.guardCondition) { $0.condition(condition) }
      }
      let arguments = parameters.indices.map { offset in
        Expression(
          kind: .local(LocalID(index: place.keys.count + offset)), type: parameters[offset].type,
          span: routine.name.span)
      }
      let call = Expression(
        kind: .call(transition, receiver: checker.frame.receiver, arguments),
        type: checker.spec.routines[transition.index].result, span: routine.name.span)
      return (condition, [Statement(kind: .returnValue(call), span: routine.name.span)])
    }
    spec.actions[index].guardCondition = made.0
    spec.actions[index].code = Code(locals: used.locals, body: made.1)
  }

  // MARK: - Ticks

  private mutating func declareTick(_ block: BlockSyntax, _ span: Span, at place: ComponentPlace?) {
    spec.tickHandlers.append(
      TickHandler(
        name: qualified("tick", place), parameterCount: keyCount(place),
        receiver: place?.expression, code: Code(locals: place?.keys ?? []), span: span))
    tickPlans.append((block, place))
  }

  mutating func checkTicks(from start: Int = 0) {
    for (index, plan) in tickPlans.enumerated().dropFirst(start) {
      var frame = plan.place.map { self.frame(at: $0, .tick) } ?? rootFrame(.tick)
      frame.name = "tick"
      let (body, used) = within(frame) { $0.statements(plan.block) }
      spec.tickHandlers[index].code = Code(locals: used.locals, body: body)
    }
  }

  // MARK: - References

  /// `send(c)`, `b[k].expire()`, `Producer.check(p)`: an action with its arguments, keys first.
  mutating func actionReference(_ syntax: ExpressionSyntax) -> ActionReference? {
    guard case .call(let callee, let arguments) = syntax.kind else {
      report(RuleMistake.notAnAction(at: syntax.span))
      return nil
    }
    if case .name("tick") = callee.kind, arguments.isEmpty, !spec.tickHandlers.isEmpty {
      return ActionReference(action: .tick, arguments: [])
    }
    guard let path = actionPath(callee) else {
      report(RuleMistake.notAnAction(at: callee.span))
      return nil
    }
    guard let id = action(named: path.name) else {
      reportUnknownAction(path.name, at: callee.span)
      return nil
    }
    let action = spec.actions[id.index]
    let own = frame.place?.keys.count ?? 0
    var values = (0..<(path.isOwn ? own : 0)).map { index in
      Expression(
        kind: .local(LocalID(index: index)), type: frame.locals[index].type, span: callee.span)
    }
    let keys = action.code.locals[values.count..<action.keyCount]
    for (key, local) in zip(path.keys, keys) {
      guard let value = expression(key, as: local.type, name: "key") else { return nil }
      values.append(value)
    }
    let parameters = Array(action.code.locals[action.keyCount..<action.parameterCount])
    guard
      let given = self.arguments(
        arguments, parameters, of: action.name, declared: action.span, at: syntax.span)
    else { return nil }
    return ActionReference(action: id, arguments: values + given)
  }

  /// The name of an action as `spec.actions` spells it, and the keys on the way.
  struct ActionPath {
    var name: String
    var keys: [ExpressionSyntax]
    /// Of the component whose code this is.
    var isOwn: Bool
  }

  func action(named name: String) -> ActionID? { actionIDs[name] }

  /// The action of a path that may leave out its last keys.
  func action(anyOf path: ActionPath) -> ActionID? {
    action(named: path.name)
      ?? spec.actions.firstIndex { action in
        let left = path.keys.count..<max(action.keyCount, path.keys.count)
        let name = left.reduce(action.name) { $0.replacing("[$\($1)]", with: "") }
        return name == path.name
      }.map { ActionID(index: $0) }
  }

  func actionPath(_ syntax: ExpressionSyntax) -> ActionPath? {
    var keys: [ExpressionSyntax] = []
    let first = frame.place?.keys.count ?? 0
    guard let text = pathText(syntax, &keys, first) else { return nil }
    guard let place = frame.place else { return ActionPath(name: text, keys: keys, isOwn: false) }
    return ActionPath(name: place.name + "." + text, keys: keys, isOwn: true)
  }

  private func pathText(
    _ syntax: ExpressionSyntax, _ keys: inout [ExpressionSyntax], _ first: Int
  ) -> String? {
    switch syntax.kind {
    case .name(let name): return isLocal(name) ? nil : name
    case .member(let base, let name):
      return pathText(base, &keys, first).map { $0 + "." + name.text }
    case .subscripted(let base, let key):
      guard let text = pathText(base, &keys, first) else { return nil }
      keys.append(key)
      return text + "[$\(first + keys.count - 1)]"
    default: return nil
    }
  }

  mutating func reportUnknownAction(_ name: String, at span: Span) {
    let known = spec.actions.map(\.name)
    let near = closestMatch(to: name, among: known + known.map(\.withoutKeys))
    report(NameMistake.unknownAction(name, near: near, at: span))
  }
}
