import Conformance

/// A number of a spec.
func number(_ value: SpecificationValue) -> Int {
  guard case .integer(let number) = value else { preconditionFailure("no number: \(value)") }
  return Int(number)
}
