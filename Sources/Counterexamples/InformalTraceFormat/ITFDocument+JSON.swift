import SpecLanguage

extension ITFDocument {
  /// The whole file as JSON.
  ///
  /// As Quint does, every state has all names of `mbt::nondetPicks` that occur in the trace, with
  /// the variant `None` for those that its step did not choose.
  package var json: JSONValue {
    let names = pickNames
    var members: [JSONValue.Member] = [.init(key: "#meta", value: .object(metaMembers))]
    let hasActions = states.contains { $0.action != nil }
    let extra = hasActions ? [Self.actionKey, Self.picksKey] : []
    members.append(.init(key: "vars", value: .array((variables + extra).map { .string($0) })))
    let items = states.enumerated().map { index, state in
      Self.json(of: state, index: index, pickNames: names)
    }
    members.append(.init(key: "states", value: .array(items)))
    if let loop { members.append(.init(key: "loop", value: .integer(Int64(loop)))) }
    return .object(members)
  }

  static let actionKey = "mbt::actionTaken"
  static let picksKey = "mbt::nondetPicks"

  /// In the order in which the trace first chooses them.
  private var pickNames: [String] {
    var seen: Set<String> = []
    return states.flatMap(\.picks).map(\.key).filter { seen.insert($0).inserted }
  }

  private var metaMembers: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init(key: "format", value: "ITF"),
      .init(
        key: "format-description", value: "https://apalache-mc.org/docs/adr/015adr-trace.html"),
    ]
    func add(_ key: String, _ value: JSONValue?) {
      if let value { members.append(.init(key: key, value: value)) }
    }
    add("source", source.map { .string($0) })
    add("description", description.map { .string($0) })
    if !parameters.isEmpty {
      add("parameters", .object(parameters.map { .init(key: $0.name, value: .integer($0.value)) }))
    }
    add("property", property.map { .string($0) })
    add("kind", kind.map { .string($0) })
    add("fair", isFair.map { .bool($0) })
    if let attempt {
      let picks = attempt.picks.map { JSONValue.Member(key: $0.key, value: Self.some($0.value)) }
      add(
        "attempt",
        .object([
          .init(key: Self.actionKey, value: .string(attempt.action)),
          .init(key: Self.picksKey, value: .object(picks)),
        ]))
    }
    return members
  }

  private static func json(of state: State, index: Int, pickNames: [String]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init(key: "#meta", value: ["index": .integer(Int64(index))])
    ]
    members += state.values
    if let action = state.action {
      members.append(.init(key: actionKey, value: .string(action)))
      let picks = pickNames.map { name in
        let pick = state.picks.first { $0.key == name }
        return JSONValue.Member(
          key: name, value: pick.map { some($0.value) } ?? TypedSpec.itfNone)
      }
      members.append(.init(key: picksKey, value: .object(picks)))
    }
    return .object(members)
  }

  private static func some(_ value: JSONValue) -> JSONValue { TypedSpec.itfVariant("Some", value) }
}
