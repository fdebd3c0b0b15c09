import SourceText

/// Where code stands, as far as file-level and component-level names are concerned.
struct Environment: Hashable {
  var file: FileID
  /// The component whose code it is.
  var declaration: DeclarationID?
  /// The component with its type arguments and parameters; nil outside, where `Breaker.Mode` is
  /// looked up without any.
  var component: ComponentID?
}

/// What the checker knows of a specialised component beyond its `ComponentType`.
struct Specialisation {
  var declaration: DeclarationID
  var generics: [String: Type]
  var parameters: [String: (value: Int64, span: Span)]
  var environment: Environment
  /// The variables, in the order of the type's fields.
  var fields: [DeclarationID] = []
  var fieldIndices: [String: Int] = [:]
}

struct SpecialisationKey: Hashable {
  var declaration: DeclarationID
  var generics: [Type]
  var parameters: [Int64]
}

/// A declaration as seen from one environment: the key of what is worked out once.
struct EnvironmentKey: Hashable {
  var declaration: DeclarationID
  var component: ComponentID?
}

/// A nominal type: components specialised in different ways share those of their types that depend
/// on nothing that differs.
struct NominalKey: Hashable {
  var declaration: DeclarationID
  var parts: [Type]
  /// The defaults of a struct's fields.
  var defaults: [Value?] = []
}

/// A transition or function that was called somewhere and whose body is yet to be checked.
struct PendingRoutine {
  var id: RoutineID
  var declaration: DeclarationID
  var environment: Environment
}

/// What the code being checked may do; the rest of the checker asks this instead of what it is.
struct Permissions {
  /// Statements may write, to locals at least.
  var writes = false
  /// And to the state.
  var changesState = false
  /// Transition calls and `popFirst`, in the expressions of statements.
  var calls = false
  var choices = false
  var requires = false
  var temporal = false
  /// In a formula over time, also where no operator over time may stand.
  var isInFormula = false
  var old = false
  /// In the brackets of an `old`.
  var isInOld = false
  var identities = false
  /// Variables of the state may be read: false for constants.
  var state = true
  /// Ghosts may be read without a trace.
  var ghosts = false

  static let constant = Permissions(state: false, ghosts: true)
  static let reading = Permissions(ghosts: true)
  /// A formula over time.
  static let formula = Permissions(
    temporal: true, isInFormula: true, old: true, ghosts: true)
  static let guardCondition = Permissions()
  /// A function's body: it computes in locals of its own.
  static let function = Permissions(writes: true, ghosts: true)
  static let step = Permissions(
    writes: true, changesState: true, calls: true, choices: true, requires: true)
  static let tick = Permissions(writes: true, changesState: true, calls: true)
  static let test = Permissions(
    writes: true, changesState: true, calls: true, identities: true, ghosts: true)
}

/// The code being checked: its locals, its scopes and what it may do.
struct Frame {
  var environment: Environment
  var permissions: Permissions
  var locals: [Local] = []
  var scopes = LocalScopes()
  /// The place of the component whose code it is.
  var receiver: Expression?
  /// What `return` gives; nil where it gives nothing.
  var returnType: Type?
  /// The type of `result`, in `ensures`.
  var resultType: Type?
  /// As violations name it: `Breaker.finish`.
  var name = ""
  /// Set when a ghost was read where that is allowed but matters.
  var sawGhost = false
  /// Counts transition calls, to tell what may be evaluated twice.
  var callCount = 0
  var sawTemporal = false
  /// Under a condition on a ghost: only ghosts may be written.
  var isGhostOnly = false
  /// Reading ghosts is noted in `sawGhost` instead of refused.
  var notesGhosts = false
  /// Run before each `return` of a process's step: control goes on from there.
  var processStep: ProcessStepContext?
  /// In the initializer, the loop variable that stands for a process's parameter.
  var processKey: LocalID?
  /// The routine whose body this is, for the call graph.
  var routine: RoutineID?
  /// The place whose component's code this is, for the names of its actions.
  var place: ComponentPlace?
}
