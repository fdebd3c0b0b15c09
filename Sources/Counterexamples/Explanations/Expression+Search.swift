import SpecLanguage

extension Expression {
  /// The first expression in here, this one included, that fits; outer ones before inner ones.
  func first(where fits: (Expression) -> Bool) -> Expression? {
    if fits(self) { return self }
    for child in children {
      if let found = child.first(where: fits) { return found }
    }
    return nil
  }
}

extension [Statement] {
  /// The first statement in here, at any depth, that fits; in the order of the text.
  func first(atAnyDepth fits: (Statement) -> Bool) -> Statement? {
    for statement in self {
      if fits(statement) { return statement }
      if let found = statement.statements.first(atAnyDepth: fits) { return found }
    }
    return nil
  }

  /// The first expression of these statements, at any depth, that fits.
  func firstExpression(where fits: (Expression) -> Bool) -> Expression? {
    for statement in self {
      for child in statement.expressions {
        if let found = child.first(where: fits) { return found }
      }
      if let found = statement.statements.firstExpression(where: fits) { return found }
    }
    return nil
  }
}
