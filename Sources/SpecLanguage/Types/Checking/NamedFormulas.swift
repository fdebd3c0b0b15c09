import SourceText

extension Checker {
  /// Finds the functions that name a formula: those that speak of runs, themselves or by calling
  /// one that does.
  ///
  /// A call is checked before the body of what it calls, so this is decided by the text, as with
  /// ghosts.
  mutating func findNamedFormulas() {
    let functions = names.declarations.indices.compactMap { index -> NamedFunction? in
      let id = DeclarationID(index: index)
      guard case .function(let routine) = names[id].syntax.kind else { return nil }
      return NamedFunction(id: id, routine)
    }
    let declared = Set(functions.map(\.name))
    var known = Set(["enabled", "fired"]).subtracting(declared)
    var rest = functions
    while true {
      let found = rest.filter { $0.speaksOfRuns || !$0.calls.isDisjoint(with: known) }
      if found.isEmpty { return }
      namedFormulas.formUnion(found.map(\.id))
      known.formUnion(found.map(\.name))
      rest.removeAll { namedFormulas.contains($0.id) }
    }
  }
}

/// What the text of a function tells.
private struct NamedFunction {
  var id: DeclarationID
  var name: String
  var speaksOfRuns: Bool
  var calls: Set<String>

  init(id: DeclarationID, _ routine: RoutineSyntax) {
    var collector = NameCollector()
    collector.visit(routine.body)
    self.id = id
    name = routine.name.text
    speaksOfRuns = collector.speaksOfRuns
    calls = collector.calls
  }
}
