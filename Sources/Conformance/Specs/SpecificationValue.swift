/// A value of a spec in a form that adapters are written with: names instead of indices.
public indirect enum SpecificationValue: Hashable, Sendable {
  case bool(Bool)
  case integer(Int64)
  /// `.success`, `.sent(1)`: the case's name without the dot, and its payload.
  case enumCase(String, [SpecificationValue])
  /// An identity of an entity by its place, from 0: `call1` is 0.
  case identity(Int)
  case none
  case record([SpecificationValue])
  /// A map's values in the order of its keys.
  case map([SpecificationValue])
  case set([SpecificationValue])
  case queue([SpecificationValue])
  case bag([SpecificationValue])
  /// What a transition without a result returns.
  case nothing
}

extension SpecificationValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }

  /// A case without a payload.
  public static func enumCase(_ name: String) -> SpecificationValue { .enumCase(name, []) }
}
