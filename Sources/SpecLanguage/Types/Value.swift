/// A value of a finite type, as a tree: what traces print and direct evaluation computes.
///
/// Two values of one type are equal exactly when their trees are: sets and bags are kept sorted by
/// the order of their element type, maps list their values in the order of their key type.
package indirect enum Value: Hashable, Sendable {
  case bool(Bool)
  case integer(Int64)
  /// A case by its index, with its payload.
  case enumCase(Int, [Value])
  case identity(Int)
  case none
  case some(Value)
  /// A record or a component, field by field.
  case structure([Value])
  case map([Value])
  case set([Value])
  case queue([Value])
  case bag([Value])
  case nothing
}

/// A state as a tree: one value for each variable, in order.
package struct StateValue: Hashable, Sendable {
  package var variables: [Value]

  package init(variables: [Value]) { self.variables = variables }
}
