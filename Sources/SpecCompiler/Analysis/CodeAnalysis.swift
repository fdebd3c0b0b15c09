import SpecLanguage

/// What code does, found out before any is generated.
struct CodeAnalysis {
  /// More routines calling one another than this are refused by the generator.
  static let callDepthMax = 64
  private static let costMax = 1 << 30

  /// Up to so many instructions a loop is generated once for each value.
  var unrolledMax = 512

  private let spec: TypedSpec
  private let layout: TypeLayout
  /// About how many instructions a routine becomes; -1 until known.
  private var routineCosts: [Int]
  private var routineReads: [StateReads?]
  private var routineAssignments: [[Bool]] = []

  init(_ spec: TypedSpec, _ layout: TypeLayout) {
    self.spec = spec
    self.layout = layout
    routineCosts = Array(repeating: -1, count: spec.routines.count)
    routineReads = Array(repeating: nil, count: spec.routines.count)
    for index in spec.routines.indices { measure(index, depth: 0) }
    routineAssignments = spec.routines.map { assignedLocals($0.code) }
  }

  // MARK: Writing

  func isTransition(_ id: RoutineID) -> Bool {
    if case .transition = spec.routines[id.index].kind { return true }
    return false
  }

  /// Whether evaluating the expression may write to the state or to a local.
  func mayWrite(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .popFirst: return true
    case .call(let id, _, _) where isTransition(id): return true
    default: return expression.children.contains { mayWrite($0) }
    }
  }

  func assignedLocals(_ routine: RoutineID) -> [Bool] { routineAssignments[routine.index] }

  /// By local: whether something assigns to it after it is bound.
  func assignedLocals(_ code: Code) -> [Bool] {
    var isAssigned = Array(repeating: false, count: code.locals.count)
    for statement in code.body { collectAssigned(statement, &isAssigned) }
    return isAssigned
  }

  private func collectAssigned(_ statement: Statement, _ isAssigned: inout [Bool]) {
    switch statement.kind {
    case .assign(let place, _), .write(_, let place, _): mark(place, &isAssigned)
    default: break
    }
    for expression in statement.expressions { collectAssigned(expression, &isAssigned) }
    for inner in statement.statements { collectAssigned(inner, &isAssigned) }
  }

  private func collectAssigned(_ expression: Expression, _ isAssigned: inout [Bool]) {
    switch expression.kind {
    case .popFirst(let place): mark(place, &isAssigned)
    case .call(let id, let receiver?, _) where isTransition(id): mark(receiver, &isAssigned)
    default: break
    }
    for child in expression.children { collectAssigned(child, &isAssigned) }
  }

  private func mark(_ place: Expression, _ isAssigned: inout [Bool]) {
    switch place.kind {
    case .local(let id): isAssigned[id.index] = true
    case .field(let whole, _), .index(let whole, _), .unwrap(let whole): mark(whole, &isAssigned)
    default: break
    }
  }

  // MARK: Cost

  /// Whether a loop's body is generated once for each value, so that the value is a constant in it.
  func unrolls(count: Int, cost: Int) -> Bool {
    let (total, overflow) = count.multipliedReportingOverflow(by: max(cost, 1))
    if overflow { return false }
    return total <= unrolledMax || count <= 8 && total <= 8 * unrolledMax
  }

  /// About how many instructions an expression becomes.
  func cost(_ expression: Expression) -> Int {
    let own = 1 + expression.children.reduce(0) { capped($0 + cost($1)) }
    switch expression.kind {
    case .call(let id, _, _): return capped(own + max(routineCosts[id.index], 0))
    case .forAll(let binding, _), .exists(let binding, _), .sum(_, let binding),
      .minimum(_, let binding), .maximum(_, let binding), .count(let binding),
      .setComprehension(let binding):
      return loopCost(binding.domain, own)
    case .mapComprehension:
      guard case .map(let key, _) = expression.type else { return own }
      return loopCost(.type(key), own)
    case .isIn(_, let whole):
      if case .queue(_, let capacity) = whole.type { return capped(own + 3 * min(capacity, 8)) }
      if case .bag(_, let capacity) = whole.type { return capped(own + capacity) }
      return own
    default: return own
    }
  }

  func cost(_ statements: [Statement]) -> Int {
    statements.reduce(0) { capped($0 + cost($1)) }
  }

  private func cost(_ statement: Statement) -> Int {
    let own = statement.expressions.reduce(1) { capped($0 + cost($1)) }
    let all = capped(own + cost(statement.statements))
    if case .forIn(let binding, _) = statement.kind { return loopCost(binding.domain, all) }
    return all
  }

  func cost(_ binding: Binding) -> Int { binding.condition.map { cost($0) } ?? 0 }

  /// How many values a domain has, when that is certain before the code runs.
  func count(_ domain: Domain) -> Int? {
    switch domain {
    case .type(let type): return layout.cardinality(of: type)
    case .range(let low, let high):
      guard case .integer(let first) = low.kind, case .integer(let last) = high.kind else {
        return nil
      }
      let (span, overflow) = last.subtractingReportingOverflow(first)
      return overflow || span > 1 << 40 ? .max : max(0, Int(span) + 1)
    case .elements(let collection):
      switch collection.type {
      case .set(let element): return layout.cardinality(of: element)
      case .queue(_, let capacity), .bag(_, let capacity): return capacity
      default: return nil
      }
    }
  }

  private func loopCost(_ domain: Domain, _ body: Int) -> Int {
    guard let count = count(domain), unrolls(count: count, cost: body) else {
      return capped(body + 6)
    }
    return capped(count * body)
  }

  private func capped(_ cost: Int) -> Int { min(cost, Self.costMax) }

  private mutating func measure(_ index: Int, depth: Int) {
    guard routineCosts[index] < 0 else { return }
    guard depth <= Self.callDepthMax else { return }
    routineCosts[index] = 0
    let routine = spec.routines[index]
    var conditions: [Expression] = []
    if case .transition(let precondition, let postconditions) = routine.kind {
      conditions = postconditions + (precondition.map { [$0] } ?? [])
    }
    var called: Set<Int> = []
    for statement in routine.code.body { collectCalls(statement, &called) }
    for condition in conditions { collectCalls(condition, &called) }
    for callee in called.sorted() { measure(callee, depth: depth + 1) }
    routineCosts[index] = conditions.reduce(cost(routine.code.body)) { capped($0 + cost($1)) }
    var reads = StateReads()
    for statement in routine.code.body { collectReads(statement, &reads) }
    routineReads[index] = reads
  }

  private func collectCalls(_ statement: Statement, _ called: inout Set<Int>) {
    for expression in statement.expressions { collectCalls(expression, &called) }
    for inner in statement.statements { collectCalls(inner, &called) }
  }

  private func collectCalls(_ expression: Expression, _ called: inout Set<Int>) {
    if case .call(let id, _, _) = expression.kind { called.insert(id.index) }
    for child in expression.children { collectCalls(child, &called) }
  }

  // MARK: Reading

  /// What the `old` expressions of postconditions read.
  func oldReads(_ postconditions: [Expression]) -> StateReads {
    var reads = StateReads()
    for postcondition in postconditions { collectOld(postcondition, &reads) }
    return reads
  }

  private func collectOld(_ expression: Expression, _ reads: inout StateReads) {
    if case .old(let inner) = expression.kind { return collectReads(inner, &reads) }
    for child in expression.children { collectOld(child, &reads) }
  }

  private func collectReads(_ statement: Statement, _ reads: inout StateReads) {
    for expression in statement.expressions { collectReads(expression, &reads) }
    for inner in statement.statements { collectReads(inner, &reads) }
  }

  private func collectReads(_ expression: Expression, _ reads: inout StateReads) {
    switch expression.kind {
    case .variable(let id): reads.variables.insert(id.index)
    case .receiver: reads.wholeReceiver = true
    case .field(let whole, let field):
      if case .receiver = whole.kind {
        reads.receiverFields.insert(field)
      } else {
        collectReads(whole, &reads)
      }
      return
    case .call(let id, let receiver, let arguments):
      collectCall(id, receiver, &reads)
      for argument in arguments { collectReads(argument, &reads) }
      return
    default: break
    }
    for child in expression.children { collectReads(child, &reads) }
  }

  private func collectCall(_ id: RoutineID, _ receiver: Expression?, _ reads: inout StateReads) {
    // A routine whose own reads are not known is one that calls too deep, which is refused anyway.
    let callee = routineReads[id.index] ?? StateReads()
    reads.variables.formUnion(callee.variables)
    guard let receiver else { return }
    if case .receiver = receiver.kind {
      reads.receiverFields.formUnion(callee.receiverFields)
      reads.wholeReceiver = reads.wholeReceiver || callee.wholeReceiver
    } else {
      collectReads(receiver, &reads)
    }
  }
}

/// Which parts of a state code reads.
struct StateReads {
  var variables: Set<Int> = []
  var receiverFields: Set<Int> = []
  var wholeReceiver = false

  var isEmpty: Bool { variables.isEmpty && receiverFields.isEmpty && !wholeReceiver }
}
