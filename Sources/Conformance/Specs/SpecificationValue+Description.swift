extension SpecificationValue: CustomStringConvertible {
  /// As reports print it: `true`, `.success`, `#1` for an identity, `-` for nothing.
  public var description: String {
    switch self {
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .enumCase(let name, let payload):
      payload.isEmpty ? ".\(name)" : ".\(name)(\(list(payload)))"
    case .identity(let index): "#\(index + 1)"
    case .none: "nil"
    case .record(let fields): "(\(list(fields)))"
    case .map(let values): "[\(list(values))]"
    case .set(let elements): "{\(list(elements))}"
    case .queue(let elements): "[\(list(elements))]"
    case .bag(let elements): "bag[\(list(elements))]"
    case .nothing: "-"
    }
  }

  private func list(_ values: [SpecificationValue]) -> String {
    values.map(\.description).joined(separator: ", ")
  }
}
