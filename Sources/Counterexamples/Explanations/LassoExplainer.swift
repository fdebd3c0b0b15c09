import SourceText
import SpecLanguage
import SpecSemantics

/// Says in a sentence why a temporal property is false on an infinite run.
///
/// It follows what is false from the whole formula inwards, to the position of the run that decides
/// it: of a `forall` a value, of `always` the first position where the inner formula is false, of
/// an `implies` the right side. Whatever it says follows from the definitions of the operators; a
/// formula of which it knows no better is quoted.
struct LassoExplainer {
  /// A sentence, and what it follows from.
  struct Reason {
    var text: String
    var nodes: [Explanation.Node] = []

    /// With other words around the sentence.
    func with(_ change: (String) -> String) -> Reason {
      Reason(text: change(text), nodes: nodes)
    }
  }

  let explainer: Explainer
  let evaluation: LassoEvaluation
  private let instance: PropertyInstance
  /// The places that several parts of the formula have, one within the other.
  let sharedSpans: Set<Span>

  init(explainer: Explainer, lasso: Lasso, instance: PropertyInstance) {
    self.explainer = explainer
    self.instance = instance
    let formula = explainer.spec.properties[instance.property].expression
    evaluation = LassoEvaluation(explainer.machine, lasso, of: formula)
    sharedSpans = formula.sharedSpans()
  }

  var lasso: Lasso { evaluation.lasso }
  private var spec: TypedSpec { explainer.spec }

  func reason() -> Reason {
    let property = spec.properties[instance.property]
    let context = explainer.machine.context(
      ofProperty: instance.property, keys: instance.keys, in: lasso.states[0])
    return whyFalse(
      property.expression, at: 0, Explainer.Scope(context: context, locals: property.locals))
  }

  func explanation(_ reason: Reason, name: String) -> Explanation {
    let span = spec.properties[instance.property].span
    return Explanation(
      title: "\(name) is false on this run",
      place: SourceLocation(of: span, in: explainer.sources),
      nodes: [Explanation.Node(reason.text, .remark, children: reason.nodes)] + whyNothingHappens)
  }

  /// Of a run that has come to its end: why no action is enabled there.
  private var whyNothingHappens: [Explanation.Node] {
    let state = lasso.states[lasso.loopStart]
    if !lasso.isEnd || !explainer.machine.steps(from: state).isEmpty { return [] }
    let deadlock = explainer.explainDeadlock(in: state)
    return [
      Explanation.Node("no action is enabled at the end", .remark, children: deadlock.nodes)
    ]
  }

  // MARK: What is false

  /// Why the formula is false at a position. Where the sentence has named the position before
  /// (`isNamed`), it goes on from there.
  func whyFalse(
    _ formula: Expression, at position: Int, isNamed: Bool = false, _ scope: Explainer.Scope
  ) -> Reason {
    guard formula.hasTemporalOperator else {
      return falseNow(formula, at: position, isNamed: isNamed, scope)
    }
    switch formula.kind {
    case .not(let inner): return whyTrue(inner, at: position, isNamed: isNamed, scope)
    case .and(let a, let b):
      let first = isTrue(a, at: position, scope) ? b : a
      return whyFalse(first, at: position, isNamed: isNamed, scope)
    case .or(let a, let b):
      if case .not(let cause) = a.kind, !isInequality(a) {
        return implication(cause, b, at: position, isNamed: isNamed, scope)
      }
      let left = whyFalse(a, at: position, isNamed: isNamed, scope)
      let right = whyFalse(b, at: position, isNamed: isNamed, scope)
      return Reason(text: "\(left.text), and \(right.text)", nodes: left.nodes + right.nodes)
    case .implies(let a, let b, _):
      return implication(a, b, at: position, isNamed: isNamed, scope)
    case .forAll(let binding, let body):
      guard let value = witness(binding, body, false, at: position, scope) else { break }
      return whyFalse(body, at: position, isNamed: isNamed, value)
        .with { joined(binding, value, $0) }
    case .exists(let binding, let body):
      return noWitness(binding, body, at: position, isNamed: isNamed, scope)
    case .temporal(let name, let operands):
      return falseOperator(name, operands, at: position, isNamed: isNamed, scope)
    case .leadsTo(let cause, let effect, _):
      return unanswered(cause, effect, from: position, scope)
    case .recovers(let response): return late(response, from: position, scope)
    default: break
    }
    return Reason(text: "\(quoted(formula)) is not true" + suffix(position, formula, isNamed))
  }

  private func falseNow(
    _ condition: Expression, at position: Int, isNamed: Bool, _ scope: Explainer.Scope
  ) -> Reason {
    Reason(
      text: "\(quoted(condition)) is false" + suffix(position, condition, isNamed),
      nodes: explainer.nodes(condition, false, placed(scope, at: position)))
  }

  private func implication(
    _ left: Expression, _ right: Expression, at position: Int, isNamed: Bool,
    _ scope: Explainer.Scope
  ) -> Reason {
    let isNow = !left.hasTemporalOperator
    let cause = whyTrue(left, at: position, isNamed: isNamed, scope)
    let effect = whyFalse(right, at: position, isNamed: isNow || isNamed, scope)
    let link = isNow && isPlainEventually(right) ? ", and " : ", but "
    return Reason(text: cause.text + link + effect.text, nodes: cause.nodes + effect.nodes)
  }

  private func isPlainEventually(_ formula: Expression) -> Bool {
    guard case .temporal(.eventually, let operands) = formula.kind else { return false }
    return !operands[0].hasTemporalOperator
  }

  /// The body is false for each value that there is.
  private func noWitness(
    _ binding: Binding, _ body: Expression, at position: Int, isNamed: Bool,
    _ scope: Explainer.Scope
  ) -> Reason {
    let name = scope.locals[binding.local.index].name
    let candidates = candidates(of: binding, at: position, scope)
    if candidates.isEmpty {
      return Reason(text: "there is no such \(name)" + suffix(position, body, isNamed))
    }
    let nodes = candidates.prefix(Self.candidatesMax).map { inner in
      let reason = whyFalse(body, at: position, inner)
      return Explanation.Node(
        joined(binding, inner, reason.text), .remark, children: reason.nodes)
    }
    return Reason(
      text: "there is no \(name) for which \(quoted(body)) is true"
        + suffix(position, body, isNamed),
      nodes: nodes)
  }

  private static let candidatesMax = 3

  // MARK: Values of formulas

  func isTrue(_ formula: Expression, at position: Int, _ scope: Explainer.Scope) -> Bool {
    evaluation.truths(formula, scope.context)[position]
  }

  /// The first position, in the order of the run from one on, where the formula has a value.
  func first(
    _ formula: Expression, is truth: Bool, from position: Int, _ scope: Explainer.Scope
  ) -> Int? {
    let truths = evaluation.truths(formula, scope.context)
    return lasso.positions(from: position).first { truths[$0] == truth }
  }

  func placed(_ scope: Explainer.Scope, at position: Int) -> Explainer.Scope {
    var placed = scope
    placed.context = evaluation.context(scope.context, at: position)
    return placed
  }

  private func candidates(
    of binding: Binding, at position: Int, _ scope: Explainer.Scope
  ) -> [Explainer.Scope] {
    evaluation.values(of: binding, scope.context, at: position)
      .map { scope.binding(binding.local, to: $0) }
      .filter { inner in binding.condition.map { isTrue($0, at: position, inner) } ?? true }
  }

  /// The first value for which the body has this truth.
  func witness(
    _ binding: Binding, _ body: Expression, _ truth: Bool, at position: Int,
    _ scope: Explainer.Scope
  ) -> Explainer.Scope? {
    candidates(of: binding, at: position, scope).first {
      isTrue(body, at: position, $0) == truth
    }
  }

  /// `for w = worker1: …`, several values in one list.
  func joined(_ binding: Binding, _ scope: Explainer.Scope, _ text: String) -> String {
    let local = scope.locals[binding.local.index]
    guard let value = scope.context.locals[binding.local.index] else { return text }
    let head = "for \(local.name) = \(spec.describe(value, as: local.type))"
    return text.hasPrefix("for ") ? "\(head), \(text.dropFirst(4))" : "\(head): \(text)"
  }
}
