import SourceText

/// An index into the declarations of a `NameTable`.
struct DeclarationID: Hashable {
  var index: Int
}

/// A declaration of a file or of a component, and where it stands.
struct Declaration {
  /// Nil for what has no name: `init`, `on tick`, `constraint`, `expect` …
  var name: Identifier?
  var syntax: DeclarationSyntax
  var file: FileID
  /// The component that it is a member of.
  var component: DeclarationID?
}

extension DeclarationSyntax {
  /// The name that code refers to it by; properties are named too, apart from everything else.
  var name: Identifier? {
    switch kind {
    case .parameter(let parameter): return parameter.name
    case .constant(let name, _, _), .typeAlias(let name, _), .enumeration(let name, _),
      .structure(let name, _), .entity(let name, _), .invariant(let name, _),
      .stepProperty(let name, _, _), .property(let name, _), .theorem(_, let name, _),
      .reachable(let name, _), .measure(let name, _):
      return name
    case .variable(let variable): return variable.name
    case .function(let routine), .transition(let routine): return routine.name
    case .action(let action): return action.name
    case .component(let component): return component.name
    case .process(let process): return process.name
    case .importFile, .initializer, .tick, .constraint, .terminal, .test, .expectation, .invalid:
      return nil
    }
  }

  /// What must be true or is measured: these have names of their own, so that `measure waiting` may
  /// stand beside `var waiting`.
  var isProperty: Bool {
    switch kind {
    case .invariant, .stepProperty, .property, .theorem, .reachable, .measure: return true
    default: return false
    }
  }

  /// Does an import bring it into the importing file?
  var isExported: Bool {
    switch kind {
    case .parameter, .constant, .typeAlias, .enumeration, .structure, .entity, .function,
      .component:
      return true
    default: return false
    }
  }

  /// May it stand inside a component?
  var isComponentMember: Bool {
    switch kind {
    case .constant, .typeAlias, .enumeration, .structure, .variable, .initializer, .function,
      .transition, .action, .tick, .invalid:
      return true
    default: return isProperty
    }
  }

  /// What messages call such a declaration, with its article.
  var noun: String {
    switch kind {
    case .importFile: return "an import"
    case .parameter: return "a parameter"
    case .constant: return "a constant"
    case .typeAlias, .enumeration, .structure, .entity: return "a type"
    case .variable: return "a variable"
    case .initializer: return "an 'init' block"
    case .function: return "a function"
    case .transition: return "a transition"
    case .action: return "an action"
    case .component: return "a component"
    case .tick: return "an 'on tick' block"
    case .process: return "a process"
    case .invariant: return "an invariant"
    case .stepProperty: return "a step property"
    case .property: return "a property"
    case .theorem: return "a theorem"
    case .reachable: return "a 'reachable' property"
    case .measure: return "a measure"
    case .constraint: return "a constraint"
    case .terminal: return "a 'terminal' condition"
    case .test: return "a test"
    case .expectation: return "an expectation"
    case .invalid: return "a declaration"
    }
  }
}
