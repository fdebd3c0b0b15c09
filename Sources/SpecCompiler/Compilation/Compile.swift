import Engine
package import SourceText
package import SpecLanguage

/// A program, or why there is none.
package struct CompilationResult: Sendable {
  /// nil exactly when there is an error.
  package var program: CompiledSpec?
  package var diagnostics: [Diagnostic]
}

/// How large a program may become.
package struct CompilerLimits: Sendable {
  package var instructionsMax: Int
  /// Expressions and statements met while generating, those of routines at each call: a bound on
  /// the time that it takes, however calls nest and whatever folds away.
  package var workMax: Int
  /// Values that loops within loops go through in one run of an action or a check: some seconds.
  package var iterationsMax: Int

  package init(
    instructionsMax: Int = 4_000_000, workMax: Int = 12_000_000, iterationsMax: Int = 1 << 28
  ) {
    self.instructionsMax = instructionsMax
    self.workMax = workMax
    self.iterationsMax = iterationsMax
  }
}

/// Turns a checked spec into what the engine runs.
///
/// A spec can fail here only by its size: everything else the checker has seen to.
package func compile(_ spec: TypedSpec) -> CompilationResult {
  compile(spec, limits: CompilerLimits())
}

/// The same within other limits.
package func compile(_ spec: TypedSpec, limits: CompilerLimits) -> CompilationResult {
  let layout = TypeLayout(spec)
  if let diagnostic = StateShape.flaw(of: spec, layout) {
    return CompilationResult(program: nil, diagnostics: [diagnostic])
  }
  let shape = StateShape(spec, layout)
  var generator = Generator(
    spec, layout: layout, variableOffsets: shape.offsets, fieldCount: shape.fields.count,
    limits: limits)
  let parts = generator.parts()
  if generator.isRefused {
    let diagnostics =
      generator.diagnostics.isEmpty
      ? [LimitDiagnostics.largeProgram(limits, at: generator.present)] : generator.diagnostics
    return CompilationResult(program: nil, diagnostics: diagnostics)
  }
  let code = generator.emitter.finished(fieldCount: shape.fields.count)
  let program = Program(
    layout: StateLayout(fields: shape.fields), code: code.code, constants: code.constants,
    temporaryCount: code.temporaries, initialization: parts.initialization,
    actions: parts.actions.map(\.action), checks: parts.checks.map(\.check),
    siteCount: generator.sites.sites.count, branchCount: spec.branches.count,
    enumerationCount: shape.enumerations.count)
  let checks = parts.checks.map(\.information)
  let sites = generator.sites.sites
  let symmetry = SpecSymmetry(spec, layout, shape, checks: checks, sites: sites)
  let compiled = CompiledSpec(
    spec: spec, program: program, symmetry: symmetry,
    actions: parts.actions.map(\.information), checks: checks, sites: sites, tests: parts.tests,
    enumerations: shape.enumerations, temporal: parts.temporal, questions: parts.questions,
    emptiness: parts.emptiness, layout: layout, variableOffsets: shape.offsets)
  return CompilationResult(program: compiled, diagnostics: [])
}
