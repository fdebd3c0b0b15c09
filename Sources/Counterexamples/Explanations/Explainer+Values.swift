import SpecLanguage
import SpecSemantics

/// The values that an expression is made of.
extension Explainer {
  private static let partsMax = 4

  /// A line for each expression whose value its text does not already say.
  func values(of expressions: [Expression], _ scope: Scope) -> [Node] {
    var seen: Set<String> = []
    return expressions.compactMap { expression in
      guard let node = value(of: expression, scope), seen.insert(node.text).inserted else {
        return nil
      }
      return node
    }
  }

  /// The places that an expression reads, with their values; the expression itself left out.
  func values(in expression: Expression, _ scope: Scope) -> [Node] {
    values(of: Array(places(in: expression).prefix(Self.partsMax)), scope)
  }

  private func value(of expression: Expression, _ scope: Scope) -> Node? {
    guard isWorthTelling(expression, scope), isReadable(expression, scope),
      let value = try? machine.evaluate(expression, in: scope.context)
    else { return nil }
    let text = text(of: expression.span)
    let description = spec.describe(value, as: expression.type)
    if text == description { return nil }
    var parts = isPlace(expression) ? [] : values(in: expression, scope)
    if case .count(let binding) = expression.kind { parts = counted(binding, scope) + parts }
    return Node(text, .value(description), children: parts.filter { $0.text != text })
  }

  /// What a `count` counts.
  private func counted(_ binding: Binding, _ scope: Scope) -> [Node] {
    let local = scope.locals[binding.local.index]
    let values = candidates(of: binding, scope).compactMap { inner in
      inner.context.locals[binding.local.index].map { spec.describe($0, as: local.type) }
    }
    if values.isEmpty { return [] }
    return [Node("\(local.name) is " + values.joined(separator: ", "), .remark)]
  }

  /// Not what a line above tells, nor a whole component, of which only some fields matter.
  private func isWorthTelling(_ expression: Expression, _ scope: Scope) -> Bool {
    switch (expression.kind, expression.type) {
    case (_, .component): false
    case (.local(let id), _): !scope.told.contains(id.index)
    case (.narrow(let inner, _), _), (.some(let inner), _): isWorthTelling(inner, scope)
    default: true
    }
  }

  /// Variables, fields and elements, the widest first; not what a quantifier inside binds.
  func places(in expression: Expression) -> [Expression] {
    if isPlace(expression) { return [expression] }
    return expression.children.flatMap { places(in: $0) }
  }

  private func isPlace(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .local, .variable, .receiver, .result: true
    case .field(let inner, _), .index(let inner, _), .old(let inner), .unwrap(let inner),
      .narrow(let inner, _), .some(let inner):
      isPlace(inner)
    default: false
    }
  }

  /// May it be evaluated here, on its own? Not when it reads what only a part around it binds, nor
  /// when it would change the state.
  func isReadable(_ expression: Expression, _ scope: Scope) -> Bool {
    isReadable(expression, bound: scope.context.locals.map { $0 != nil }, scope.context)
  }

  private func isReadable(
    _ expression: Expression, bound: [Bool], _ context: EvaluationContext
  ) -> Bool {
    var bound = bound
    func bind(_ local: LocalID) {
      while bound.count <= local.index { bound.append(false) }
      bound[local.index] = true
    }
    switch expression.kind {
    case .local(let id): return id.index < bound.count && bound[id.index]
    case .receiver: return context.receiver != nil
    case .result: return context.result != nil
    case .old: if context.oldState == nil { return false }
    case .popFirst, .temporal: return false
    case .call(let id, _, _):
      guard case .function = spec.routines[id.index].kind else { return false }
    case .setComprehension(let binding), .count(let binding), .forAll(let binding, _),
      .exists(let binding, _), .sum(_, let binding), .minimum(_, let binding),
      .maximum(_, let binding):
      bind(binding.local)
    case .mapComprehension(let local, _), .ifSome(_, let local, _, _): bind(local)
    case .switchOver(_, let cases): cases.flatMap(\.patterns).flatMap(\.locals).forEach(bind)
    default: break
    }
    return expression.children.allSatisfy { isReadable($0, bound: bound, context) }
  }
}

extension Pattern {
  fileprivate var locals: [LocalID] {
    switch self {
    case .enumCase(_, let bindings): bindings.compactMap(\.self)
    case .some(let local): local.map { [$0] } ?? []
    case .integers, .boolean, .none, .otherwise: []
    }
  }
}
