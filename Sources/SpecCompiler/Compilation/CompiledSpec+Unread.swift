import Engine
import SpecLanguage

extension CompiledSpec {
  /// The same without what nothing observable depends on, and the variables in which that is; nil
  /// when all of a state is read.
  ///
  /// Temporal properties may look at states in ways that no program says: where there are any,
  /// everything is read.
  package func withoutUnread() -> (compiled: CompiledSpec, variables: [String])? {
    if spec.properties.contains(where: \.isTemporal) { return nil }
    let unread = UnreadFields(of: program, symmetry.plan)
    if unread.isEmpty { return nil }
    var symmetry = symmetry
    symmetry.plan = symmetry.plan?.without(unread)
    let variables = zip(spec.variables, variableOffsets).filter { variable, offset in
      unread.isUnread[offset..<offset + layout.size(of: variable.type)].contains(true)
    }
    return (replacing(program.without(unread), symmetry), variables.map(\.0.name))
  }
}
