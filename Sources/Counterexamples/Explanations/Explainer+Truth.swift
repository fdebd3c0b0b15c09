import SpecLanguage
import SpecSemantics

/// Why an expression is true or false.
extension Explainer {
  typealias Node = Explanation.Node

  /// More lines of one kind than this are counted, not listed.
  private static let siblingsMax = 8
  private static let callDepthMax = 3

  /// What makes the expression, whose value is `truth`, have that value.
  func nodes(_ expression: Expression, _ truth: Bool, _ scope: Scope) -> [Node] {
    switch expression.kind {
    // `a != b` is `!(a == b)` over the same text, and is told as it is written.
    case .not(let operand) where operand.span != expression.span:
      return nodes(operand, !truth, scope)
    case .and:
      return junction(operands(of: expression, isAnd: true), decidedBy: false, truth, scope)
    case .or:
      return junction(operands(of: expression, isAnd: false), decidedBy: true, truth, scope)
    case .implies(let left, let right, _): return implication(left, right, truth, scope)
    case .forAll(let binding, let body):
      return quantifier(expression, binding, body, decidedBy: false, truth, scope)
    case .exists(let binding, let body):
      return quantifier(expression, binding, body, decidedBy: true, truth, scope)
    case .conditional(let condition, let then, let otherwise):
      guard let isThen = self.truth(condition, scope) else { break }
      return [line(condition, isThen)] + nodes(isThen ? then : otherwise, truth, scope)
    case .switchOver(let subject, _):
      guard let arm = machine.arm(of: expression, in: scope.context) else { break }
      var inner = scope
      inner.context = arm.context
      return values(of: [subject], scope) + nodes(arm.body, truth, inner)
    default: break
    }
    return [leaf(expression, truth, scope)]
  }

  private func truth(_ expression: Expression, _ scope: Scope) -> Bool? {
    guard case .bool(let truth)? = try? machine.evaluate(expression, in: scope.context) else {
      return nil
    }
    return truth
  }

  private func line(_ expression: Expression, _ truth: Bool, _ children: [Node] = []) -> Node {
    Node(text(of: expression.span), .truth(truth), children: children)
  }

  /// `a && b && c` as one list.
  private func operands(of expression: Expression, isAnd: Bool) -> [Expression] {
    switch (expression.kind, isAnd) {
    case (.and(let left, let right), true), (.or(let left, let right), false):
      operands(of: left, isAnd: isAnd) + operands(of: right, isAnd: isAnd)
    default: [expression]
    }
  }

  /// One operand with the deciding value decides; else all of them have the other value.
  private func junction(
    _ operands: [Expression], decidedBy deciding: Bool, _ truth: Bool, _ scope: Scope
  ) -> [Node] {
    if truth != deciding { return limited(operands.flatMap { nodes($0, truth, scope) }) }
    guard let decisive = operands.first(where: { self.truth($0, scope) == deciding }) else {
      return []
    }
    return nodes(decisive, truth, scope)
  }

  private func implication(
    _ left: Expression, _ right: Expression, _ truth: Bool, _ scope: Scope
  ) -> [Node] {
    guard let antecedent = self.truth(left, scope) else { return [] }
    if !antecedent { return nodes(left, false, scope) }
    return [line(left, true)] + nodes(right, truth, scope)
  }

  /// A value for which the body decides, or that there is none.
  private func quantifier(
    _ expression: Expression, _ binding: Binding, _ body: Expression, decidedBy deciding: Bool,
    _ truth: Bool, _ scope: Scope
  ) -> [Node] {
    let candidates = candidates(of: binding, scope)
    if truth == deciding {
      guard let witness = candidates.first(where: { self.truth(body, $0) == deciding }) else {
        return []
      }
      return [self.witness(binding, nodes(body, deciding, witness), witness)]
    }
    if candidates.isEmpty {
      let name = scope.locals[binding.local.index].name
      return [line(expression, truth, [Node("there is no such \(name)", .remark)])]
    }
    // That something holds for all needs no proof; that it holds for none may be read off a few.
    if truth || candidates.count > 3 { return [line(expression, truth)] }
    let each = candidates.map { witness(binding, nodes(body, !deciding, $0), $0) }
    return [line(expression, truth, each)]
  }

  /// The scopes in which the body is evaluated, one for each value that meets the condition.
  func candidates(of binding: Binding, _ scope: Scope) -> [Scope] {
    let values = (try? machine.values(of: binding.domain, in: scope.context)) ?? []
    return values.map { scope.binding(binding.local, to: $0) }.filter { inner in
      binding.condition.map { self.truth($0, inner) == true } ?? true
    }
  }

  /// `for c = client1`, and nested quantifiers on the same line.
  private func witness(_ binding: Binding, _ children: [Node], _ scope: Scope) -> Node {
    let local = scope.locals[binding.local.index]
    let value = scope.context.locals[binding.local.index].map { spec.describe($0, as: local.type) }
    let text = "for \(local.name) = " + (value ?? "")
    if children.count == 1, children[0].finding == .remark, children[0].text.hasPrefix("for ") {
      return Node(
        text + ", " + children[0].text.dropFirst(4), .remark, children: children[0].children)
    }
    return Node(text, .remark, children: children)
  }

  private func leaf(_ expression: Expression, _ truth: Bool, _ scope: Scope) -> Node {
    switch expression.kind {
    case .not(let operand):
      return line(expression, truth, leaf(operand, !truth, scope).children)
    case .compare(_, let left, let right), .equal(let left, let right), .isIn(let left, let right):
      return line(expression, truth, values(of: [left, right], scope))
    case .isCase(let subject, _), .coalesce(let subject, _), .ifSome(let subject, _, _, _):
      return line(expression, truth, values(of: [subject], scope))
    case .method(_, let receiver, let arguments):
      return line(expression, truth, values(of: [receiver] + arguments, scope))
    case .call: return called(expression, truth, scope)
    default: return line(expression, truth)
    }
  }

  /// A call with its arguments, and below it what a function that is one expression says.
  private func called(_ expression: Expression, _ truth: Bool, _ scope: Scope) -> Node {
    guard case .call(_, _, let arguments) = expression.kind else { return line(expression, truth) }
    var node = line(expression, truth, values(of: arguments, scope))
    guard scope.callDepth < Self.callDepthMax,
      let (routine, context) = machine.context(ofCall: expression, in: scope.context)
    else { return node }
    node.place = SourceLocation(of: routine.span, in: sources)
    guard case .returnValue(let body?)? = routine.code.body.first?.kind else { return node }
    let inner = Scope(
      context: context, locals: routine.code.locals, callDepth: scope.callDepth + 1)
    node.children += nodes(body, truth, inner)
    return node
  }

  private func limited(_ nodes: [Node]) -> [Node] {
    if nodes.count <= Self.siblingsMax { return nodes }
    let rest = nodes.count - Self.siblingsMax
    return Array(nodes.prefix(Self.siblingsMax)) + [Node("and \(rest) more", .remark)]
  }
}
