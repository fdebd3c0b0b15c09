import SourceText
import SpecLanguage

/// A rule that code may break, and where.
struct Failure: Hashable {
  var rule: Violation.Kind
  var span: Span
}

/// Where evaluating code may break a rule, as far as can be told without running it.
///
/// It errs to one side: what is not listed cannot fail.
struct FailureAnalysis {
  private let spec: TypedSpec
  /// By routine; nil until known.
  private var ofRoutine: [Set<Failure>?]

  init(_ spec: TypedSpec) {
    self.spec = spec
    ofRoutine = Array(repeating: nil, count: spec.routines.count)
  }

  mutating func failures(_ id: RoutineID) -> Set<Failure> {
    if let known = ofRoutine[id.index] { return known }
    // Routines do not call themselves; were it otherwise, this would end it.
    ofRoutine[id.index] = []
    let routine = spec.routines[id.index]
    var found = failures(routine.code.body)
    if case .transition(let precondition, let postconditions) = routine.kind {
      if let precondition {
        found.formUnion(failures(precondition, []))
        found.insert(Failure(rule: .precondition, span: routine.span))
      }
      for postcondition in postconditions {
        found.formUnion(failures(postcondition, []))
        found.insert(Failure(rule: .postcondition, span: postcondition.span))
      }
    }
    ofRoutine[id.index] = found
    return found
  }

  mutating func failures(_ statements: [Statement]) -> Set<Failure> {
    var found: Set<Failure> = []
    for statement in statements {
      switch statement.kind {
      case .assert: found.insert(Failure(rule: .assertion, span: statement.span))
      case .write(let method, let place, _) where method == .append || method == .insert:
        if case .set = place.type { break }
        found.insert(Failure(rule: .capacity, span: statement.span))
      default: break
      }
      for expression in statement.expressions { found.formUnion(failures(expression, [])) }
      found.formUnion(failures(statement.statements))
    }
    return found
  }

  /// - Parameter present: the places that are known to have a value, by their texts.
  mutating func failures(_ expression: Expression, _ present: Set<String>) -> Set<Failure> {
    var found = ownFailures(expression, present)
    switch expression.kind {
    case .and(let left, let right):
      found.formUnion(failures(left, present))
      found.formUnion(failures(right, present.union(left.presentPlaces(when: true))))
    case .or(let left, let right):
      found.formUnion(failures(left, present))
      found.formUnion(failures(right, present.union(left.presentPlaces(when: false))))
    case .implies(let left, let right, _):
      found.formUnion(failures(left, present))
      found.formUnion(failures(right, present.union(left.presentPlaces(when: true))))
    case .conditional(let condition, let then, let otherwise):
      found.formUnion(failures(condition, present))
      found.formUnion(failures(then, present.union(condition.presentPlaces(when: true))))
      found.formUnion(failures(otherwise, present.union(condition.presentPlaces(when: false))))
    case .forAll(let binding, let body), .exists(let binding, let body),
      .sum(let body, let binding), .minimum(let body, let binding), .maximum(let body, let binding):
      for child in binding.children { found.formUnion(failures(child, present)) }
      let known = binding.condition?.presentPlaces(when: true) ?? []
      found.formUnion(failures(body, present.union(known)))
    default:
      for child in expression.children { found.formUnion(failures(child, present)) }
    }
    return found
  }

  private mutating func ownFailures(_ expression: Expression, _ present: Set<String>) -> Set<
    Failure
  > {
    guard let rule = brokenRule(expression, present) else {
      if case .call(let id, _, _) = expression.kind {
        return failures(id).union(precondition(of: id, expression.span))
      }
      return []
    }
    return [Failure(rule: rule, span: expression.span)]
  }

  /// The rule that the expression itself may break, its parts and calls left out.
  private func brokenRule(_ expression: Expression, _ present: Set<String>) -> Violation.Kind? {
    switch expression.kind {
    case .arithmetic(let operation, let left, let right):
      return operation.range(left.range, right.range) == nil ? .arithmetic : nil
    case .negate(let inner): return inner.range.low == .min ? .arithmetic : nil
    case .narrow(let inner, _):
      return expression.range.contains(inner.range) ? nil : .range
    case .unwrap(let inner):
      if let text = inner.placeText, present.contains(text) { return nil }
      return .unwrap
    case .index(let whole, _):
      if case .map = whole.type { return nil }
      return .index
    case .collection(let parts):
      switch expression.type {
      case .queue(_, let capacity), .bag(_, let capacity):
        return parts.count > capacity ? .capacity : nil
      default: return nil
      }
    case .sum(let body, let binding):
      return sumRange(body, binding) == nil ? .arithmetic : nil
    case .minimum(_, let binding), .maximum(_, let binding):
      if case .type = binding.domain, binding.condition == nil { return nil }
      return .empty
    default: return nil
    }
  }

  /// A call that its routine's precondition forbids fails at the call.
  private func precondition(of id: RoutineID, _ span: Span) -> Set<Failure> {
    if case .transition(_?, _) = spec.routines[id.index].kind {
      return [Failure(rule: .precondition, span: span)]
    }
    return []
  }

  /// What any part of a sum may come to, in whatever order; nil when that may be too large.
  func sumRange(_ body: Expression, _ binding: Binding) -> IntegerRange? {
    let count: Int?
    switch binding.domain {
    case .type(let type): count = spec.cardinality(of: type)
    case .range: count = nil
    case .elements(let collection):
      switch collection.type {
      case .set(let element): count = spec.cardinality(of: element)
      case .queue(_, let capacity), .bag(_, let capacity): count = capacity
      default: count = nil
      }
    }
    guard let count else { return nil }
    let times = IntegerRange(low: 0, high: Int64(count))
    return ArithmeticOperator.multiply.range(body.range, times)
  }
}
