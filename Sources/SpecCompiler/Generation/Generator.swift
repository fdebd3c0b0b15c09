import Engine
import SourceText
import SpecLanguage

/// Turns typed trees into instructions.
///
/// Each file of this folder adds one construct of the language. An expression becomes an `Operand`,
/// which is a constant wherever that can be known; a condition becomes jumps; a place is worked out
/// once and then read or written. Routines are copied to where they are called: there is no
/// recursion, and constants get further that way.
struct Generator {
  /// What loops and choices may go through.
  static let domainMax = 1 << 24

  let spec: TypedSpec
  let layout: TypeLayout
  /// The first slot of each variable.
  let variableOffsets: [Int]
  let fieldCount: Int
  var analysis: CodeAnalysis

  let limits: CompilerLimits
  let hasTemporalProperties: Bool

  var emitter: Emitter
  var scope = Scope([])
  var sites = SiteTable()
  var diagnostics: [Diagnostic] = []

  /// How often the code under way is run, by the loops around it.
  var iterations = 1
  private(set) var work = 0
  private var depth = 0
  /// The part of the spec that was met last: where it grew too large.
  private(set) var present: Span?
  private var callDepth = 0
  private static let depthMax = 1_500
  /// Where an action that is not enabled goes.
  private let disabled: Label
  /// Where each failure of the present entry goes, in the order of first use.
  private var failures: [(site: Int, label: Label)] = []
  /// Temporaries that hold locals which are assigned to.
  private var variableTemporaries: Set<Int> = []

  init(
    _ spec: TypedSpec, layout: TypeLayout, variableOffsets: [Int], fieldCount: Int,
    limits: CompilerLimits
  ) {
    self.spec = spec
    self.layout = layout
    self.variableOffsets = variableOffsets
    self.fieldCount = fieldCount
    analysis = CodeAnalysis(spec, layout)
    self.limits = limits
    hasTemporalProperties = spec.properties.contains(where: \.isTemporal)
    emitter = Emitter(instructionsMax: limits.instructionsMax)
    // `end` reads a slot, so there is at least one.
    _ = emitter.constant(0)
    disabled = emitter.makeLabel()
    _ = emitter.beginEntry()
    emitter.place(disabled)
    emitter.emit(.disable)
  }

  /// Whether code for this place is of any use.
  var isReachable: Bool { emitter.isReachable && !isRefused }

  /// Set once the spec will not be compiled, so that the rest goes by quickly.
  var isRefused: Bool { emitter.isOverfull || work > limits.workMax || !diagnostics.isEmpty }

  /// One level further into a tree; false when that is too deep.
  mutating func descend(at span: Span) -> Bool {
    work += 1
    present = span
    if depth == Self.depthMax {
      refuse(LimitDiagnostics.deepCalls(at: span))
      return false
    }
    depth += 1
    return true
  }

  mutating func leave() { depth -= 1 }

  mutating func descendCall(at span: Span) -> Bool {
    callDepth += 1
    if callDepth <= CodeAnalysis.callDepthMax { return true }
    callDepth -= 1
    refuse(LimitDiagnostics.deepCalls(at: span))
    return false
  }

  mutating func leaveCall() { callDepth -= 1 }

  mutating func refuse(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  // MARK: Entries

  /// Generates code that is entered on its own: its temporaries, failures and names are its own.
  mutating func entry(_ scope: Scope, _ body: (inout Generator) -> Void) -> Int {
    let start = emitter.beginEntry()
    emitter.releaseTemporaries(to: 0)
    variableTemporaries = []
    failures = []
    self.scope = scope
    body(&self)
    for failure in failures where emitter.isUsed(failure.label) {
      emitter.place(failure.label)
      emitter.emit(.fail, Int32(failure.site))
    }
    return start
  }

  /// Generates with other names, and goes back to the present ones.
  mutating func within<Result>(
    _ inner: Scope, _ body: (inout Generator) -> Result
  ) -> Result {
    let outer = scope
    scope = inner
    defer { scope = outer }
    return body(&self)
  }

  /// Temporaries that the body takes are free again after it.
  mutating func releasing(_ body: (inout Generator) -> Void) {
    let mark = emitter.temporaryMark
    body(&self)
    emitter.releaseTemporaries(to: mark)
  }

  // MARK: Ends

  var disabledLabel: Label { disabled }

  /// Where the present entry goes to fail with a violation.
  mutating func failure(_ violation: Violation) -> Label {
    let site = sites.site(of: violation)
    if let known = failures.first(where: { $0.site == site }) { return known.label }
    let label = emitter.makeLabel()
    failures.append((site, label))
    return label
  }

  mutating func fail(_ violation: Violation) { emitter.jump(to: failure(violation)) }

  // MARK: Temporaries that change

  /// A temporary for a local that is assigned to.
  mutating func variableTemporary(_ size: Int) -> Slot {
    let slot = emitter.temporary(size)
    for offset in 0..<size { variableTemporaries.insert(slot.temporaryIndex + offset) }
    return slot
  }

  func size(of type: Type) -> Int { layout.size(of: type) }

  /// Whether a later write could change what a slot holds.
  func mayChange(_ slot: Slot) -> Bool {
    if slot.isTemporary { return variableTemporaries.contains(slot.temporaryIndex) }
    return slot.number >= 0 && slot.number < fieldCount
  }
}
