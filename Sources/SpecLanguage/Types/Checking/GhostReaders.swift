import SourceText

extension Checker {
  /// Finds the functions and invariants that read a ghost, themselves or through others.
  ///
  /// A call is checked before the body of what it calls, so this is decided by the text: a routine
  /// reads a ghost when it uses the name of a ghost where none of its own parameters and locals has
  /// that name.
  mutating func findGhostReaders() {
    var uses: [(id: DeclarationID, names: Set<String>)] = []
    for index in names.declarations.indices {
      let id = DeclarationID(index: index)
      switch names[id].syntax.kind {
      case .variable(let variable):
        if variable.isGhost { ghostNames.insert(variable.name.text) }
      case .structure(_, let fields):
        for field in fields where field.isGhost { ghostNames.insert(field.name.text) }
      case .function(let routine):
        var collector = NameCollector()
        collector.visit(routine.body)
        uses.append((id, collector.names.subtracting(routine.parameters.map(\.name.text))))
      case .invariant(_, let condition):
        var collector = NameCollector()
        collector.visit(condition)
        uses.append((id, collector.names))
      default: break
      }
    }
    if ghostNames.isEmpty { return }
    var reading = ghostNames
    var changed = true
    while changed {
      changed = false
      for use in uses where !ghostReaders.contains(use.id) && !use.names.isDisjoint(with: reading) {
        ghostReaders.insert(use.id)
        if let name = names[use.id].name?.text { reading.insert(name) }
        changed = true
      }
    }
  }
}
