package import SpecLanguage

/// What people call a step.
extension TypedSpec {
  /// An action with its key values filled into its name, and the other arguments by name.
  func call(of id: ActionID, _ values: [Value]) -> (name: String, arguments: [NamedValue]) {
    let action = actions[id.index]
    let parameters = zip(action.code.locals, values).map { local, value in
      NamedValue(name: local.name, value: value, type: local.type)
    }
    let name = filled(action.name, with: Array(parameters.prefix(action.keyCount)))
    return (name, Array(parameters.dropFirst(action.keyCount)))
  }

  /// A property's printed name: `b[instance1].WellFormed`.
  package func name(ofProperty index: Int, keys: [Value]) -> String {
    let property = properties[index]
    let parameters = zip(property.locals, keys).map { local, value in
      NamedValue(name: local.name, value: value, type: local.type)
    }
    return filled(property.name, with: parameters)
  }

  /// The `///` text of an action with what stands for `{c}` filled in; unknown names stay.
  func sentence(of id: ActionID, arguments values: [Value], picks: [NamedValue]) -> String {
    let action = actions[id.index]
    let parameters = zip(action.code.locals, values).map { local, value in
      NamedValue(name: local.name, value: value, type: local.type)
    }
    var text = oneLine(action.documentation)
    for item in parameters + picks {
      let value = describe(item.value, as: item.type)
      // In a sentence a case reads as a word: "takes the goat across".
      text = text.replacing(
        "{\(item.name)}", with: value.hasPrefix(".") ? value.dropFirst() : value[...])
    }
    return text
  }

  /// `$0`, `$1` … replaced by values; the highest number first, since `$1` is a prefix of `$10`.
  private func filled(_ name: String, with keys: [NamedValue]) -> String {
    var text = name
    for (index, key) in keys.enumerated().reversed() {
      text = text.replacing("$\(index)", with: describe(key.value, as: key.type))
    }
    return text
  }
}
