package import SpecLanguage

extension TypedSpec {
  /// Only what differs between two states, in the order of the variables, their fields and keys.
  /// - Complexity: O(size of the states) but for the keys of maps, which are listed where one
  ///   differs.
  package func changes(from old: StateValue, to new: StateValue) -> [Change] {
    var changes: [Change] = []
    for (index, variable) in variables.enumerated() {
      addChanges(
        from: old.variables[index], to: new.variables[index], as: variable.type,
        at: variable.name, to: &changes)
    }
    return changes
  }

  /// Records and maps are looked into, since a part that did not change is no news; sets and bags
  /// show what came and went; anything else is shown whole.
  private func addChanges(
    from old: Value, to new: Value, as type: Type, at path: String, to changes: inout [Change]
  ) {
    if old == new { return }
    switch (old, new, type) {
    case (.structure(let olds), .structure(let news), .structure),
      (.structure(let olds), .structure(let news), .component):
      for (index, field) in fields(of: type).enumerated() {
        addChanges(
          from: olds[index], to: news[index], as: field.type, at: "\(path).\(field.name)",
          to: &changes)
      }
    case (.map(let olds), .map(let news), .map(let key, let element)):
      for (index, keyValue) in values(of: key).enumerated() where olds[index] != news[index] {
        addChanges(
          from: olds[index], to: news[index], as: element,
          at: "\(path)[\(describe(keyValue, as: key))]", to: &changes)
      }
    case (.set(let olds), .set(let news), .set(let element)),
      (.bag(let olds), .bag(let news), .bag(let element, _)):
      let added = surplus(of: news, over: olds).map { describe($0, as: element) }
      let removed = surplus(of: olds, over: news).map { describe($0, as: element) }
      changes.append(Change(path: path, kind: .elements(added: added, removed: removed)))
    default:
      let texts = (describe(old, as: type), describe(new, as: type))
      changes.append(Change(path: path, kind: .replaced(old: texts.0, new: texts.1)))
    }
  }

  /// What one sorted multiset has more of than another, in its own order.
  private func surplus(of items: [Value], over others: [Value]) -> [Value] {
    var counts: [Value: Int] = [:]
    for item in others { counts[item, default: 0] += 1 }
    return items.filter { item in
      counts[item, default: 0] -= 1
      return counts[item, default: 0] < 0
    }
  }
}
