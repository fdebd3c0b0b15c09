import SpecLanguage
import SpecSemantics

/// Temporal operators, each by its definition.
extension LassoExplainer {
  func falseOperator(
    _ name: TemporalOperator, _ operands: [Expression], at position: Int, isNamed: Bool,
    _ scope: Explainer.Scope
  ) -> Reason {
    switch name {
    case .next: return whyFalse(operands[0], at: lasso.next(position), scope)
    case .always: return notAlways(operands[0], at: position, isNamed: isNamed, scope)
    case .eventually: return never(operands[0], at: position, isNamed: isNamed, scope)
    case .until:
      return notUntil(operands[0], operands[1], at: position, isNamed: isNamed, scope)
    case .releases:
      return notReleased(operands[0], operands[1], at: position, isNamed: isNamed, scope)
    }
  }

  private func notAlways(
    _ inner: Expression, at position: Int, isNamed: Bool, _ scope: Explainer.Scope
  ) -> Reason {
    guard let place = first(inner, is: false, from: position, scope) else {
      preconditionFailure("what is not always true is false somewhere")
    }
    return whyFalse(inner, at: place, isNamed: isNamed && place == position, scope)
  }

  /// `p leadsto q`
  func unanswered(
    _ cause: Expression, _ effect: Expression, from position: Int, _ scope: Explainer.Scope
  ) -> Reason {
    let causes = evaluation.truths(cause, scope.context)
    let place = lasso.positions(from: position).first { place in
      causes[place] && first(effect, is: true, from: place, scope) == nil
    }
    guard let place else { preconditionFailure("what is answered each time is true") }
    let reason = whyTrue(cause, at: place, isNamed: false, scope)
    let isPlain = !cause.hasTemporalOperator
    let answer = never(effect, at: place, isNamed: isPlain, scope)
    return Reason(
      text: reason.text + (isPlain ? ", and " : ", but ") + answer.text,
      nodes: reason.nodes + answer.nodes)
  }

  private func never(
    _ inner: Expression, at position: Int, isNamed: Bool, _ scope: Explainer.Scope
  ) -> Reason {
    if case .temporal(.always, let operands) = inner.kind, !operands[0].hasTemporalOperator {
      return neverForGood(operands[0], scope)
    }
    let text = quoted(inner)
    if inner.hasTemporalOperator {
      let place = position == 0 ? "" : "\(place(position, inner)) "
      let start = isNamed ? "from then on " : place
      return Reason(text: "\(start)\(text) never comes true")
    }
    if isNamed { return Reason(text: "from then on \(text) never does") }
    if position == 0 { return Reason(text: "\(text) never holds") }
    let again = isTrue(inner, at: position - 1, scope) ? " again" : ""
    return Reason(text: "\(place(position, inner)) \(text) never holds\(again)")
  }

  /// `eventually always p`: the loop goes through states where `p` is false.
  private func neverForGood(_ inner: Expression, _ scope: Explainer.Scope) -> Reason {
    let text = quoted(inner)
    let truths = evaluation.truths(inner, scope.context)
    let places = lasso.loop.filter { !truths[$0] }
    if lasso.isEnd { return Reason(text: "\(text) is false at the end of the run") }
    if places.count == lasso.loop.count {
      return Reason(text: "\(text) is false throughout the loop")
    }
    return Reason(text: "\(text) is false again and again: " + self.places(places, inner))
  }

  private func notUntil(
    _ a: Expression, _ b: Expression, at position: Int, isNamed: Bool, _ scope: Explainer.Scope
  ) -> Reason {
    guard first(b, is: true, from: position, scope) != nil else {
      return never(b, at: position, isNamed: false, scope)
    }
    guard let place = first(a, is: false, from: position, scope) else {
      preconditionFailure("what is true until something comes breaks off before it")
    }
    return whyFalse(a, at: place, isNamed: isNamed && place == position, scope).with {
      "\($0), before \(quoted(b)) has come"
    }
  }

  private func notReleased(
    _ a: Expression, _ b: Expression, at position: Int, isNamed: Bool, _ scope: Explainer.Scope
  ) -> Reason {
    guard let place = first(b, is: false, from: position, scope) else {
      preconditionFailure("what is not released is false somewhere")
    }
    return whyFalse(b, at: place, isNamed: isNamed && place == position, scope).with {
      "\($0), before \(quoted(a)) has released it"
    }
  }

  // MARK: What is true

  /// Why the formula is true at a position.
  func whyTrue(
    _ formula: Expression, at position: Int, isNamed: Bool, _ scope: Explainer.Scope
  ) -> Reason {
    let text = quoted(formula)
    guard formula.hasTemporalOperator else {
      if isNamed { return Reason(text: "\(text) holds") }
      return Reason(text: "\(place(position, formula)) \(text) holds")
    }
    switch formula.kind {
    case .not(let inner): return whyFalse(inner, at: position, isNamed: isNamed, scope)
    case .and(let a, let b):
      let left = whyTrue(a, at: position, isNamed: isNamed, scope)
      let right = whyTrue(
        b, at: position, isNamed: isNamed || !a.hasTemporalOperator, scope)
      return Reason(text: "\(left.text), and \(right.text)")
    case .or(let a, let b):
      let first = isTrue(a, at: position, scope) ? a : b
      return whyTrue(first, at: position, isNamed: isNamed, scope)
    case .exists(let binding, let body):
      guard let value = witness(binding, body, true, at: position, scope) else { break }
      return whyTrue(body, at: position, isNamed: isNamed, value)
        .with { joined(binding, value, $0) }
    case .temporal(let name, let operands):
      if let reason = trueOperator(name, operands[0], at: position, scope) { return reason }
    default: break
    }
    return Reason(text: "\(text) is true" + suffix(position, formula, isNamed))
  }

  private func trueOperator(
    _ name: TemporalOperator, _ inner: Expression, at position: Int, _ scope: Explainer.Scope
  ) -> Reason? {
    switch (name, inner.kind) {
    case (.eventually, .temporal(.always, let operands))
    where !operands[0].hasTemporalOperator:
      guard let start = first(inner, is: true, from: position, scope) else { return nil }
      return forGood(operands[0], from: start)
    case (.always, .temporal(.eventually, let operands))
    where !operands[0].hasTemporalOperator:
      return Reason(text: "\(quoted(operands[0])) holds again and again")
    case (.always, _) where !inner.hasTemporalOperator: return forGood(inner, from: position)
    case (.eventually, _):
      guard let place = first(inner, is: true, from: position, scope) else { return nil }
      if inner.hasTemporalOperator { return whyTrue(inner, at: place, isNamed: false, scope) }
      return Reason(text: "\(quoted(inner)) holds" + suffix(place, inner, false))
    default: return nil
    }
  }

  private func forGood(_ inner: Expression, from position: Int) -> Reason {
    if position == 0 { return Reason(text: "\(quoted(inner)) always holds") }
    return Reason(text: "\(place(position, inner)) \(quoted(inner)) holds for ever")
  }
}
