import SourceText

extension TypedSpec {
  /// The same, with variables beside the others that hold what the transition answered that the
  /// environment of an open component called last.
  package var keepingAnswers: TypedSpec {
    var spec = self
    var variables: [(type: Type, id: VariableID)] = []
    for (index, action) in actions.enumerated() {
      guard let routine = action.openTransition else { continue }
      let type = routines[routine.index].result
      if type == .nothing { continue }
      let known = variables.first { $0.type == type }?.id
      let id = known ?? VariableID(index: spec.variables.count)
      if known == nil {
        variables.append((type, id))
        spec.variables.append(
          Variable(name: "answer", type: type, isGhost: false, isOpen: false, span: action.span))
      }
      spec.actions[index].code.body = action.code.body.map { $0.assigning(to: id, type) }
    }
    return spec
  }
}

extension Statement {
  /// `answer = e` for `return e`.
  fileprivate func assigning(to variable: VariableID, _ type: Type) -> Statement {
    guard case .returnValue(let value?) = kind, value.type == type else { return self }
    let place = Expression(kind: .variable(variable), type: type, span: span)
    return Statement(kind: .assign(place: place, value), span: span)
  }
}
