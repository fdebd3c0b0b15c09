import Engine
import SpecLanguage

extension CompiledSpec {
  /// The same without what nothing observable depends on; nil when all of a state is read.
  ///
  /// Not where there are temporal properties: a loop of states without something need not be one of
  /// complete states.
  package func withoutUnread() -> (compiled: CompiledSpec, variables: [String])? {
    let unread = UnreadFields(of: program, symmetry.plan)
    if unread.isEmpty || !temporal.isEmpty { return nil }
    var symmetry = symmetry
    symmetry.plan = symmetry.plan?.without(unread)
    return (replacing(program.without(unread), symmetry), variables(with: unread))
  }

  /// The variables on which nothing observable depends, or not in all of their parts.
  package var unreadVariables: [String] {
    variables(with: UnreadFields(of: program, symmetry.plan))
  }

  private func variables(with unread: UnreadFields) -> [String] {
    zip(spec.variables, variableOffsets).filter { variable, offset in
      unread.isUnread[offset..<offset + layout.size(of: variable.type)].contains(true)
    }.map(\.0.name)
  }
}
