import SpecLanguage

/// What the body of a loop reads and writes, to tell whether the order of its runs matters.
///
/// It does not when no run touches what another writes, or when all that they do to the same place
/// is to add to it, to take from it, or to set it to the same constant.
struct LoopEffects {
  fileprivate enum Root: Hashable {
    case variable(Int)
    /// A local that outlives one run of the body.
    case local(Int)
  }

  fileprivate enum Step: Hashable {
    case field(Int)
    /// At the loop's own value.
    case key
    case other
  }

  private enum Effect: Hashable {
    case read, write, increase, decrease, insert, remove
    case constant(String)
  }

  fileprivate struct Place {
    var root: Root
    var steps: [Step]
  }

  private struct Access {
    var place: Place
    var effect: Effect
  }

  /// What names mean in a routine.
  private struct Scope {
    /// Locals that hold the loop's value.
    var keys: Set<Int>
    /// Locals of the code around the loop that the body assigns to.
    var shared: Set<Int>
    var receiver: Place?
    var depth = 0
  }

  /// More than this is not looked at: then the order counts as important.
  private static let workMax = 100_000

  private let spec: TypedSpec
  private var accesses: [Access] = []
  private var work = 0
  private var isUnknown = false

  private init(_ spec: TypedSpec) { self.spec = spec }

  /// Whether the order matters in which the body is run for the values of `key`.
  static func orderMatters(
    _ spec: TypedSpec, key: LocalID, condition: Expression?, body: [Statement],
    receiver: Expression? = nil
  ) -> Bool {
    var effects = LoopEffects(spec)
    var assigned: Set<Int> = []
    var bound: Set<Int> = [key.index]
    for statement in body { effects.collectLocals(statement, &assigned, &bound) }
    var scope = Scope(keys: [key.index], shared: assigned.subtracting(bound))
    if let receiver { scope.receiver = effects.place(receiver, scope) }
    if let condition { effects.read(condition, scope) }
    effects.run(body, scope)
    return effects.isUnknown || effects.hasConflict
  }

  // MARK: Conflicts

  private var hasConflict: Bool {
    accesses.contains { written in
      written.effect != .read && accesses.contains { conflict(written, $0) }
    }
  }

  private func conflict(_ written: Access, _ other: Access) -> Bool {
    let (a, b) = (written.place, other.place)
    if a.root != b.root { return false }
    for (first, second) in zip(a.steps, b.steps) {
      if case .field = first, case .field = second, first != second { return false }
      if first == .key && second == .key { return false }
    }
    let isMutual =
      written.effect == other.effect && written.effect != .write
      && a.steps.count == b.steps.count
    return !isMutual
  }

  // MARK: Statements

  private func collectLocals(
    _ statement: Statement, _ assigned: inout Set<Int>, _ bound: inout Set<Int>
  ) {
    switch statement.kind {
    case .assign(let place, _), .write(_, let place, _):
      place.rootLocal.map { _ = assigned.insert($0) }
    case .bind(let id, _): bound.insert(id.index)
    case .choose(let binding), .forIn(let binding, _): bound.insert(binding.local.index)
    case .ifSome(let id, _, _, _): bound.insert(id.index)
    case .switchOver(_, let cases):
      for pattern in cases.flatMap(\.patterns) {
        switch pattern {
        case .enumCase(_, let bindings): bound.formUnion(bindings.compactMap { $0?.index })
        case .some(let id): id.map { _ = bound.insert($0.index) }
        default: break
        }
      }
    default: break
    }
    for expression in statement.expressions { collectAssigned(expression, &assigned) }
    for inner in statement.statements { collectLocals(inner, &assigned, &bound) }
  }

  private func collectAssigned(_ expression: Expression, _ assigned: inout Set<Int>) {
    switch expression.kind {
    case .popFirst(let place): place.rootLocal.map { _ = assigned.insert($0) }
    case .call(_, let receiver?, _): receiver.rootLocal.map { _ = assigned.insert($0) }
    default: break
    }
    for child in expression.children { collectAssigned(child, &assigned) }
  }

  private mutating func run(_ statements: [Statement], _ scope: Scope) {
    for statement in statements where !isUnknown {
      work += 1
      if work > Self.workMax { isUnknown = true }
      switch statement.kind {
      case .assign(let place, let value): assign(place, value, scope)
      case .write(let method, let place, let arguments):
        touch(place, effect(of: method, on: place.type), scope)
        for argument in arguments { read(argument, scope) }
      default:
        for expression in statement.expressions { read(expression, scope) }
        run(statement.statements, scope)
      }
    }
  }

  private func effect(of method: WritingMethod, on type: Type) -> Effect {
    if case .queue = type { return method == .removeAll ? .constant("[]") : .write }
    switch method {
    case .insert: return .insert
    case .remove: return .remove
    case .removeAll: return .constant("[]")
    case .append, .removeFirst: return .write
    }
  }

  private mutating func assign(_ place: Expression, _ value: Expression, _ scope: Scope) {
    var inner = value
    while case .narrow(let wrapped, _) = inner.kind { inner = wrapped }
    if let text = place.placeText,
      case .arithmetic(let operation, let left, let right) = inner.kind,
      let (added, isMore) = added(operation, left, right, to: text)
    {
      touch(place, isMore ? .increase : .decrease, scope)
      return read(added, scope)
    }
    touch(place, value.constantText.map { .constant($0) } ?? .write, scope)
    read(value, scope)
  }

  /// What is added to a place, when the value is that place plus or minus something of one sign.
  /// Then the least and the greatest of all partial sums do not depend on the order.
  private func added(
    _ operation: ArithmeticOperator, _ left: Expression, _ right: Expression, to text: String
  ) -> (Expression, isMore: Bool)? {
    let other: Expression
    switch operation {
    case .add where left.placeText == text: other = right
    case .add where right.placeText == text: other = left
    case .subtract where left.placeText == text: other = right
    default: return nil
    }
    let isAdded = operation == .add
    if other.range.low >= 0 { return (other, isAdded) }
    if other.range.high <= 0 { return (other, !isAdded) }
    return nil
  }

  // MARK: Expressions

  private mutating func read(_ expression: Expression, _ scope: Scope) {
    work += 1
    if work > Self.workMax { isUnknown = true }
    if isUnknown { return }
    switch expression.kind {
    case .variable, .local, .receiver: touch(expression, .read, scope)
    case .field, .index, .unwrap:
      if expression.isPlace {
        touch(expression, .read, scope)
      } else {
        for child in expression.children { read(child, scope) }
      }
    case .popFirst(let place): touch(place, .write, scope)
    case .call(let id, let receiver, let arguments):
      for argument in arguments { read(argument, scope) }
      call(id, receiver, arguments, scope)
    default: for child in expression.children { read(child, scope) }
    }
  }

  private mutating func call(
    _ id: RoutineID, _ receiver: Expression?, _ arguments: [Expression], _ scope: Scope
  ) {
    guard scope.depth < CodeAnalysis.callDepthMax else {
      isUnknown = true
      return
    }
    let routine = spec.routines[id.index]
    var inner = Scope(keys: [], shared: [], depth: scope.depth + 1)
    for (index, argument) in arguments.enumerated() {
      if case .local(let local) = argument.kind, scope.keys.contains(local.index) {
        inner.keys.insert(index)
      }
    }
    // What the callee assigns to no longer holds the loop's value.
    var assigned: Set<Int> = []
    var bound: Set<Int> = []
    for statement in routine.code.body { collectLocals(statement, &assigned, &bound) }
    inner.keys.subtract(assigned)
    if let receiver {
      guard receiver.isPlace else {
        isUnknown = true
        return
      }
      readIndices(of: receiver, scope)
      inner.receiver = place(receiver, scope)
    }
    if case .transition(let precondition, let postconditions) = routine.kind {
      if let precondition { read(precondition, inner) }
      for postcondition in postconditions { read(postcondition, inner) }
    }
    run(routine.code.body, inner)
  }

  private mutating func touch(_ expression: Expression, _ effect: Effect, _ scope: Scope) {
    readIndices(of: expression, scope)
    guard let place = place(expression, scope) else { return }
    accesses.append(Access(place: place, effect: effect))
  }

  private mutating func readIndices(of place: Expression, _ scope: Scope) {
    switch place.kind {
    case .field(let whole, _), .unwrap(let whole): readIndices(of: whole, scope)
    case .index(let whole, let key):
      readIndices(of: whole, scope)
      read(key, scope)
    default: break
    }
  }

  /// Nil for what only one run of the body knows.
  private func place(_ expression: Expression, _ scope: Scope) -> Place? {
    switch expression.kind {
    case .variable(let id): return Place(root: .variable(id.index), steps: [])
    case .local(let id):
      return scope.shared.contains(id.index) ? Place(root: .local(id.index), steps: []) : nil
    case .receiver: return scope.receiver
    case .field(let whole, let index): return place(whole, scope)?.adding(.field(index))
    case .unwrap(let whole): return place(whole, scope)?.adding(.other)
    case .index(let whole, let key):
      if case .local(let id) = key.kind, scope.keys.contains(id.index) {
        return place(whole, scope)?.adding(.key)
      }
      return place(whole, scope)?.adding(.other)
    default: return nil
    }
  }
}

extension LoopEffects.Place {
  fileprivate func adding(_ step: LoopEffects.Step) -> LoopEffects.Place {
    LoopEffects.Place(root: root, steps: steps + [step])
  }
}

extension Expression {
  /// The local that a place is part of.
  fileprivate var rootLocal: Int? {
    switch kind {
    case .local(let id): return id.index
    case .field(let whole, _), .index(let whole, _), .unwrap(let whole): return whole.rootLocal
    default: return nil
    }
  }

  /// A variable, a local or the receiver, or a part of one.
  fileprivate var isPlace: Bool {
    switch kind {
    case .variable, .local, .receiver: return true
    case .field(let whole, _), .index(let whole, _), .unwrap(let whole): return whole.isPlace
    default: return false
    }
  }
}
