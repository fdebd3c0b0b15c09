package import SpecLanguage

/// What people call a step.
extension TypedSpec {
  /// An action with its key values filled into its name, and the other arguments by name.
  func call(of id: ActionID, _ values: [Value]) -> (name: String, arguments: [NamedValue]) {
    let action = actions[id.index]
    let arguments = named(values, action.code.locals).dropFirst(action.keyCount)
    return (filled(action.name, values, action.code.locals), Array(arguments))
  }

  /// A property's printed name: `b[instance1].WellFormed`.
  package func name(ofProperty index: Int, keys: [Value]) -> String {
    let property = properties[index]
    return filled(property.name, keys, property.locals)
  }

  /// The `///` text of an action with what stands for `{c}` filled in; unknown names stay.
  func sentence(of id: ActionID, arguments values: [Value], picks: [NamedValue]) -> String {
    let action = actions[id.index]
    var text = oneLine(action.documentation)
    for item in named(values, action.code.locals) + picks {
      let value = describe(item.value, as: item.type)
      // In a sentence a case reads as a word: "takes the goat across".
      text = text.replacing(
        "{\(item.name)}", with: value.hasPrefix(".") ? value.dropFirst() : value[...])
    }
    return text
  }

  private func filled(_ pattern: String, _ keys: [Value], _ locals: [Local]) -> String {
    name(pattern, keys: keys, types: locals.prefix(keys.count).map(\.type))
  }

  private func named(_ values: [Value], _ locals: [Local]) -> [NamedValue] {
    zip(values, locals).map { NamedValue(name: $1.name, value: $0, type: $1.type) }
  }
}
