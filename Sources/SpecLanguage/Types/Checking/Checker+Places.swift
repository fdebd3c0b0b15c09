import SourceText

/// A place that a statement writes to.
struct Place {
  var expression: Expression
  /// Keeps history: its root or a field on the way is a ghost.
  var isGhost: Bool
}

extension Checker {
  /// The place that a statement changes: a variable, a mutable local, or a part of one.
  mutating func place(_ syntax: ExpressionSyntax) -> Place? {
    deeper(at: syntax.span) { $0.placeWithoutDepth(syntax) }
  }

  private mutating func placeWithoutDepth(_ syntax: ExpressionSyntax) -> Place? {
    guard frame.permissions.writes else {
      report(RuleMistake.writeNotAllowed(sources.text(of: syntax.span), at: syntax.span))
      return nil
    }
    switch syntax.kind {
    case .invalid: return nil
    case .name(let name): return place(named: name, at: syntax.span)
    case .member(let base, let name): return fieldPlace(base, name, at: syntax.span)
    case .subscripted(let base, let index):
      guard let whole = place(base) else { return nil }
      let made = readingOnly { checker in
        checker.reading(ghosts: whole.isGhost) {
          $0.subscripted(whole.expression, index, at: syntax.span)
        }
      }
      return made.map { Place(expression: $0, isGhost: whole.isGhost) }
    default:
      report(RuleMistake.notAPlace(at: syntax.span))
      return nil
    }
  }

  private mutating func place(named name: String, at span: Span) -> Place? {
    if let local = frame.scopes.find(name) {
      if local.isInvalid { return nil }
      guard local.isMutable else {
        report(RuleMistake.immutable(name, declared: local.span, at: span))
        return nil
      }
      guard let value = reading(ghosts: true, { $0.value(named: name, at: span) }) else {
        return nil
      }
      // A local may take what is computed from ghosts; then it is one.
      return Place(expression: value, isGhost: local.isGhost)
    }
    guard let id = declaration(named: name) else {
      reportUnknown(name, at: span)
      return nil
    }
    guard case .variable(let variable) = names[id].syntax.kind else {
      report(RuleMistake.notAssignable(name, noun: names[id].syntax.noun, at: span))
      return nil
    }
    guard frame.permissions.changesState else {
      report(RuleMistake.functionWrites(name, at: span))
      return nil
    }
    guard let value = reading(ghosts: true, { $0.value(named: name, at: span) }) else {
      return nil
    }
    return Place(expression: value, isGhost: variable.isGhost)
  }

  private mutating func fieldPlace(
    _ base: ExpressionSyntax, _ name: Identifier, at span: Span
  ) -> Place? {
    guard let record = place(base) else { return nil }
    if case .component(let id) = record.expression.type {
      report(
        RuleMistake.componentWritten(
          name.text, spec.components[id.index].shortName, at: span))
      return nil
    }
    guard let value = reading(ghosts: true, { $0.member(of: record.expression, name, at: span) })
    else { return nil }
    guard case .field(_, let index) = value.kind, let fields = fields(of: record.expression.type)
    else {
      report(RuleMistake.notAPlace(at: span))
      return nil
    }
    return Place(expression: value, isGhost: record.isGhost || fields[index].isGhost)
  }

  /// Runs `body` where ghosts may be read or not, as what it is computed for is one or not.
  mutating func reading<Result>(
    ghosts: Bool, _ body: (inout Checker) -> Result
  ) -> Result {
    guard ghosts else { return body(&self) }
    var permissions = frame.permissions
    permissions.ghosts = true
    return permitting(permissions, body)
  }
}
