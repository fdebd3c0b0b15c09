import SourceText

/// A component that the model keeps, in terms of the keys that lead to it.
struct ComponentPlace {
  /// `breaker`, `b[$0]`, `mesh.breakers[$0]`.
  var name: String
  /// The types of the keys; key `i` is local `i` of whatever stands at the place.
  var keys: [Local]
  var expression: Expression
  var component: ComponentID
  /// Declared `open`.
  var isOpen: Bool
}

extension Checker {
  static let placesMax = 10_000

  // MARK: - Specialising

  /// `Breaker<Client>(threshold: 2)` as a type: one for each distinct choice of arguments.
  mutating func specialise(
    _ id: DeclarationID, _ component: ComponentSyntax, _ generics: [TypeArgumentSyntax],
    _ arguments: [ArgumentSyntax], at span: Span
  ) -> Type? {
    guard let types = typeArguments(generics, of: component, at: span),
      let given = valueArguments(arguments, of: component)
    else { return nil }
    return specialise(id, component, types, given, at: span)
  }

  private mutating func typeArguments(
    _ generics: [TypeArgumentSyntax], of component: ComponentSyntax, at span: Span
  ) -> [Type]? {
    guard generics.count == component.generics.count else {
      report(
        TypeMistake.typeArgumentCount(
          component.name.text, generics.count, wanted: component.generics.count,
          declared: component.name.span, at: span))
      return nil
    }
    var types: [Type] = []
    for generic in generics {
      switch generic {
      case .type(let syntax):
        if let type = plainType(syntax, for: "be a type argument") { types.append(type) }
      case .constant(let value):
        report(TypeMistake.mismatch("a value", wanted: "a type", at: value.span))
      }
    }
    return types.count == generics.count ? types : nil
  }

  private mutating func valueArguments(
    _ arguments: [ArgumentSyntax], of component: ComponentSyntax
  ) -> [String: (value: Int64, span: Span)]? {
    var given: [String: (value: Int64, span: Span)] = [:]
    var isValid = true
    for argument in arguments {
      guard let label = argument.label else {
        report(TypeMistake.labelWanted(component.name.text, at: argument.value.span))
        isValid = false
        continue
      }
      guard component.parameters.contains(where: { $0.name.text == label.text }) else {
        let near = closestMatch(to: label.text, among: component.parameters.map(\.name.text))
        report(NameMistake.unknownParameter(label.text, near: near, at: label.span))
        isValid = false
        continue
      }
      guard let value = constantInteger(argument.value) else {
        isValid = false
        continue
      }
      if given.updateValue((value, argument.value.span), forKey: label.text) != nil {
        report(NameMistake.duplicate(label.text, first: nil, at: label.span))
      }
    }
    return isValid ? given : nil
  }

  /// With known arguments; parameters that are not given have their defaults.
  mutating func specialise(
    _ id: DeclarationID, _ component: ComponentSyntax, _ types: [Type],
    _ given: [String: (value: Int64, span: Span)], at span: Span
  ) -> Type? {
    guard enter(EnvironmentKey(declaration: id, component: nil), at: span) else { return nil }
    defer { inProgress.removeLast() }
    let made = ComponentID(index: spec.components.count)
    let environment = Environment(file: names[id].file, declaration: id, component: made)
    spec.components.append(ComponentType(name: component.name.text, fields: [], routines: []))
    specialisations.append(
      Specialisation(
        declaration: id,
        generics: Dictionary(
          zip(component.generics.map(\.text), types), uniquingKeysWith: { a, _ in a }),
        parameters: [:], environment: environment))
    let frame = Frame(environment: environment, permissions: .constant)
    let parameters = within(frame) { $0.fillParameters(component, given, made) }.result
    let key = parameters.map { SpecialisationKey(declaration: id, generics: types, parameters: $0) }
    if let key, let known = specialisationIDs[key] {
      forget(made)
      return .component(known)
    }
    guard let key else { return nil }
    specialisationIDs[key] = made
    spec.components[made.index].name = specialisedName(component, types, key.parameters)
    let isValid = deeper(at: span) { checker in
      checker.within(frame) { $0.fillFields(id, made) }.result
    }
    guard isValid != nil else { return nil }
    return bounded(.component(made), at: span)
  }

  /// Takes back a specialisation that turned out to exist already.
  private mutating func forget(_ id: ComponentID) {
    spec.components.removeLast()
    specialisations.removeLast()
    types = types.filter { $0.key.component != id }
    constants = constants.filter { $0.key.component != id }
  }

  private func specialisedName(
    _ component: ComponentSyntax, _ types: [Type], _ parameters: [Int64]
  ) -> String {
    var name = component.name.text
    if !types.isEmpty { name += "<" + types.map(describe).joined(separator: ", ") + ">" }
    if !parameters.isEmpty {
      let values = zip(component.parameters, parameters).map { "\($0.name.text): \($1)" }
      name += "(" + values.joined(separator: ", ") + ")"
    }
    return name
  }

  /// The values of the parameters, in order; each may be used by those after it.
  private mutating func fillParameters(
    _ component: ComponentSyntax, _ given: [String: (value: Int64, span: Span)], _ id: ComponentID
  ) -> [Int64]? {
    var values: [Int64] = []
    var isValid = true
    for parameter in component.parameters {
      guard let range = parameterRange(parameter) else { return nil }
      var value = (range.low, parameter.name.span)
      if let argument = given[parameter.name.text] {
        value = argument
      } else if let initial = parameter.defaultValue {
        guard let number = constantInteger(initial) else { return nil }
        value = (number, initial.span)
      }
      if !range.contains(value.0) {
        report(
          RuleMistake.parameterOutOfRange(
            parameter.name.text, value.0, describe(.integer(range)), declared: parameter.type.span,
            at: value.1))
        isValid = false
      }
      specialisations[id.index].parameters[parameter.name.text] = (value.0, parameter.name.span)
      values.append(value.0)
    }
    return isValid ? values : nil
  }

  /// The component's variables as fields; nil when one of them has no type.
  private mutating func fillFields(_ id: DeclarationID, _ made: ComponentID) -> Bool? {
    var isValid = true
    for member in names.memberOrder[id] ?? [] {
      guard case .variable(let variable) = names[member].syntax.kind else { continue }
      if specialisations[made.index].fieldIndices[variable.name.text] != nil { continue }
      guard let type = declaredType(of: variable) else {
        isValid = false
        continue
      }
      let index = spec.components[made.index].fields.count
      spec.components[made.index].fields.append(
        Field(name: variable.name.text, type: type, isGhost: variable.isGhost))
      specialisations[made.index].fields.append(member)
      specialisations[made.index].fieldIndices[variable.name.text] = index
    }
    return isValid ? true : nil
  }

  /// The type of a variable as written, or by its initial value.
  mutating func declaredType(of variable: VariableSyntax) -> Type? {
    if let syntax = variable.type { return type(syntax) }
    // Without either, the parser has said so.
    guard let initial = variable.initial else { return nil }
    if case .any(let domain, _) = initial.kind { return self.domain(domain)?.1 }
    let saved = frame
    frame.permissions = .reading
    let value = expression(initial)
    frame = saved
    return value.flatMap { inferred($0, for: variable.name) }
  }

  /// Gives every specialised component all its functions and transitions.
  mutating func completeSpecialisations() {
    var next = 0
    while next < specialisations.count {
      let specialisation = specialisations[next]
      var routines: [RoutineID] = []
      for member in names.memberOrder[specialisation.declaration] ?? [] {
        switch names[member].syntax.kind {
        case .function where !namedFormulas.contains(member), .transition:
          let span = names[member].syntax.span
          if let id = routine(member, component: ComponentID(index: next), at: span) {
            routines.append(id)
          }
        default: break
        }
      }
      spec.components[next].routines = routines
      next += 1
    }
  }

  // MARK: - Places

  /// The components within a variable, outer before inner.
  mutating func places(
    in variable: Expression, name: String, isOpen: Bool, at span: Span
  ) -> [ComponentPlace] {
    var found: [ComponentPlace] = []
    collect(&found, in: variable, name: name, keys: [], isOpen: isOpen)
    if found.count > Self.placesMax {
      report(RuleMistake.tooManyPlaces(max: Self.placesMax, at: span))
      return []
    }
    return found
  }

  private func collect(
    _ found: inout [ComponentPlace], in value: Expression, name: String, keys: [Local],
    isOpen: Bool
  ) {
    if found.count > Self.placesMax { return }
    switch value.type {
    case .component(let id):
      found.append(
        ComponentPlace(
          name: name, keys: keys, expression: value, component: id, isOpen: isOpen))
      for (index, field) in spec.components[id.index].fields.enumerated()
      where containsComponent(field.type) {
        let part = Expression(kind: .field(value, index), type: field.type, span: value.span)
        collect(&found, in: part, name: name + "." + field.name, keys: keys, isOpen: false)
      }
    case .map(let key, let element) where containsComponent(element):
      let local = LocalID(index: keys.count)
      let index = Expression(kind: .local(local), type: key, span: value.span)
      let part = Expression(kind: .index(value, index), type: element, span: value.span)
      let named = keys + [Local(name: "key\(keys.count + 1)", type: key)]
      collect(&found, in: part, name: name + "[$\(keys.count)]", keys: named, isOpen: isOpen)
    default: break
    }
  }

  /// A frame for code of the component at a place, with the keys as its first locals.
  func frame(at place: ComponentPlace, _ permissions: Permissions) -> Frame {
    let specialisation = specialisations[place.component.index]
    var frame = Frame(environment: specialisation.environment, permissions: permissions)
    frame.locals = place.keys
    frame.receiver = Expression(
      kind: .receiver, type: .component(place.component), span: place.expression.span)
    frame.place = place
    return frame
  }
}
