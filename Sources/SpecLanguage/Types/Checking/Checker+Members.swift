import SourceText

extension Checker {
  /// A type that stands where an expression does: `Mode`, `Breaker.Mode`; nil when it is none.
  mutating func typeWritten(as syntax: ExpressionSyntax) -> Type?? {
    switch syntax.kind {
    case .name(let name):
      if isLocal(name) { return .none }
      if let type = generic(named: name) { return .some(type) }
      if name == "Bool" { return .some(.bool) }
      if name == "Int" { return .some(.integer(.everything)) }
      guard let id = declaration(named: name), isType(id) else { return .none }
      return .some(type(of: id, at: syntax.span))
    case .member(let base, let member):
      guard case .name(let name) = base.kind, !isLocal(name), let owner = declaration(named: name),
        case .component = names[owner].syntax.kind,
        let id = names.members[owner]?.names[member.text], isType(id)
      else { return .none }
      return .some(nestedType(Identifier(text: name, span: base.span), member))
    default: return .none
    }
  }

  mutating func member(
    _ base: ExpressionSyntax, _ name: Identifier, at span: Span
  ) -> Expression? {
    if let type = typeWritten(as: base) {
      guard let type else { return nil }
      return enumCase(name, [], type, at: span)
    }
    if isComponentName(base) {
      report(
        NameMistake.unknownMember(
          name.text, of: sources.text(of: base.span), near: nil, at: name.span))
      return nil
    }
    guard let value = expression(base) else { return nil }
    return member(of: value, name, at: span)
  }

  private func isComponentName(_ syntax: ExpressionSyntax) -> Bool {
    guard case .name(let name) = syntax.kind, !isLocal(name), let id = declaration(named: name),
      case .component = names[id].syntax.kind
    else { return false }
    return true
  }

  /// A field, an invariant, or a reading method written without parentheses.
  mutating func member(of value: Expression, _ name: Identifier, at span: Span) -> Expression? {
    switch value.type {
    case .structure(let id):
      let fields = spec.structures[id.index].fields
      if let index = fields.firstIndex(where: { $0.name == name.text }) {
        if fields[index].isGhost { readGhost(name.text, at: name.span) }
        return Expression(kind: .field(value, index), type: fields[index].type, span: span)
      }
      reportUnknownMember(name, of: value.type, among: fields.map(\.name))
      return nil
    case .component(let id): return member(of: value, id, name, at: span)
    case .set, .queue, .bag:
      return method(name, of: value, [], at: span)
    default:
      reportUnknownMember(name, of: value.type, among: [])
      return nil
    }
  }

  private mutating func member(
    of value: Expression, _ id: ComponentID, _ name: Identifier, at span: Span
  ) -> Expression? {
    let specialisation = specialisations[id.index]
    if let index = specialisation.fieldIndices[name.text] {
      let field = spec.components[id.index].fields[index]
      if field.isGhost { readGhost(name.text, at: name.span) }
      return Expression(kind: .field(value, index), type: field.type, span: span)
    }
    if let parameter = specialisation.parameters[name.text] {
      return number(parameter.value, at: span)
    }
    let scope = names.members[specialisation.declaration]
    if let property = scope?.properties[name.text], case .invariant = names[property].syntax.kind {
      return invariantValue(property, receiver: value, at: span)
    }
    if let member = scope?.names[name.text] {
      if case .constant = names[member].syntax.kind {
        let frame = Frame(environment: specialisation.environment, permissions: .constant)
        let constant = within(frame) { $0.constant(member, at: span) }.result
        return constant.map { Expression(kind: $0.kind, type: $0.type, span: span) }
      }
      // A field whose type is wrong has been reported.
      if case .variable = names[member].syntax.kind { return nil }
      report(NameMistake.isNotAValue(name.text, noun: names[member].syntax.noun, at: name.span))
      return nil
    }
    let members = (scope?.names.keys.sorted() ?? []) + (scope?.properties.keys.sorted() ?? [])
    reportUnknownMember(name, of: value.type, among: members)
    return nil
  }

  mutating func reportUnknownMember(_ name: Identifier, of type: Type, among members: [String]) {
    let near = closestMatch(to: name.text, among: members)
    report(NameMistake.unknownMember(name.text, of: describe(type), near: near, at: name.span))
  }

  /// `a?.f` and `a?.m(x)`.
  mutating func optionalMember(
    _ base: ExpressionSyntax, _ name: Identifier, _ arguments: [ArgumentSyntax]?, at span: Span
  ) -> Expression? {
    guard let value = expression(base) else { return nil }
    guard case .optional(let wrapped) = value.type else {
      report(TypeMistake.notOptional(describe(value.type), "'?.'", at: span))
      return nil
    }
    let local = newLocal("wrapped", wrapped)
    let inner = Expression(kind: .local(local), type: wrapped, span: base.span)
    let found =
      arguments.map { method(name, of: inner, $0, at: span) } ?? member(of: inner, name, at: span)
    guard let found else { return nil }
    var flatten = false
    var type = Type.optional(found.type)
    if case .optional = found.type {
      flatten = true
      type = found.type
    }
    return Expression(
      kind: .ifSome(value, local, value: found, flatten: flatten), type: type, span: span)
  }

  mutating func subscripted(
    _ base: ExpressionSyntax, _ index: ExpressionSyntax, at span: Span
  ) -> Expression? {
    guard let whole = expression(base) else { return nil }
    return subscripted(whole, index, at: span)
  }

  mutating func subscripted(
    _ whole: Expression, _ index: ExpressionSyntax, at span: Span
  ) -> Expression? {
    switch whole.type {
    case .map(let key, let value):
      let name = placeName(whole) + ".key"
      guard let index = expression(index, as: key, name: name) else { return nil }
      return Expression(kind: .index(whole, index), type: value, span: span)
    case .queue(let element, _):
      guard let (index, _) = integer(index) else { return nil }
      return Expression(kind: .index(whole, index), type: element, span: span)
    default:
      report(TypeMistake.notIndexed(describe(whole.type), at: span))
      return nil
    }
  }

  /// What violations call a place: `row`, `Breaker.failures`.
  func placeName(_ place: Expression) -> String {
    switch place.kind {
    case .variable(let id): return spec.variables[id.index].name
    case .local(let id): return frame.locals[id.index].name
    case .receiver:
      if case .component(let id) = place.type { return spec.components[id.index].shortName }
      return "value"
    case .index(let whole, _), .unwrap(let whole), .old(let whole): return placeName(whole)
    case .field(let record, let index):
      guard let fields = fields(of: record.type) else { return "value" }
      if case .component(let id) = record.type, record.kind.isReceiver(frame.receiver) {
        return spec.components[id.index].shortName + "." + fields[index].name
      }
      return placeName(record) + "." + fields[index].name
    default: return "value"
    }
  }

  func fields(of type: Type) -> [Field]? {
    switch type {
    case .structure(let id): return spec.structures[id.index].fields
    case .component(let id): return spec.components[id.index].fields
    default: return nil
    }
  }
}

extension Expression.Kind {
  /// Is this the place of the component whose code is being checked? In initial values that is a
  /// variable, elsewhere `receiver` itself.
  func isReceiver(_ receiver: Expression?) -> Bool {
    if case .receiver = self { return true }
    guard let receiver else { return false }
    switch (self, receiver.kind) {
    case (.variable(let a), .variable(let b)): return a == b
    case (.index(let a, _), .index(let b, _)): return a.kind.isReceiver(b)
    case (.field(let a, let i), .field(let b, let j)): return i == j && a.kind.isReceiver(b)
    default: return false
    }
  }
}
