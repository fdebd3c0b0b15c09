extension Expression {
  /// The expressions directly inside this one, in the order of their evaluation.
  package var children: [Expression] {
    switch kind {
    case .boolean, .integer, .identity, .none, .local, .variable, .receiver, .result: return []
    case .enumCase(_, let parts), .structure(let parts), .collection(let parts),
      .mapLiteral(let parts), .temporal(_, let parts):
      return parts
    case .some(let inner), .fill(let inner), .field(let inner, _), .not(let inner),
      .negate(let inner), .isCase(let inner, _), .unwrap(let inner), .narrow(let inner, _),
      .popFirst(let inner), .old(let inner), .mapComprehension(_, let inner):
      return [inner]
    case .index(let left, let right), .arithmetic(_, let left, let right),
      .compare(_, let left, let right), .equal(let left, let right), .and(let left, let right),
      .or(let left, let right), .implies(let left, let right, _), .isIn(let left, let right),
      .coalesce(let left, let right), .min(let left, let right), .max(let left, let right),
      .ifSome(let left, _, let right, _), .leadsTo(let left, let right, _):
      return [left, right]
    case .recovers(let response): return [response.trigger, response.goal]
    case .conditional(let condition, let then, let otherwise): return [condition, then, otherwise]
    case .switchOver(let subject, let cases): return [subject] + cases.map(\.body)
    case .call(_, let receiver, let arguments):
      return (receiver.map { [$0] } ?? []) + arguments
    case .method(_, let receiver, let arguments): return [receiver] + arguments
    case .setComprehension(let binding), .count(let binding): return binding.children
    case .forAll(let binding, let body), .exists(let binding, let body),
      .sum(let body, let binding), .minimum(let body, let binding), .maximum(let body, let binding):
      return binding.children + [body]
    case .enabled(let action), .fired(let action): return action.arguments
    }
  }
}

extension Binding {
  package var children: [Expression] { domain.children + (condition.map { [$0] } ?? []) }
}

extension Domain {
  package var children: [Expression] {
    switch self {
    case .type: return []
    case .range(let low, let high): return [low, high]
    case .elements(let collection): return [collection]
    }
  }
}

extension Statement {
  /// The expressions directly inside this one, those of statements inside it left out.
  package var expressions: [Expression] {
    switch kind {
    case .assign(let place, let value): return [place, value]
    case .write(_, let place, let arguments): return [place] + arguments
    case .bind(_, let value), .require(let value), .assert(let value), .perform(let value),
      .ifElse(let value, _, _), .ifSome(_, let value, _, _), .switchOver(let value, _):
      return [value]
    case .choose(let binding), .forIn(let binding, _): return binding.children
    case .returnValue(let value): return value.map { [$0] } ?? []
    }
  }

  /// The statements directly inside this one.
  package var statements: [Statement] {
    switch kind {
    case .ifElse(_, let then, let otherwise), .ifSome(_, _, let then, let otherwise):
      return then.body + otherwise.body
    case .switchOver(_, let cases): return cases.flatMap(\.body)
    case .forIn(_, let body): return body
    case .assign, .write, .bind, .choose, .require, .assert, .returnValue, .perform: return []
    }
  }
}
