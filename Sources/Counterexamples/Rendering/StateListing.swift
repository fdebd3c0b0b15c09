import SpecLanguage

/// A state as lines of a path and a value.
struct StateListing {
  struct Line: Hashable {
    var path: String
    var value: String
  }

  /// A value that would make its line longer than this is listed part by part, if it has parts.
  static let lineWidthMax = 80

  let spec: TypedSpec

  /// Every variable; components are always listed field by field, since that is how changes and
  /// expressions speak of them.
  func lines(of state: StateValue) -> [Line] {
    spec.variables.enumerated().flatMap { index, variable in
      lines(of: state.variables[index], as: variable.type, at: variable.name)
    }
  }

  private func lines(of value: Value, as type: Type, at path: String) -> [Line] {
    let text = spec.describe(value, as: type)
    let fits = path.count + text.count <= Self.lineWidthMax
    switch (value, type) {
    case (.structure(let values), .component),
      (.structure(let values), .structure) where !fits:
      return spec.fields(of: type).enumerated().flatMap { index, field in
        lines(of: values[index], as: field.type, at: "\(path).\(field.name)")
      }
    case (.map(let values), .map(let key, let element)) where !fits || holdsComponent(element):
      return zip(spec.values(of: key), values).flatMap { keyValue, value in
        lines(of: value, as: element, at: "\(path)[\(spec.describe(keyValue, as: key))]")
      }
    default: return [Line(path: path, value: text)]
    }
  }

  private func holdsComponent(_ type: Type) -> Bool {
    switch type {
    case .component: true
    case .map(_, let value): holdsComponent(value)
    default: false
    }
  }
}
