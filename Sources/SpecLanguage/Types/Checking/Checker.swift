import SourceText

/// Resolves the names of a parsed spec, works out its types and lowers it to a `TypedSpec`.
///
/// Parameters have their values from the start, so every type is concrete. Whatever is wrong is
/// reported once; what could not be understood is nil from there on and silent. Declarations are
/// checked when something first needs them; those that nothing needs are checked at the end, on a
/// copy that is then thrown away.
struct Checker {
  let sources: SourceMap
  let root: FileID
  let files: [SyntaxFile]
  let names: NameTable
  /// Values of parameters that replace their defaults.
  let overrides: [String: Int64]
  /// One of them is another value than the default: scripted tests, which are written for the
  /// defaults, are left out.
  var hasChangedParameters = false

  var spec: TypedSpec
  var diagnostics: [Diagnostic] = []
  var frame: Frame

  // What has been worked out so far.
  var types: [EnvironmentKey: Type?] = [:]
  var constants: [EnvironmentKey: Expression?] = [:]
  var parameterValues: [DeclarationID: (value: Int64, range: IntegerRange)?] = [:]
  var nominals: [NominalKey: Type] = [:]
  /// The constant defaults of each structure's fields.
  var structureDefaults: [[Expression?]] = []
  var specialisations: [Specialisation] = []
  var specialisationIDs: [SpecialisationKey: ComponentID] = [:]
  var variableTypes: [DeclarationID: Type?] = [:]
  var variableIDs: [DeclarationID: VariableID] = [:]
  var routineIDs: [EnvironmentKey: RoutineID?] = [:]
  var pendingRoutines: [PendingRoutine] = []
  /// Who calls whom, with the place of the first call.
  var calls: [RoutineID: [(callee: RoutineID, span: Span)]] = [:]
  var branchIDs: [BranchInformation: BranchID] = [:]
  var processes: [DeclarationID: ProcessInformation?] = [:]
  /// Beside `spec.actions`, one for each.
  var actionPlans: [ActionPlan] = []
  var actionIDs: [String: ActionID] = [:]
  /// Beside `spec.tickHandlers`.
  var tickPlans: [(block: BlockSyntax, place: ComponentPlace?)] = []
  var componentPlaces: [ComponentPlace] = []
  var ghostNames: Set<String> = []
  /// Functions that read a ghost, by name; see `findGhostReaders`.
  var ghostReaders: Set<DeclarationID> = []
  /// Functions that name a formula over time; see `findNamedFormulas`.
  var namedFormulas: Set<DeclarationID> = []
  var formulasInProgress: [DeclarationID] = []
  /// Those that come round to themselves, and were reported.
  var recursiveFormulas: Set<DeclarationID> = []
  /// Routines that may choose or `require`, and calls from where that is not allowed.
  var blockingRoutines: Set<RoutineID> = []
  var tickCalls: [(callee: RoutineID, span: Span)] = []

  // Bounds of recursion.
  var inProgress: [EnvironmentKey] = []
  var depth = 0

  /// The parser allows 200 within one declaration; those that need each other add up to this. In a
  /// debug build a level takes up to 16 KB of stack, of which a thread has 8 MB.
  static let depthMax = 320
  /// How long a chain of declarations may be in which each needs the next.
  static let chainMax = 40

  init(_ loaded: LoadedSpec, overrides: [String: Int64]) {
    sources = loaded.sources
    root = loaded.root
    files = loaded.files
    names = NameTable(loaded)
    self.overrides = overrides
    spec = TypedSpec(file: loaded.root)
    frame = Frame(
      environment: Environment(file: loaded.root, declaration: nil, component: nil),
      permissions: .constant)
    diagnostics = names.diagnostics
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The name that was meant, if one is near.
  ///
  /// After many mistakes nobody reads on, and to search all names for each would take long.
  func closestMatch<Names: Sequence<String>>(
    to name: String, among candidates: @autoclosure () -> Names
  ) -> String? {
    if diagnostics.count >= DiagnosticCollector.countMax { return nil }
    return SourceText.closestMatch(to: name, among: candidates())
  }

  /// Runs `body` in a frame of its own, and gives back that frame when it matters.
  @discardableResult
  mutating func within<Result>(
    _ new: Frame, _ body: (inout Checker) -> Result
  ) -> (result: Result, frame: Frame) {
    let saved = frame
    frame = new
    let result = body(&self)
    let used = frame
    frame = saved
    return (result, used)
  }

  /// Runs `body` with other permissions in the same frame.
  mutating func permitting<Result>(
    _ permissions: Permissions, _ body: (inout Checker) -> Result
  ) -> Result {
    let saved = frame.permissions
    frame.permissions = permissions
    let result = body(&self)
    frame.permissions = saved
    return result
  }

  /// Runs `body` where nothing may be called that writes: guards, quantifiers, places.
  mutating func readingOnly<Result>(_ body: (inout Checker) -> Result) -> Result {
    var permissions = frame.permissions
    permissions.calls = false
    permissions.writes = false
    return permitting(permissions, body)
  }

  /// Runs `body` one level deeper; nil, with a diagnostic, past the bound.
  mutating func deeper<Result>(
    at span: Span, _ body: (inout Checker) -> Result?
  ) -> Result? {
    guard depth < Self.depthMax else {
      report(RuleMistake.tooDeep(at: span))
      return nil
    }
    depth += 1
    let result = body(&self)
    depth -= 1
    return result
  }

  mutating func branch(_ kind: BranchInformation.Kind, at span: Span) -> BranchID {
    let information = BranchInformation(kind: kind, span: span)
    if let known = branchIDs[information] { return known }
    let id = BranchID(index: spec.branches.count)
    spec.branches.append(information)
    branchIDs[information] = id
    return id
  }

  mutating func newLocal(_ name: String, _ type: Type) -> LocalID {
    frame.locals.append(Local(name: name, type: type))
    return LocalID(index: frame.locals.count - 1)
  }
}

/// Checks a loaded spec under the given values of its parameters, by name.
package func check(_ loaded: LoadedSpec, parameters: [String: Int64] = [:]) -> CheckResult {
  var checker = Checker(loaded, overrides: parameters)
  checker.run()
  return checker.result(loaded)
}

extension Checker {
  /// The spec when nothing is wrong, and the diagnostics in the order of the text, each once.
  func result(_ loaded: LoadedSpec) -> CheckResult {
    let hasLoadingErrors = loaded.diagnostics.contains { $0.severity == .error }
    let lost = LostNames(loaded)
    var seen: Set<DiagnosticKey> = []
    var kept: [Diagnostic] = []
    for diagnostic in diagnostics {
      if diagnostic.code.description < "MC0400",
        lost.mayHold(diagnostic.span.map { loaded.sources.text(of: $0) } ?? "")
      {
        continue
      }
      if seen.insert(DiagnosticKey(diagnostic)).inserted { kept.append(diagnostic) }
    }
    let ordered = kept.enumerated().sorted { a, b in
      (a.element.orderInText, a.offset) < (b.element.orderInText, b.offset)
    }
    let failed = hasLoadingErrors || kept.contains { $0.severity == .error }
    return CheckResult(spec: failed ? nil : spec, diagnostics: cut(ordered.map(\.element)))
  }

  /// The first mistakes, and how many more there are.
  private func cut(_ all: [Diagnostic]) -> [Diagnostic] {
    let count = DiagnosticCollector.countMax
    guard all.count > count, let last = all[count - 1].span else { return all }
    let end = Int32(sources[last.file].utf8.count)
    let place = Span(file: last.file, start: end, end: end)
    return all.prefix(count) + [.moreProblems(all.count - count, at: place)]
  }
}

/// Code of a component is checked for each of its specialisations; a mistake in it is one mistake.
private struct DiagnosticKey: Hashable {
  var code: DiagnosticCode
  var span: Span?
  var message: String

  init(_ diagnostic: Diagnostic) {
    code = diagnostic.code
    span = diagnostic.span
    // Without a place, the message is all that tells two mistakes apart.
    message = diagnostic.span == nil ? diagnostic.message : ""
  }
}

extension Diagnostic {
  /// The root file is checked last but its index may be first; the order is that of the files.
  fileprivate var orderInText: Int64 {
    guard let span else { return -1 }
    return Int64(span.file.index) << 32 | Int64(span.start)
  }
}
