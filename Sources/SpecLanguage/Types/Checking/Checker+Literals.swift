import SourceText

extension Checker {
  /// The enumeration that is expected, also inside an optional or as what fills a map.
  private func expectedEnumeration(_ expected: Type?) -> EnumerationID? {
    switch expected {
    case .enumeration(let id): return id
    case .optional(let wrapped): return expectedEnumeration(wrapped)
    case .map(_, let value): return expectedEnumeration(value)
    default: return nil
    }
  }

  private func expectedCollection(_ expected: Type?) -> Type? {
    switch expected {
    case .set, .queue, .bag: return expected
    case .optional(let wrapped): return expectedCollection(wrapped)
    case .map(_, let value): return expectedCollection(value)
    default: return nil
    }
  }

  private func expectedMap(_ expected: Type?) -> (key: Type, value: Type)? {
    switch expected {
    case .map(let key, let value): return (key, value)
    case .optional(let wrapped): return expectedMap(wrapped)
    default: return nil
    }
  }

  /// `.open`, `.sent(c, 2)`, `Mode.open`: a case of the expected enumeration.
  mutating func enumCase(
    _ name: Identifier, _ arguments: [ArgumentSyntax], _ expected: Type?, at span: Span
  ) -> Expression? {
    guard let id = expectedEnumeration(expected) else {
      for argument in arguments { _ = expression(argument.value) }
      report(TypeMistake.needsContext("." + name.text, expected.map(describe), at: span))
      return nil
    }
    guard let index = caseIndex(name, of: id) else { return nil }
    let payload = spec.enumerations[id.index].cases[index].payload
    guard payload.count == arguments.count else {
      report(
        TypeMistake.argumentCount(
          "." + name.text, arguments.count, wanted: payload.count, declared: nil, at: span))
      return nil
    }
    var values: [Expression] = []
    for (argument, type) in zip(arguments, payload) {
      if let value = expression(argument.value, as: type, name: name.text) { values.append(value) }
    }
    guard values.count == payload.count else { return nil }
    return Expression(kind: .enumCase(index, values), type: .enumeration(id), span: span)
  }

  mutating func caseIndex(_ name: Identifier, of id: EnumerationID) -> Int? {
    let cases = spec.enumerations[id.index].cases
    if let index = cases.firstIndex(where: { $0.name == name.text }) { return index }
    let near = closestMatch(to: name.text, among: cases.map(\.name))
    report(
      NameMistake.unknownCase(
        name.text, of: spec.enumerations[id.index].name, near: near, at: name.span))
    return nil
  }

  mutating func isCase(
    _ syntax: ExpressionSyntax, _ name: Identifier, at span: Span
  ) -> Expression? {
    guard let value = expression(syntax) else { return nil }
    switch value.type {
    case .enumeration(let id):
      guard let index = caseIndex(name, of: id) else { return nil }
      return Expression(kind: .isCase(value, index), type: .bool, span: span)
    case .optional(.enumeration(let id)):
      guard let index = caseIndex(name, of: id) else { return nil }
      let type = Type.enumeration(id)
      let local = newLocal("wrapped", type)
      let inner = Expression(kind: .local(local), type: type, span: syntax.span)
      let test = Expression(kind: .isCase(inner, index), type: .bool, span: span)
      let perhaps = Expression(
        kind: .ifSome(value, local, value: test, flatten: false), type: .optional(.bool), span: span
      )
      let no = Expression(kind: .boolean(false), type: .bool, span: span)
      return Expression(kind: .coalesce(perhaps, no), type: .bool, span: span)
    default:
      report(TypeMistake.mismatch(phrase(value.type), wanted: "an enum", at: syntax.span))
      return nil
    }
  }

  mutating func listLiteral(
    _ elements: [ExpressionSyntax], _ expected: Type?, at span: Span
  ) -> Expression? {
    guard let type = expectedCollection(expected), let element = elementType(of: type) else {
      for item in elements { _ = needsExpectation(item) ? nil : expression(item) }
      report(
        TypeMistake.needsContext(
          elements.isEmpty ? "[]" : "[…]", expected.map(describe), at: span))
      return nil
    }
    let values = elements.map { expression($0, as: element, name: "element") }
    guard !values.contains(where: { $0 == nil }) else { return nil }
    return Expression(kind: .collection(values.compactMap { $0 }), type: type, span: span)
  }

  /// `[k: v, _: w]`: one value for each key, in the order of the key type.
  mutating func mapLiteral(
    _ entries: [MapEntrySyntax], _ expected: Type?, at span: Span
  ) -> Expression? {
    guard let (key, value) = expectedMap(expected) else {
      report(TypeMistake.needsContext("[… : …]", expected.map(describe), at: span))
      return nil
    }
    var byKey: [Value: Expression] = [:]
    var rest: Expression?
    var isValid = true
    for entry in entries {
      let made = expression(entry.value, as: value, name: "value")
      guard let written = entry.key else {
        rest = made
        isValid = isValid && made != nil
        continue
      }
      guard let constant = keyConstant(written, key), let made else {
        isValid = false
        continue
      }
      if byKey.updateValue(made, forKey: constant) != nil {
        report(TypeMistake.repeatedKey(spec.describe(constant, as: key), at: written.span))
        isValid = false
      }
    }
    guard isValid else { return nil }
    let type = Type.map(key: key, value: value)
    if byKey.isEmpty, let rest { return Expression(kind: .fill(rest), type: type, span: span) }
    let keys = spec.values(of: key)
    if let missing = keys.first(where: { byKey[$0] == nil }), rest == nil {
      report(TypeMistake.missingKey(spec.describe(missing, as: key), at: span))
      return nil
    }
    return Expression(
      kind: .mapLiteral(keys.compactMap { byKey[$0] ?? rest }), type: type, span: span)
  }

  private mutating func keyConstant(_ syntax: ExpressionSyntax, _ key: Type) -> Value? {
    guard let made = expression(syntax, as: key, name: "key", isDefinite: true) else { return nil }
    guard let constant = constantValue(of: made) else {
      report(TypeMistake.notComputable(at: syntax.span))
      return nil
    }
    return constant
  }

  /// `Point(x: 1, y: 2)`
  mutating func structureLiteral(
    _ id: StructureID, _ arguments: [ArgumentSyntax], at span: Span
  ) -> Expression? {
    let structure = spec.structures[id.index]
    var given: [String: Expression?] = [:]
    for argument in arguments {
      guard let label = argument.label else {
        report(TypeMistake.labelWanted(structure.name, at: argument.value.span))
        return nil
      }
      guard let field = structure.fields.first(where: { $0.name == label.text }) else {
        reportUnknownMember(label, of: .structure(id), among: structure.fields.map(\.name))
        return nil
      }
      if given[label.text] != nil {
        report(NameMistake.duplicate(label.text, first: nil, at: label.span))
        return nil
      }
      given[label.text] = .some(
        expression(argument.value, as: field.type, name: structure.name + "." + field.name))
    }
    return self.structure(id, given, at: span)
  }

  private mutating func structure(
    _ id: StructureID, _ given: [String: Expression?], at span: Span
  ) -> Expression? {
    let structure = spec.structures[id.index]
    var values: [Expression] = []
    for (field, initial) in zip(structure.fields, structureDefaults[id.index]) {
      if let value = given[field.name] {
        guard let value else { return nil }
        values.append(value)
      } else if let initial {
        values.append(initial)
      } else {
        report(TypeMistake.fieldMissing(field.name, structure.name, at: span))
        return nil
      }
    }
    return Expression(kind: .structure(values), type: .structure(id), span: span)
  }
}
