import SourceText
import SpecLanguage

/// Decides which entities of a spec may be exchanged: whether a renamed state has just the renamed
/// steps, and all that is asked of it the same answer.
///
/// Nothing in the language names an identity outside tests and expectations, so what is left are
/// the places where the order of identities shows: loops whose order matters, quantifiers that end
/// early before something fails, and variables that begin as the first identity. Whatever is not
/// understood counts as such a place.
struct SymmetryAnalysis {
  let spec: TypedSpec
  let use: EntityUse
  var failures: FailureAnalysis
  private(set) var obstacles: [EntityID: SpecSymmetry.Obstacle] = [:]
  var sensitiveSpans: Set<Span> = []
  var sensitiveProperties: Set<Int> = []
  var uncertainBranches: Set<Int> = []
  /// Routines whose branches are among the uncertain ones.
  var branchesCollected: Set<Int> = []

  init(_ spec: TypedSpec, _ use: EntityUse) {
    self.spec = spec
    self.use = use
    failures = FailureAnalysis(spec)
  }

  mutating func run() {
    checkFirstValues()
    visit(spec.initializer.body)
    for routine in spec.routines {
      visit(routine.code.body)
      if case .transition(let precondition, let postconditions) = routine.kind {
        for condition in [precondition].compactMap(\.self) + postconditions { visit(condition, []) }
      }
    }
    for action in spec.actions {
      if let condition = action.guardCondition { visit(condition, []) }
      visit(action.code.body)
    }
    for handler in spec.tickHandlers { visit(handler) }
    for (index, property) in spec.properties.enumerated() { visit(property, index) }
    for predicate in spec.constraints + spec.terminals { visit(predicate.expression, []) }
  }

  mutating func block(_ entities: Set<EntityID>, _ reason: String, at span: Span?) {
    for id in entities where obstacles[id] == nil {
      obstacles[id] = SpecSymmetry.Obstacle(reason: reason, span: span)
    }
  }

  // MARK: Properties and time

  private mutating func visit(_ property: Property, _ index: Int) {
    switch property.kind {
    case .temporal, .theorem(_, _, isTemporal: true): return
    case .invariant, .theorem: visit(property.expression, [], claim: index)
    case .measure, .reachable: visit(property.expression, [])
    case .step:
      visit(property.expression, [], claim: index)
      // Asked for one key after the other: where one cannot be evaluated, the others are not asked.
      let keys = property.locals.prefix(property.keyCount)
      if keys.contains(where: { !use.entities(in: $0.type).isEmpty }) {
        sensitiveSpans.formUnion(failures.failures(property.expression, []).map(\.span))
      }
    }
  }

  /// Handlers with keys are loops over them.
  private mutating func visit(_ handler: TickHandler) {
    visit(handler.code.body)
    for index in 0..<handler.parameterCount {
      let type = handler.code.locals[index].type
      let entities = use.entities(in: type)
      if entities.isEmpty { continue }
      let orderMatters = LoopEffects.orderMatters(
        spec, key: LocalID(index: index), condition: nil, body: handler.code.body,
        receiver: handler.receiver)
      if orderMatters {
        block(entities, "the order in which '\(handler.name)' is run for them", at: handler.span)
      }
      noteFailures(failures.failures(handler.code.body))
    }
  }

  /// Of several failures in what is done for one identity after the other, one hides the others.
  func hidesOthers(_ found: Set<Failure>) -> Bool { found.count > 1 }

  mutating func noteFailures(_ found: Set<Failure>) {
    if hidesOthers(found) { sensitiveSpans.formUnion(found.map(\.span)) }
  }

  // MARK: First values

  /// A variable without an initial value begins with the first of its type, unless the initializer
  /// gives it another before anything can read it.
  private mutating func checkFirstValues() {
    for (index, variable) in spec.variables.enumerated() {
      let named = use.entitiesInFirstValue(of: variable.type)
      if named.isEmpty || isSet(VariableID(index: index), variable.type) { continue }
      block(named, "'\(variable.name)' may begin with the first of them", at: variable.span)
    }
  }

  private func isSet(_ id: VariableID, _ type: Type) -> Bool {
    for statement in spec.initializer.body {
      if sets(statement, id) { return true }
      if setsParts(statement, id, type) { return true }
      if mentions(statement, id) || returns(statement) { return false }
    }
    return false
  }

  /// Whether the statement gives the whole variable a value without reading it.
  private func sets(_ statement: Statement, _ id: VariableID) -> Bool {
    guard case .assign(let place, let value) = statement.kind, !mentions(value, id) else {
      return false
    }
    if case .variable(id) = place.kind { return true }
    return false
  }

  /// Whether a loop over all keys gives each of a map's values.
  private func setsParts(_ statement: Statement, _ id: VariableID, _ type: Type) -> Bool {
    guard case .map(let key, _) = type, case .forIn(let binding, let body) = statement.kind,
      case .type(key) = binding.domain, binding.condition == nil, let first = body.first,
      case .assign(let place, let value) = first.kind, !mentions(value, id),
      case .index(let whole, let index) = place.kind, case .variable(id) = whole.kind,
      case .local(binding.local) = index.kind
    else { return false }
    return true
  }

  /// Whether the initializer may end with the statement.
  private func returns(_ statement: Statement) -> Bool {
    if case .returnValue = statement.kind { return true }
    return statement.statements.contains { returns($0) }
  }

  private func mentions(_ statement: Statement, _ id: VariableID) -> Bool {
    statement.expressions.contains { mentions($0, id) }
      || statement.statements.contains { mentions($0, id) }
  }

  /// Calls count as mentions: what they read is not looked at.
  private func mentions(_ expression: Expression, _ id: VariableID) -> Bool {
    switch expression.kind {
    case .variable(id), .call: true
    default: expression.children.contains { mentions($0, id) }
    }
  }
}
