/// A type as the generator of specs knows it.
indirect enum GeneratedType: Hashable {
  case bool
  case integer(Int, Int)
  /// `0...limit`, a component's parameter that is at least `least` and at most `most`.
  case upTo(parameter: String, least: Int, most: Int)
  case enumeration(Int)
  case structure(Int)
  /// Also a component's generic parameter: an entry of its own among the entities.
  case entity(Int)
  case optional(GeneratedType)
  case set(GeneratedType)
  case queue(GeneratedType, Int)
  case bag(GeneratedType, Int)
  case map(GeneratedType, GeneratedType)
  case component(Int)

  var isInteger: Bool {
    switch self {
    case .integer, .upTo: true
    default: false
    }
  }

  /// With one entity in the place of another: a component's field as seen from outside.
  func replacing(entity old: Int, with new: Int) -> GeneratedType {
    switch self {
    case .bool, .integer, .upTo, .enumeration, .structure, .component: self
    case .entity(let id): .entity(id == old ? new : id)
    case .optional(let type): .optional(type.replacing(entity: old, with: new))
    case .set(let type): .set(type.replacing(entity: old, with: new))
    case .queue(let type, let size): .queue(type.replacing(entity: old, with: new), size)
    case .bag(let type, let size): .bag(type.replacing(entity: old, with: new), size)
    case .map(let key, let value):
      .map(key.replacing(entity: old, with: new), value.replacing(entity: old, with: new))
    }
  }
}

struct GeneratedField {
  var name: String
  var type: GeneratedType
}

struct GeneratedCase {
  var name: String
  var payload: [GeneratedType]
}

struct GeneratedEnumeration {
  var name: String
  var cases: [GeneratedCase]
}

struct GeneratedStructure {
  var name: String
  var fields: [GeneratedField]
}

struct GeneratedEntity {
  var name: String
  var count: Int
}

/// A `func` or a `transition`, as callers see it.
struct GeneratedRoutine {
  var name: String
  var parameters: [GeneratedField]
  var result: GeneratedType?
  /// It may choose or be disabled, so `tick` may not call it.
  var mayBeDisabled = false
  var isPrivate = false
}

struct GeneratedComponent {
  var name: String
  /// Index of its generic parameter among the entities.
  var generic: Int?
  /// What the generic parameter stands for wherever the component is placed.
  var argument: Int?
  var parameter: GeneratedField?
  var fields: [GeneratedField]
  var functions: [GeneratedRoutine] = []
  var transitions: [GeneratedRoutine] = []
  var invariants: [String] = []
  /// Those that read ghosts, which only properties may.
  var ghostInvariants: [String] = []
  var stateCount = 1
}

/// An action, as step properties see it.
struct GeneratedAction {
  var name: String
  var parameters: [GeneratedField]
}

/// Something that can be read by name.
struct GeneratedVariable {
  var name: String
  var type: GeneratedType
  var isGhost = false
  var isWritable = false
}

/// What may stand at a place of the text.
struct GeneratorScope {
  var variables: [GeneratedVariable] = []
  var functions: [GeneratedRoutine] = []
  var transitions: [GeneratedRoutine] = []
  /// Names of Booleans: invariants of the component whose code it is.
  var invariants: [String] = []
  var readsGhosts = false
  /// Places may be wrapped in `old`.
  var readsOld = false
  /// Transitions may be called, and `popFirst`.
  var hasEffects = false
  /// Statements may choose and require.
  var mayBeDisabled = false
  /// `return` without a value may stand here.
  var mayReturn = false

  func adding(_ variable: GeneratedVariable) -> GeneratorScope {
    var wider = self
    wider.variables.append(variable)
    return wider
  }

  /// The same for an expression that may not change anything.
  var pure: GeneratorScope {
    var scope = self
    scope.hasEffects = false
    return scope
  }
}
