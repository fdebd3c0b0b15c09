import Engine
package import SourceText
package import SpecLanguage

/// A program, or why there is none.
package struct CompilationResult: Sendable {
  /// nil exactly when there is an error.
  package var program: CompiledSpec?
  package var diagnostics: [Diagnostic]
}

/// Turns a checked spec into what the engine runs.
///
/// A spec can fail here only by its size: everything else the checker has seen to.
package func compile(_ spec: TypedSpec) -> CompilationResult {
  let layout = TypeLayout(spec)
  if let diagnostic = StateShape.flaw(of: spec, layout) {
    return CompilationResult(program: nil, diagnostics: [diagnostic])
  }
  let shape = StateShape(spec, layout)
  var generator = Generator(
    spec, layout: layout, variableOffsets: shape.offsets, fieldCount: shape.fields.count)
  let parts = generator.parts()
  if generator.isRefused {
    let diagnostics =
      generator.diagnostics.isEmpty
      ? [LimitDiagnostics.largeProgram(at: nil)] : generator.diagnostics
    return CompilationResult(program: nil, diagnostics: diagnostics)
  }
  let code = generator.emitter.finished(fieldCount: shape.fields.count)
  let program = Program(
    layout: StateLayout(fields: shape.fields), code: code.code, constants: code.constants,
    temporaryCount: code.temporaries, initialization: parts.initialization,
    actions: parts.actions.map(\.action), checks: parts.checks.map(\.check),
    siteCount: generator.sites.sites.count, branchCount: spec.branches.count,
    enumerationCount: shape.enumerations.count, readsOldState: generator.readsOldState)
  let compiled = CompiledSpec(
    spec: spec, program: program, actions: parts.actions.map(\.information),
    checks: parts.checks.map(\.information), sites: generator.sites.sites, tests: parts.tests,
    enumerations: shape.enumerations, layout: layout, variableOffsets: shape.offsets)
  return CompilationResult(program: compiled, diagnostics: [])
}

/// The fields of a state.
struct StateShape {
  var fields: [StateField] = []
  /// The first field of each variable.
  var offsets: [Int] = []
  /// The enumerations whose cases are counted, in the order of their numbers.
  var enumerations: [EnumerationID] = []

  init(_ spec: TypedSpec, _ layout: TypeLayout) {
    var numbers: [EnumerationID: Int] = [:]
    for variable in spec.variables {
      offsets.append(fields.count)
      for shape in layout.shapes(of: variable.type) {
        var number: Int?
        if let id = shape.enumeration, shape.width <= Program.enumerationWidthMax {
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
}
