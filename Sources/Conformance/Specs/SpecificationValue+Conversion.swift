import SpecLanguage

extension TypedSpec {
  /// A value with its cases by name, as adapters are written.
  func specificationValue(_ value: Value, as type: Type) -> SpecificationValue {
    switch (value, type) {
    case (.bool(let truth), _): return .bool(truth)
    case (.integer(let number), _): return .integer(number)
    case (.identity(let index), _): return .identity(index)
    case (.none, _): return .none
    case (.nothing, _): return .nothing
    case (.some(let wrapped), .optional(let type)): return specificationValue(wrapped, as: type)
    case (.enumCase(let index, let payload), .enumeration(let id)):
      let declared = enumerations[id.index].cases[index]
      return .enumCase(declared.name, specificationValues(payload, as: declared.payload))
    case (.structure(let fields), .structure), (.structure(let fields), .component):
      return .record(specificationValues(fields, as: self.fields(of: type).map(\.type)))
    case (.map(let values), .map(_, let type)):
      return .map(values.map { specificationValue($0, as: type) })
    case (.set(let elements), .set(let type)):
      return .set(elements.map { specificationValue($0, as: type) })
    case (.queue(let elements), .queue(let type, _)):
      return .queue(elements.map { specificationValue($0, as: type) })
    case (.bag(let elements), .bag(let type, _)):
      return .bag(elements.map { specificationValue($0, as: type) })
    default: preconditionFailure("\(value) is no value of \(type)")
    }
  }

  private func specificationValues(_ values: [Value], as types: [Type]) -> [SpecificationValue] {
    zip(values, types).map { specificationValue($0, as: $1) }
  }
}
