import SourceText
import SpecLanguage

extension SymmetryAnalysis {
  // MARK: Statements

  mutating func visit(_ statements: [Statement]) {
    for statement in statements {
      for expression in statement.expressions { visit(expression, []) }
      visit(statement.statements)
      if case .forIn(let binding, let body) = statement.kind {
        visitLoop(binding, body, at: statement.span)
      }
    }
  }

  private mutating func visitLoop(_ binding: Binding, _ body: [Statement], at span: Span) {
    let entities = use.orderedEntities(in: binding.domain)
    if entities.isEmpty { return }
    var found = failures.failures(body)
    if let condition = binding.condition { found.formUnion(failures.failures(condition, [])) }
    if let ends = earlyEnds(body) {
      if ends.returns, !isSearch(body) {
        return block(entities, "a loop over them that ends early", at: span)
      }
      if !found.isEmpty {
        return block(entities, "a loop over them that ends early or fails", at: span)
      }
    }
    let orderMatters = LoopEffects.orderMatters(
      spec, key: binding.local, condition: binding.condition, body: body)
    if orderMatters { block(entities, "a loop over them whose order matters", at: span) }
    noteFailures(found)
  }

  private struct EarlyEnds {
    var returns: Bool
  }

  /// How a run of the body may keep the following ones from being run; nil when it does not.
  private func earlyEnds(_ body: [Statement]) -> EarlyEnds? {
    var ends = false
    var returns = false
    for statement in body {
      switch statement.kind {
      case .returnValue:
        ends = true
        returns = true
      case .require, .choose: ends = true
      default: break
      }
      if let inner = earlyEnds(statement.statements) {
        ends = true
        returns = returns || inner.returns
      }
    }
    return ends ? EarlyEnds(returns: returns) : nil
  }

  /// A loop that only looks for something, and returns the same constant wherever it finds it.
  private func isSearch(_ body: [Statement]) -> Bool {
    var results: Set<String> = []
    return isSearch(body, &results) && results.count == 1
  }

  private func isSearch(_ body: [Statement], _ results: inout Set<String>) -> Bool {
    for statement in body {
      switch statement.kind {
      case .returnValue(let value):
        guard let text = value?.constantText else { return false }
        results.insert(text)
      case .ifElse, .ifSome, .switchOver, .bind, .forIn:
        if !isSearch(statement.statements, &results) { return false }
      case .assign, .write, .choose, .require, .assert, .perform: return false
      }
    }
    return true
  }

  // MARK: Expressions

  /// - Parameters:
  ///   - present: places known to have a value.
  ///   - claim: the property of which this is a part that must be true wherever it is evaluated.
  mutating func visit(_ expression: Expression, _ present: Set<String>, claim: Int? = nil) {
    switch expression.kind {
    case .identity:
      block(use.entities(in: expression.type), "one of them is named", at: expression.span)
    case .method(.first, let whole, _), .method(.last, let whole, _):
      // Elements of anything but a queue would be first by their order.
      if case .queue = whole.type {
      } else {
        block(use.entities(in: whole.type), "they are compared by order", at: expression.span)
      }
      visit(whole, present)
    case .mapLiteral(let values): visitLiteral(expression, values, present)
    case .compare(_, let left, let right):
      block(use.entities(in: left.type), "they are compared by order", at: expression.span)
      visitAll([left, right], present)
    case .and(let left, let right):
      visit(left, present, claim: claim)
      visit(right, present.union(left.presentPlaces(when: true)), claim: claim)
    case .or(let left, let right):
      visit(left, present)
      visit(right, present.union(left.presentPlaces(when: false)), claim: claim)
    case .implies(let left, let right, _):
      visit(left, present)
      visit(right, present.union(left.presentPlaces(when: true)), claim: claim)
    case .conditional(let condition, let then, let otherwise):
      visit(condition, present)
      visit(then, present.union(condition.presentPlaces(when: true)), claim: claim)
      visit(otherwise, present.union(condition.presentPlaces(when: false)), claim: claim)
    case .forAll(let binding, let body): visitQuantifier(binding, body, present, claim: claim)
    case .exists(let binding, let body): visitQuantifier(binding, body, present, claim: nil)
    case .sum(let body, let binding): visitSum(expression, body, binding, present)
    case .minimum(let body, let binding), .maximum(let body, let binding):
      visitAll(of: binding, [body], present)
    case .count(let binding), .setComprehension(let binding): visitAll(of: binding, [], present)
    case .mapComprehension(_, let value):
      visit(value, present)
      noteFailures(failures.failures(value, present))
    default: visitAll(expression.children, present)
    }
  }

  private mutating func visitAll(_ expressions: [Expression], _ present: Set<String>) {
    for expression in expressions { visit(expression, present) }
  }

  private mutating func visitLiteral(
    _ expression: Expression, _ values: [Expression], _ present: Set<String>
  ) {
    if case .map(let key, _) = expression.type {
      let texts = values.map(\.constantText)
      if texts.contains(where: { $0 == nil || $0 != texts[0] }) {
        block(use.entities(in: key), "a map that lists its values", at: expression.span)
      }
    }
    visitAll(values, present)
  }

  /// A quantifier ends with the first value that decides it; what would have failed after that does
  /// not. A claim that is true has been evaluated for all values, so there it takes a violation to
  /// hide a failure.
  private mutating func visitQuantifier(
    _ binding: Binding, _ body: Expression, _ present: Set<String>, claim: Int?
  ) {
    visitAll(binding.children, present)
    let inner = present.union(binding.condition?.presentPlaces(when: true) ?? [])
    visit(body, inner, claim: claim)
    let entities = use.orderedEntities(in: binding.domain)
    if entities.isEmpty { return }
    var found = failures.failures(body, inner)
    if let condition = binding.condition {
      found.formUnion(failures.failures(condition, present))
    }
    if !found.isEmpty {
      if let claim {
        sensitiveProperties.insert(claim)
        sensitiveSpans.formUnion(found.map(\.span))
      } else {
        block(
          entities, "a quantifier over them that may fail",
          at: found.map(\.span).min { $0.start < $1.start })
      }
    }
    if claim == nil || !isImplication(body) { collectBranches([body]) }
  }

  /// Where such a body is false, the branch has been taken.
  private func isImplication(_ body: Expression) -> Bool {
    guard case .implies(let left, let right, _) = body.kind else { return false }
    return !hasBranches(left) && !hasBranches(right)
  }

  /// All values are gone through.
  private mutating func visitAll(
    of binding: Binding, _ parts: [Expression], _ present: Set<String>
  ) {
    visitAll(binding.children, present)
    let inner = present.union(binding.condition?.presentPlaces(when: true) ?? [])
    visitAll(parts, inner)
    if use.orderedEntities(in: binding.domain).isEmpty { return }
    var found: Set<Failure> = []
    if let condition = binding.condition { found = failures.failures(condition, present) }
    for part in parts { found.formUnion(failures.failures(part, inner)) }
    noteFailures(found)
  }

  /// Whether a sum grows too large on the way may depend on the order of its terms.
  private mutating func visitSum(
    _ expression: Expression, _ body: Expression, _ binding: Binding, _ present: Set<String>
  ) {
    visitAll(of: binding, [body], present)
    if failures.sumRange(body, binding) != nil { return }
    let entities = use.orderedEntities(in: binding.domain)
    if body.range.low < 0 && body.range.high > 0 {
      block(entities, "a sum over them that may grow too large", at: expression.span)
    } else if !entities.isEmpty, !failures.failures(body, present).isEmpty {
      sensitiveSpans.insert(expression.span)
      sensitiveSpans.formUnion(failures.failures(body, present).map(\.span))
    }
  }

  // MARK: Branches

  private func hasBranches(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .implies, .switchOver, .call: true
    default: expression.children.contains { hasBranches($0) }
    }
  }

  private mutating func collectBranches(_ expressions: [Expression]) {
    for expression in expressions {
      switch expression.kind {
      case .implies(_, _, let branch): uncertainBranches.insert(branch.index)
      case .switchOver(_, let cases):
        uncertainBranches.formUnion(cases.map(\.branch.index))
      case .call(let id, _, _) where branchesCollected.insert(id.index).inserted:
        collectBranches(spec.routines[id.index].code.body)
      default: break
      }
      collectBranches(expression.children)
    }
  }

  private mutating func collectBranches(_ statements: [Statement]) {
    for statement in statements {
      switch statement.kind {
      case .ifElse(_, let then, let otherwise), .ifSome(_, _, let then, let otherwise):
        uncertainBranches.formUnion([then.id.index, otherwise.id.index])
      case .switchOver(_, let cases): uncertainBranches.formUnion(cases.map(\.branch.index))
      default: break
      }
      collectBranches(statement.expressions)
      collectBranches(statement.statements)
    }
  }
}
