import Engine
import SourceText
import SpecLanguage

/// The fields of a state.
struct StateShape {
  var fields: [StateField] = []
  /// The first field of each variable.
  var offsets: [Int] = []
  /// The enumerations whose cases are counted, in the order of their numbers: those that stand in a
  /// state only where some case always stands. Elsewhere an unused slot could not be told from a
  /// case.
  var enumerations: [EnumerationID] = []

  init(_ spec: TypedSpec, _ layout: TypeLayout) {
    var numbers: [EnumerationID: Int] = [:]
    var hidden: Set<EnumerationID> = []
    for variable in spec.variables {
      Self.collectHidden(in: variable.type, isHidden: false, spec, &hidden)
    }
    for variable in spec.variables {
      offsets.append(fields.count)
      for shape in layout.shapes(of: variable.type) {
        var number: Int?
        if let id = shape.enumeration, !hidden.contains(id),
          shape.width <= Program.enumerationWidthMax
        {
          number = numbers[id] ?? enumerations.count
          if number == enumerations.count { enumerations.append(id) }
          numbers[id] = number
        }
        fields.append(
          StateField(minimum: shape.low, width: shape.width, enumeration: number))
      }
    }
  }

  /// Why a state of these variables is refused.
  static func flaw(of spec: TypedSpec, _ layout: TypeLayout) -> Diagnostic? {
    var sizes: [(name: String, bits: Int?, span: Span)] = []
    var total: Int? = 0
    for variable in spec.variables {
      let bits =
        layout.isTooLarge(variable.type)
        ? nil : layout.shapes(of: variable.type).reduce(0) { $0 + $1.width }
      sizes.append((variable.name, bits, variable.span))
      total = total.flatMap { known in bits.map { known + $0 } }
    }
    let slots = spec.variables.reduce(0) { $0 + layout.size(of: $1.type) }
    if let total, total <= LimitDiagnostics.stateBitsMax, slots <= TypeLayout.sizeMax { return nil }
    return LimitDiagnostics.wideState(bits: total, variables: sizes, file: spec.file)
  }

  /// The enumerations that stand in optionals, payloads and collections.
  private static func collectHidden(
    in type: Type, isHidden: Bool, _ spec: TypedSpec, _ hidden: inout Set<EnumerationID>
  ) {
    switch type {
    case .bool, .integer, .entity, .nothing: break
    case .enumeration(let id):
      if isHidden { hidden.insert(id) }
      for part in spec.enumerations[id.index].cases.flatMap(\.payload) {
        collectHidden(in: part, isHidden: true, spec, &hidden)
      }
    case .structure, .component:
      for field in spec.fields(of: type) {
        collectHidden(in: field.type, isHidden: isHidden, spec, &hidden)
      }
    case .map(_, let item): collectHidden(in: item, isHidden: isHidden, spec, &hidden)
    case .set(let item), .queue(let item, _), .bag(let item, _), .optional(let item):
      collectHidden(in: item, isHidden: true, spec, &hidden)
    }
  }
}
