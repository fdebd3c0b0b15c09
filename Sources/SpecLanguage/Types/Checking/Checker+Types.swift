import SourceText

extension Checker {
  /// At most this many values may key a map or be elements of a set.
  static let keysMax = 4_096
  /// At most this many scalars may one variable hold.
  static let scalarsMax = 1_000_000
  /// Types nest at most this deep; what comes after the checker recurses over them.
  static let typeDepthMax = 64

  /// The type that is written; nil, reported, when it is none.
  mutating func type(_ syntax: TypeSyntax) -> Type? {
    deeper(at: syntax.span) { $0.typeWithoutDepth(syntax) }
  }

  /// As `type`, where a component cannot stand.
  mutating func plainType(_ syntax: TypeSyntax, for purpose: String) -> Type? {
    guard let type = type(syntax) else { return nil }
    if containsComponent(type) {
      report(TypeMistake.componentNotAllowed(describe(type), purpose, at: syntax.span))
      return nil
    }
    return type
  }

  private mutating func typeWithoutDepth(_ syntax: TypeSyntax) -> Type? {
    switch syntax.kind {
    case .invalid: return nil
    case .range(let low, let isClosed, let high):
      return rangeType(low, isClosed: isClosed, high, at: syntax.span)
    case .optional(let wrapped):
      guard let type = plainType(wrapped, for: "be optional") else { return nil }
      return bounded(.optional(type), at: syntax.span)
    case .map(let key, let value): return mapType(key, value, at: syntax.span)
    case .open(let inner):
      report(RuleMistake.openNotAllowed(at: syntax.span))
      _ = type(inner)
      return nil
    case .named(let name, let member, let generics, let arguments):
      return namedType(name, member, generics, arguments, at: syntax.span)
    }
  }

  mutating func rangeType(
    _ low: ExpressionSyntax, isClosed: Bool, _ high: ExpressionSyntax, at span: Span
  ) -> Type? {
    guard let first = constantInteger(low), let last = constantInteger(high) else { return nil }
    let (end, overflow) = isClosed ? (last, false) : last.subtractingReportingOverflow(1)
    guard !overflow, first <= end else {
      report(TypeMistake.emptyRange(first, isClosed: isClosed, last, at: span))
      return nil
    }
    return .integer(IntegerRange(low: first, high: end))
  }

  private mutating func mapType(_ key: TypeSyntax, _ value: TypeSyntax, at span: Span) -> Type? {
    let keyType = plainType(key, for: "be a key")
    let valueType = type(value)
    guard let keyType, let valueType else { return nil }
    guard let count = spec.cardinality(of: keyType), count <= Self.keysMax else {
      report(
        TypeMistake.tooManyKeys(
          describe(keyType), spec.cardinality(of: keyType), max: Self.keysMax, at: key.span))
      return nil
    }
    return bounded(.map(key: keyType, value: valueType), at: span)
  }

  private mutating func setType(of element: TypeSyntax, at span: Span) -> Type? {
    guard let type = plainType(element, for: "be an element") else { return nil }
    guard let count = spec.cardinality(of: type), count <= Self.keysMax else {
      report(
        TypeMistake.tooManyElements(
          describe(type), spec.cardinality(of: type), max: Self.keysMax, at: element.span))
      return nil
    }
    return bounded(.set(type), at: span)
  }

  private mutating func namedType(
    _ name: Identifier, _ member: Identifier?, _ generics: [TypeArgumentSyntax],
    _ arguments: [ArgumentSyntax], at span: Span
  ) -> Type? {
    if let member { return nestedType(name, member) }
    switch name.text {
    case "Bool": return simple(.bool, name, generics, arguments, at: span)
    case "Int": return simple(.integer(.everything), name, generics, arguments, at: span)
    case "Set", "Queue", "Bag": return collectionType(name, generics, arguments, at: span)
    default: break
    }
    if let type = generic(named: name.text) {
      return simple(type, name, generics, arguments, at: span)
    }
    if reportIfUnspecialised(name.text, at: name.span) { return nil }
    guard let id = declaration(named: name.text) else {
      let near = closestMatch(to: name.text, among: typeNames)
      report(NameMistake.unknownType(name.text, near: near, at: name.span))
      return nil
    }
    if case .component(let component) = names[id].syntax.kind {
      return specialise(id, component, generics, arguments, at: span)
    }
    guard let type = type(of: id, at: name.span) else { return nil }
    return simple(type, name, generics, arguments, at: span)
  }

  /// A type that takes no arguments.
  private mutating func simple(
    _ type: Type, _ name: Identifier, _ generics: [TypeArgumentSyntax],
    _ arguments: [ArgumentSyntax], at span: Span
  ) -> Type? {
    guard generics.isEmpty && arguments.isEmpty else {
      report(TypeMistake.takesNoArguments(name.text, at: span))
      return nil
    }
    return type
  }

  private mutating func collectionType(
    _ name: Identifier, _ generics: [TypeArgumentSyntax], _ arguments: [ArgumentSyntax],
    at span: Span
  ) -> Type? {
    let wanted = name.text == "Set" ? 1 : 2
    guard generics.count == wanted, arguments.isEmpty, case .type(let element) = generics[0] else {
      report(TypeMistake.collectionArguments(name.text, at: span))
      return nil
    }
    if name.text == "Set" { return setType(of: element, at: span) }
    let elementType = plainType(element, for: "be an element")
    guard let capacity = constant(generics[1]), let elementType else { return nil }
    guard capacity >= 1, capacity <= Self.scalarsMax else {
      report(
        TypeMistake.capacity(
          name.text, capacity, max: Self.scalarsMax, at: argumentSpan(generics[1])))
      return nil
    }
    let count = Int(capacity)
    let type: Type =
      name.text == "Queue"
      ? .queue(elementType, capacity: count) : .bag(elementType, capacity: count)
    return bounded(type, at: span)
  }

  private func argumentSpan(_ argument: TypeArgumentSyntax) -> Span {
    switch argument {
    case .type(let type): return type.span
    case .constant(let value): return value.span
    }
  }

  /// A constant between `<` and `>`; a bare name there has been parsed as a type.
  private mutating func constant(_ argument: TypeArgumentSyntax) -> Int64? {
    switch argument {
    case .constant(let value): return constantInteger(value)
    case .type(let type):
      guard case .named(let name, nil, let generics, let arguments) = type.kind,
        generics.isEmpty, arguments.isEmpty, !typeNames.contains(name.text)
      else {
        report(TypeMistake.capacityNotConstant(at: type.span))
        return nil
      }
      return constantInteger(ExpressionSyntax(kind: .name(name.text), span: name.span))
    }
  }

  /// `Breaker.Mode` names a type without saying of which breaker; it must not depend on that.
  mutating func reportIfUnspecialised(_ name: String, at span: Span) -> Bool {
    guard frame.environment.component == nil, let owner = frame.environment.declaration,
      case .component(let component) = names[owner].syntax.kind
    else { return false }
    let parameters = component.generics + component.parameters.map(\.name)
    guard parameters.contains(where: { $0.text == name }) else { return false }
    report(NameMistake.needsSpecialisation(name, component: component.name.text, at: span))
    return true
  }

  /// `Breaker.Mode`
  mutating func nestedType(_ name: Identifier, _ member: Identifier) -> Type? {
    guard let owner = declaration(named: name.text) else {
      let near = closestMatch(to: name.text, among: typeNames)
      report(NameMistake.unknownType(name.text, near: near, at: name.span))
      return nil
    }
    guard case .component = names[owner].syntax.kind else {
      report(
        NameMistake.unknownMember(member.text, of: name.text, near: nil, at: member.span))
      return nil
    }
    guard let id = names.members[owner]?.names[member.text] else {
      let near = closestMatch(
        to: member.text, among: names.members[owner]?.names.keys.sorted() ?? [])
      report(NameMistake.unknownMember(member.text, of: name.text, near: near, at: member.span))
      return nil
    }
    let inside = frame.environment.declaration == owner
    let environment =
      inside
      ? frame.environment
      : Environment(file: names[owner].file, declaration: owner, component: nil)
    return type(of: id, in: environment, at: member.span)
  }

  // MARK: - Bounds

  /// The type, unless it is too large or too deep to be kept.
  mutating func bounded(_ type: Type, at span: Span) -> Type? {
    if typeDepth(of: type) > Self.typeDepthMax {
      report(TypeMistake.tooDeep(max: Self.typeDepthMax, at: span))
      return nil
    }
    let scalars = scalarCount(of: type)
    if scalars > Self.scalarsMax {
      report(TypeMistake.tooLarge(scalars, max: Self.scalarsMax, at: span))
      return nil
    }
    return type
  }

  /// How many scalars a value holds at most; saturates. Whatever it is made of has been bounded, so
  /// the products stay small.
  func scalarCount(of type: Type) -> Int {
    switch type {
    case .bool, .integer, .entity, .nothing: return 1
    case .enumeration(let id):
      return 1 + (spec.enumerations[id.index].cases.map { sum($0.payload) }.max() ?? 0)
    case .structure(let id): return max(1, sum(spec.structures[id.index].fields.map(\.type)))
    case .component(let id): return 1 + sum(spec.components[id.index].fields.map(\.type))
    case .optional(let wrapped): return 1 + scalarCount(of: wrapped)
    case .map(let key, let value):
      return (spec.cardinality(of: key) ?? Self.keysMax) * scalarCount(of: value)
    case .set(let element): return spec.cardinality(of: element) ?? Self.keysMax
    case .queue(let element, let capacity), .bag(let element, let capacity):
      return 1 + capacity * scalarCount(of: element)
    }
  }

  private func sum(_ types: [Type]) -> Int {
    types.reduce(0) { $0 + scalarCount(of: $1) }
  }

  private func typeDepth(of type: Type) -> Int {
    switch type {
    case .bool, .integer, .entity, .nothing: return 1
    case .enumeration(let id):
      let payload = spec.enumerations[id.index].cases.flatMap(\.payload)
      return 1 + (payload.map(typeDepth).max() ?? 0)
    case .structure(let id):
      return 1 + (spec.structures[id.index].fields.map { typeDepth(of: $0.type) }.max() ?? 0)
    case .component(let id):
      return 1 + (spec.components[id.index].fields.map { typeDepth(of: $0.type) }.max() ?? 0)
    case .optional(let wrapped), .set(let wrapped): return 1 + typeDepth(of: wrapped)
    case .map(let key, let value): return 1 + max(typeDepth(of: key), typeDepth(of: value))
    case .queue(let element, _), .bag(let element, _): return 1 + typeDepth(of: element)
    }
  }

  func containsComponent(_ type: Type) -> Bool {
    switch type {
    case .component: return true
    case .map(_, let value): return containsComponent(value)
    default: return false
    }
  }
}
