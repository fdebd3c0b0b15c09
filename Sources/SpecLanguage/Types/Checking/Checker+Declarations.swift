import SourceText

/// The types, constants and parameters that declarations give names to, each worked out once.
extension Checker {
  /// The declaration that a name means here, apart from locals, type parameters and properties.
  func declaration(named name: String) -> DeclarationID? {
    if let owner = frame.environment.declaration, let id = names.members[owner]?.names[name] {
      return id
    }
    return names.files[frame.environment.file]?.names[name]
  }

  /// A type parameter of the component whose code this is.
  func generic(named name: String) -> Type? {
    guard let component = frame.environment.component else { return nil }
    return specialisations[component.index].generics[name]
  }

  func environment(of id: DeclarationID) -> Environment {
    let declaration = names[id]
    guard let owner = declaration.component else {
      return Environment(file: declaration.file, declaration: nil, component: nil)
    }
    if frame.environment.declaration == owner { return frame.environment }
    return Environment(file: declaration.file, declaration: owner, component: nil)
  }

  var typeNames: [String] {
    var found = names.files[frame.environment.file]?.names.keys.sorted() ?? []
    if let owner = frame.environment.declaration {
      found += names.members[owner]?.names.keys.sorted() ?? []
    }
    if let component = frame.environment.component {
      found += specialisations[component.index].generics.keys.sorted()
    }
    return found.filter(isTypeName) + NameTable.builtInTypes.sorted()
  }

  private func isTypeName(_ name: String) -> Bool {
    guard let id = declaration(named: name) else { return generic(named: name) != nil }
    switch names[id].syntax.kind {
    case .typeAlias, .enumeration, .structure, .entity, .component: return true
    default: return false
    }
  }

  /// Does the name mean a type here?
  func isType(_ id: DeclarationID) -> Bool {
    switch names[id].syntax.kind {
    case .typeAlias, .enumeration, .structure, .entity: return true
    default: return false
    }
  }

  mutating func type(of id: DeclarationID, at span: Span) -> Type? {
    type(of: id, in: environment(of: id), at: span)
  }

  /// The type that a declaration makes, in an environment.
  mutating func type(of id: DeclarationID, in environment: Environment, at span: Span) -> Type? {
    let key = EnvironmentKey(declaration: id, component: environment.component)
    if let known = types[key] { return known }
    guard enter(key, at: span) else { return nil }
    let frame = Frame(environment: environment, permissions: .constant)
    let type = deeper(at: span) { checker in
      checker.within(frame) { $0.makeType(id, at: span) }.result
    }
    inProgress.removeLast()
    types[key] = .some(type)
    return type
  }

  /// Notes that a declaration is being worked out; false, reported, when it needs itself.
  mutating func enter(_ key: EnvironmentKey, at span: Span) -> Bool {
    if let start = inProgress.firstIndex(where: { $0.declaration == key.declaration }) {
      let cycle = inProgress[start...].compactMap { names[$0.declaration].name?.text }
      report(
        RuleMistake.needsItself(
          cycle, first: names[key.declaration].name?.span, at: span))
      return false
    }
    guard inProgress.count < Self.chainMax else {
      report(RuleMistake.tooDeep(at: span))
      return false
    }
    inProgress.append(key)
    return true
  }

  private mutating func makeType(_ id: DeclarationID, at span: Span) -> Type? {
    let declaration = names[id]
    switch declaration.syntax.kind {
    case .typeAlias(_, let syntax): return type(syntax)
    case .enumeration(let name, let cases): return enumeration(id, name, cases)
    case .structure(let name, let fields): return structure(id, name, fields)
    case .entity(let name, let count): return entity(id, name, count)
    default:
      report(
        NameMistake.isNotAType(
          declaration.name?.text ?? "", noun: declaration.syntax.noun,
          declared: declaration.name?.span, at: span))
      return nil
    }
  }

  private func qualifiedName(_ id: DeclarationID) -> String {
    let own = names[id].name?.text ?? ""
    guard let owner = names[id].component, let component = names[owner].name else { return own }
    return component.text + "." + own
  }

  private mutating func enumeration(
    _ id: DeclarationID, _ name: Identifier, _ cases: [EnumCaseSyntax]
  ) -> Type? {
    guard isFew(cases.count, "cases", of: name) else { return nil }
    var made: [EnumerationType.Case] = []
    var isValid = true
    for item in cases {
      if let index = made.firstIndex(where: { $0.name == item.name.text }) {
        report(
          NameMistake.duplicate(item.name.text, first: cases[index].name.span, at: item.name.span))
        continue
      }
      let payload = item.payload.map { plainType($0, for: "be part of a case") }
      if payload.contains(where: { $0 == nil }) { isValid = false }
      made.append(EnumerationType.Case(name: item.name.text, payload: payload.compactMap { $0 }))
    }
    guard isValid else { return nil }
    guard !made.isEmpty else {
      report(TypeMistake.noCases(name.text, at: name.span))
      return nil
    }
    let key = NominalKey(declaration: id, parts: made.flatMap(\.payload))
    if let known = nominals[key] { return known }
    let type = Type.enumeration(EnumerationID(index: spec.enumerations.count))
    spec.enumerations.append(EnumerationType(name: qualifiedName(id), cases: made))
    nominals[key] = type
    return bounded(type, at: name.span)
  }

  /// Are there no more members than one declaration may have? Reported when there are.
  mutating func isFew(_ count: Int, _ noun: String, of name: Identifier) -> Bool {
    if count <= Self.keysMax { return true }
    report(TypeMistake.tooManyMembers(name.text, noun, count, max: Self.keysMax, at: name.span))
    return false
  }

  private mutating func structure(
    _ id: DeclarationID, _ name: Identifier, _ fields: [VariableSyntax]
  ) -> Type? {
    guard isFew(fields.count, "fields", of: name) else { return nil }
    var made: [Field] = []
    var defaults: [Expression?] = []
    var isValid = true
    for field in fields {
      if made.contains(where: { $0.name == field.name.text }) {
        let first = fields.first { $0.name.text == field.name.text }
        report(NameMistake.duplicate(field.name.text, first: first?.name.span, at: field.name.span))
        continue
      }
      guard let (type, initial) = structureField(field) else {
        isValid = false
        continue
      }
      made.append(Field(name: field.name.text, type: type, isGhost: field.isGhost))
      defaults.append(initial)
    }
    guard isValid else { return nil }
    let key = NominalKey(
      declaration: id, parts: made.map(\.type),
      defaults: defaults.map { $0.flatMap { constantValue(of: $0) } })
    if let known = nominals[key] { return known }
    let type = Type.structure(StructureID(index: spec.structures.count))
    spec.structures.append(StructureType(name: qualifiedName(id), fields: made))
    structureDefaults.append(defaults)
    nominals[key] = type
    return bounded(type, at: name.span)
  }

  /// A field's type and its default, which is a constant.
  private mutating func structureField(_ field: VariableSyntax) -> (Type, Expression?)? {
    guard let initial = field.initial else {
      guard let type = fieldType(field) else { return nil }
      return (type, nil)
    }
    guard let type = fieldType(field), let value = expression(initial, expecting: type),
      let fitted = coerce(value, to: type, name: field.name.text, isDefinite: true)
    else { return nil }
    guard let constant = constantValue(of: fitted) else {
      report(TypeMistake.notComputable(at: initial.span))
      return nil
    }
    // Structs in structs could double a default with each level.
    let scalars = scalarCount(of: type)
    guard scalars <= Self.keysMax else {
      report(TypeMistake.tooLarge(scalars, max: Self.keysMax, at: initial.span))
      return nil
    }
    return (type, literal(constant, type, at: initial.span))
  }

  private mutating func fieldType(_ field: VariableSyntax) -> Type? {
    if let syntax = field.type { return plainType(syntax, for: "be part of a struct") }
    guard let initial = field.initial, let value = expression(initial) else {
      // Without either, the parser has said so.
      return nil
    }
    return inferred(value, for: field.name)
  }

  /// The type of a declaration that is written without one, by its value.
  mutating func inferred(_ value: Expression, for name: Identifier) -> Type? {
    if case .integer = value.type {
      report(TypeMistake.needsRange(name.text, at: name.span))
      return nil
    }
    return value.type
  }

  /// Few enough for every action to stay within its limits, enough for a test's `client3`.
  private static var entityCountIfWrong: Int64 { 4 }

  private mutating func entity(
    _ id: DeclarationID, _ name: Identifier, _ count: ExpressionSyntax
  ) -> Type? {
    // A wrong number is reported once; what uses the entity is checked all the same.
    var number = constantInteger(count) ?? Self.entityCountIfWrong
    if !(1...Int64(Self.keysMax)).contains(number) {
      report(TypeMistake.entityCount(name.text, number, max: Self.keysMax, at: count.span))
      number = Self.entityCountIfWrong
    }
    let type = Type.entity(EntityID(index: spec.entities.count))
    spec.entities.append(EntityType(name: name.text, count: Int(number)))
    return type
  }

  // MARK: - Constants and parameters

  /// The value of a `let`, as an expression that reads nothing.
  mutating func constant(_ id: DeclarationID, at span: Span) -> Expression? {
    let environment = environment(of: id)
    let key = EnvironmentKey(declaration: id, component: environment.component)
    if let known = constants[key] { return known }
    guard case .constant(let name, let type, let value) = names[id].syntax.kind,
      enter(key, at: span)
    else { return nil }
    let frame = Frame(environment: environment, permissions: .constant)
    let made = deeper(at: span) { checker in
      checker.within(frame) { $0.makeConstant(name, type, value) }.result
    }
    inProgress.removeLast()
    constants[key] = .some(made)
    return made
  }

  private mutating func makeConstant(
    _ name: Identifier, _ syntax: TypeSyntax?, _ value: ExpressionSyntax
  ) -> Expression? {
    var expected: Type?
    if let syntax {
      guard let type = plainType(syntax, for: "be a constant") else { return nil }
      expected = type
    }
    guard var made = expression(value, expecting: expected) else { return nil }
    if let expected {
      guard let fitted = coerce(made, to: expected, name: name.text, isDefinite: true) else {
        return nil
      }
      made = fitted
    }
    guard let constant = constantValue(of: made) else {
      report(TypeMistake.notComputable(at: value.span))
      return nil
    }
    let type = expected ?? made.type
    guard scalarCount(of: type) <= Self.keysMax else {
      report(TypeMistake.tooLarge(scalarCount(of: type), max: Self.keysMax, at: value.span))
      return nil
    }
    return literal(constant, type, at: value.span)
  }

  /// The value of a file's parameter; imported files' parameters have their defaults.
  mutating func parameter(_ id: DeclarationID, at span: Span) -> (
    value: Int64, range: IntegerRange
  )? {
    if let known = parameterValues[id] { return known }
    let key = EnvironmentKey(declaration: id, component: nil)
    guard case .parameter(let syntax) = names[id].syntax.kind, enter(key, at: span) else {
      return nil
    }
    let frame = Frame(environment: environment(of: id), permissions: .constant)
    let made = deeper(at: span) { checker in
      checker.within(frame) { checker in
        checker.makeParameter(
          syntax,
          override: checker.names[id].file == checker.root
            ? checker.overrides[syntax.name.text] : nil)
      }.result
    }
    inProgress.removeLast()
    parameterValues[id] = .some(made)
    return made
  }

  private mutating func makeParameter(
    _ syntax: ParameterDeclarationSyntax, override: Int64?
  ) -> (value: Int64, range: IntegerRange)? {
    guard let range = parameterRange(syntax) else { return nil }
    var value = range.low
    if let initial = syntax.defaultValue {
      guard let number = constantInteger(initial) else { return nil }
      if !range.contains(number) && override == nil {
        report(
          RuleMistake.parameterOutOfRange(
            syntax.name.text, number, describe(.integer(range)), declared: syntax.type.span,
            at: initial.span))
        return nil
      }
      value = number
    }
    guard let override else { return (value, range) }
    guard range.contains(override) else {
      report(
        RuleMistake.parameterOutOfRange(
          syntax.name.text, override, describe(.integer(range)), declared: syntax.type.span, at: nil
        ))
      return nil
    }
    if override != value { hasChangedParameters = true }
    return (override, range)
  }

  mutating func parameterRange(_ syntax: ParameterDeclarationSyntax) -> IntegerRange? {
    guard let type = type(syntax.type) else { return nil }
    guard case .integer(let range) = type else {
      report(
        RuleMistake.parameterNotInteger(syntax.name.text, describe(type), at: syntax.type.span))
      return nil
    }
    return range
  }
}
