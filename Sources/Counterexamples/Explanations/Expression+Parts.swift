import SpecLanguage

extension Expression {
  /// The expressions directly inside this one, in the order of their evaluation.
  var parts: [Expression] {
    switch kind {
    case .boolean, .integer, .identity, .none, .local, .variable, .receiver, .result: []
    case .enumCase(_, let parts), .structure(let parts), .collection(let parts),
      .mapLiteral(let parts), .temporal(_, let parts):
      parts
    case .some(let inner), .fill(let inner), .field(let inner, _), .not(let inner),
      .negate(let inner), .isCase(let inner, _), .unwrap(let inner), .narrow(let inner, _),
      .popFirst(let inner), .old(let inner), .mapComprehension(_, let inner):
      [inner]
    case .index(let left, let right), .arithmetic(_, let left, let right),
      .compare(_, let left, let right), .equal(let left, let right), .and(let left, let right),
      .or(let left, let right), .implies(let left, let right, _), .isIn(let left, let right),
      .coalesce(let left, let right), .min(let left, let right), .max(let left, let right),
      .ifSome(let left, _, let right, _):
      [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .switchOver(let subject, let cases): [subject] + cases.map(\.body)
    case .call(_, let receiver, let arguments): (receiver.map { [$0] } ?? []) + arguments
    case .method(_, let receiver, let arguments): [receiver] + arguments
    case .setComprehension(let binding), .count(let binding): binding.parts
    case .forAll(let binding, let body), .exists(let binding, let body),
      .sum(let body, let binding), .minimum(let body, let binding),
      .maximum(let body, let binding):
      binding.parts + [body]
    case .enabled(let action), .fired(let action): action.arguments
    }
  }

  /// The first expression in here, this one included, that fits; outer ones before inner ones.
  func first(where fits: (Expression) -> Bool) -> Expression? {
    if fits(self) { return self }
    for part in parts {
      if let found = part.first(where: fits) { return found }
    }
    return nil
  }
}

extension Binding {
  var parts: [Expression] {
    let domain: [Expression] =
      switch domain {
      case .type: []
      case .range(let low, let high): [low, high]
      case .elements(let collection): [collection]
      }
    return domain + (condition.map { [$0] } ?? [])
  }
}

extension Statement {
  /// The expressions directly inside this one, those of statements inside it left out.
  var parts: [Expression] {
    switch kind {
    case .assign(let place, let value): [place, value]
    case .write(_, let place, let arguments): [place] + arguments
    case .bind(_, let value), .require(let value), .assert(let value), .perform(let value),
      .ifElse(let value, _, _), .ifSome(_, let value, _, _), .switchOver(let value, _):
      [value]
    case .choose(let binding), .forIn(let binding, _): binding.parts
    case .returnValue(let value): value.map { [$0] } ?? []
    }
  }

  /// The statements directly inside this one.
  var inner: [Statement] {
    switch kind {
    case .ifElse(_, let then, let otherwise), .ifSome(_, _, let then, let otherwise):
      then.body + otherwise.body
    case .switchOver(_, let cases): cases.flatMap(\.body)
    case .forIn(_, let body): body
    case .assign, .write, .bind, .choose, .require, .assert, .returnValue, .perform: []
    }
  }
}

extension [Statement] {
  /// The first statement in here, at any depth, that fits; in the order of the text.
  func first(atAnyDepth fits: (Statement) -> Bool) -> Statement? {
    for statement in self {
      if fits(statement) { return statement }
      if let found = statement.inner.first(atAnyDepth: fits) { return found }
    }
    return nil
  }

  /// The first expression of these statements, at any depth, that fits.
  func firstExpression(where fits: (Expression) -> Bool) -> Expression? {
    for statement in self {
      for part in statement.parts {
        if let found = part.first(where: fits) { return found }
      }
      if let found = statement.inner.firstExpression(where: fits) { return found }
    }
    return nil
  }
}
