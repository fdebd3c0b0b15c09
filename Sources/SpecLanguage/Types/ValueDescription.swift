extension TypedSpec {
  /// A value as a spec writes it, and as every report prints it.
  ///
  /// `true`, `4`, `.halfOpen`, `.sent(client1, 2)`, `client1`, `nil`; a value of an optional like
  /// the value itself; `Message(from: client1, term: 2)`, `[client1: 0, client2: 3]`, `{client1,
  /// client2}` for a set, `[a, b]` for a queue, `bag[a, a, b]` for a bag. A value that is not of
  /// the type is our own mistake and traps.
  package func describe(_ value: Value, as type: Type) -> String {
    switch (value, type) {
    case (.bool(let truth), .bool): return truth ? "true" : "false"
    case (.integer(let number), .integer): return "\(number)"
    case (.identity(let index), .entity(let id)): return entities[id.index].name(of: index)
    case (.enumCase(let index, let payload), .enumeration(let id)):
      let item = enumerations[id.index].cases[index]
      return "." + item.name + describe(payload: payload, as: item.payload)
    case (.none, .optional): return "nil"
    case (.some(.none), .optional): return "some(nil)"
    case (.some(let wrapped), .optional(let type)): return describe(wrapped, as: type)
    case (.structure(let fields), .structure(let id)):
      let structure = structures[id.index]
      return describe(record: structure.name, structure.fields, fields)
    case (.structure(let fields), .component(let id)):
      let component = components[id.index]
      return describe(record: component.shortName, component.fields, fields)
    case (.map(let items), .map(let key, let item)):
      let entries = zip(values(of: key), items)
      let texts = entries.map { "\(describe($0, as: key)): \(describe($1, as: item))" }
      return "[" + texts.joined(separator: ", ") + "]"
    case (.set(let items), .set(let element)):
      return "{" + list(items, as: element) + "}"
    case (.queue(let items), .queue(let element, _)):
      return "[" + list(items, as: element) + "]"
    case (.bag(let items), .bag(let element, _)):
      return "bag[" + list(items, as: element) + "]"
    case (.nothing, .nothing): return "nothing"
    default: preconditionFailure("\(value) is no value of \(type)")
    }
  }

  private func describe(payload: [Value], as types: [Type]) -> String {
    if payload.isEmpty { return "" }
    return "(" + zip(payload, types).map { describe($0, as: $1) }.joined(separator: ", ") + ")"
  }

  private func describe(record name: String, _ fields: [Field], _ values: [Value]) -> String {
    let texts = zip(fields, values).map { "\($0.name): \(describe($1, as: $0.type))" }
    return "\(name)(" + texts.joined(separator: ", ") + ")"
  }

  private func list(_ items: [Value], as type: Type) -> String {
    items.map { describe($0, as: type) }.joined(separator: ", ")
  }
}
