import SourceText

/// Which declarations of a spec say what the system does, and not what is claimed of it.
///
/// By names alone, as the text is what is changed: a function belongs to the system when code of
/// the system uses its name, or when it is a component's and used from outside of it; a component
/// does when a variable of the root file, or of such a component, is of its type.
struct SystemParts {
  let ghosts: GhostCode
  private(set) var functions: Set<String> = []
  /// Functions that claims use, or users of a component: what they return is seen beside the steps.
  private(set) var visibleFunctions: Set<String> = []
  private(set) var components: Set<String> = []
  /// The cases of all enumerations, each with how many values it carries.
  private(set) var enumerations: [(name: String, cases: [(name: String, payload: Int)])] = []

  private let files: [SyntaxFile]

  init(_ loaded: LoadedSpec) {
    files = loaded.files
    ghosts = GhostCode(loaded.files)
    for file in files { collectEnumerations(file.declarations) }
    findComponents(root: loaded.root)
    findFunctions(root: loaded.root)
  }

  // MARK: Enumerations

  private mutating func collectEnumerations(_ declarations: [DeclarationSyntax]) {
    for declaration in declarations {
      switch declaration.kind {
      case .enumeration(let name, let cases):
        enumerations.append((name.text, cases.map { ($0.name.text, $0.payload.count) }))
      case .component(let component): collectEnumerations(component.members)
      default: break
      }
    }
  }

  func isEnumeration(_ name: String) -> Bool { enumerations.contains { $0.name == name } }

  /// The next case, or after the last the first, of each enumeration that has this one; only cases
  /// that carry as many values, unless `payload` is nil.
  func neighbours(of name: String, payload: Int?) -> [String] {
    var found: [String] = []
    for enumeration in enumerations {
      let cases = enumeration.cases.filter { payload == nil || $0.payload == payload }
      guard cases.count > 1, let index = cases.firstIndex(where: { $0.name == name }) else {
        continue
      }
      let next = cases[(index + 1) % cases.count].name
      if !found.contains(next) { found.append(next) }
    }
    return found
  }

  // MARK: Components

  private mutating func findComponents(root: FileID) {
    var pending: [TypeSyntax] = []
    for file in files where file.file == root {
      for case .variable(let variable) in file.declarations.map(\.kind) {
        if let type = variable.type { pending.append(type) }
      }
    }
    var aliases: Set<String> = []
    while let type = pending.popLast() {
      for name in type.names {
        for declaration in files.flatMap(\.declarations) {
          switch declaration.kind {
          case .component(let component) where component.name.text == name:
            guard components.insert(name).inserted else { continue }
            pending += component.members.compactMap(\.variableType)
          case .typeAlias(let alias, let target) where alias.text == name:
            if aliases.insert(name).inserted { pending.append(target) }
          default: continue
          }
        }
      }
    }
  }

  // MARK: Functions

  /// What a part of the files uses.
  fileprivate struct Uses {
    /// Of what the system does.
    var system: SystemUses
    /// Of what is claimed, and of what tests assert.
    var claims = NameCollector()
    /// Of all that stands outside components, where their functions are used from.
    var outside = NameCollector()
    var functions: [(syntax: RoutineSyntax, isOfComponent: Bool)] = []
  }

  private mutating func findFunctions(root: FileID) {
    var uses = Uses(system: SystemUses(ghosts: ghosts))
    for file in files {
      for declaration in file.declarations {
        collect(declaration, isRoot: file.file == root, isOfComponent: false, &uses)
      }
    }
    let inside = closure(of: uses.system.names, uses.functions.map(\.syntax))
    let outside = closure(
      of: uses.outside.names, uses.functions.filter { !$0.isOfComponent }.map(\.syntax))
    let all = uses.functions.map(\.syntax)
    let formulas = formulas(among: all)
    let offered = uses.functions.filter { $0.isOfComponent }.map(\.syntax.name.text)
      .filter { outside.contains($0) && !formulas.contains($0) }
    functions = closure(of: inside.union(offered), all).intersection(all.map(\.name.text))
    visibleFunctions = closure(of: uses.claims.names, all).union(offered)
      .intersection(all.map(\.name.text))
  }

  /// Functions that name a formula over several states, themselves or through others: only claims
  /// can use them.
  private func formulas(among functions: [RoutineSyntax]) -> Set<String> {
    var formulas: Set<String> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for function in functions where !formulas.contains(function.name.text) {
        var uses = NameCollector()
        uses.visit(function.body)
        guard uses.speaksOfRuns || !uses.calls.isDisjoint(with: formulas) else { continue }
        formulas.insert(function.name.text)
        isGrowing = true
      }
    }
    return formulas
  }

  /// The names, and those that the functions among them use in turn.
  private func closure(of names: Set<String>, _ functions: [RoutineSyntax]) -> Set<String> {
    var names = names
    var rest = functions
    while let index = rest.firstIndex(where: { names.contains($0.name.text) }) {
      var uses = SystemUses(ghosts: ghosts)
      uses.visit(rest.remove(at: index).body)
      names.formUnion(uses.names)
    }
    return names
  }

  private func collect(
    _ declaration: DeclarationSyntax, isRoot: Bool, isOfComponent: Bool, _ uses: inout Uses
  ) {
    switch declaration.kind {
    case .function(let routine): uses.functions.append((routine, isOfComponent))
    case .structure(_, let fields):
      for field in fields where !field.isGhost { field.initial.map { uses.system.visit($0) } }
    case .component(let component) where components.contains(component.name.text):
      for member in component.members {
        collect(member, isRoot: true, isOfComponent: true, &uses)
      }
    case .transition(let routine):
      if let condition = routine.precondition { uses.system.visit(condition) }
      for claim in routine.postconditions { uses.claims.visit(claim) }
      uses.visit(routine.body, isOfComponent)
    case .variable(let variable) where isRoot && !variable.isGhost:
      if let value = variable.initial { uses.system.visit(value) }
    case .initializer(let block) where isRoot: uses.visit(block, isOfComponent)
    case .tick(let block) where isRoot: uses.visit(block, isOfComponent)
    case .action(let action) where isRoot:
      if let condition = action.guardCondition { uses.visit(condition, isOfComponent) }
      uses.visit(action.body, isOfComponent)
    case .process(let process) where isRoot:
      for local in process.locals { local.initial.map { uses.visit($0, isOfComponent) } }
      uses.visit(process.body, isOfComponent)
    default: if isRoot { uses.visit(claim: declaration, isOfComponent) }
    }
  }
}

extension SystemParts.Uses {
  mutating func visit(_ expression: ExpressionSyntax, _ isOfComponent: Bool) {
    system.visit(expression)
    if !isOfComponent { outside.visit(expression) }
  }

  mutating func visit(_ block: BlockSyntax, _ isOfComponent: Bool) {
    system.visit(block)
    if !isOfComponent { outside.visit(block) }
  }

  /// A property of any kind, or a test.
  mutating func visit(claim declaration: DeclarationSyntax, _ isOfComponent: Bool) {
    switch declaration.kind {
    case .invariant(_, let claim), .stepProperty(_, on: _, let claim), .property(_, let claim),
      .theorem(_, _, let claim), .reachable(_, let claim), .measure(_, let claim),
      .constraint(let claim), .terminal(let claim):
      claims.visit(claim)
      if !isOfComponent { outside.visit(claim) }
    case .test(_, let block):
      claims.visit(block)
      if !isOfComponent { outside.visit(block) }
    default: break
    }
  }
}

extension DeclarationSyntax {
  fileprivate var variableType: TypeSyntax? {
    if case .variable(let variable) = kind { variable.type } else { nil }
  }
}

extension TypeSyntax {
  /// Every name in it.
  fileprivate var names: [String] {
    switch kind {
    case .named(let name, _, let generics, _):
      return [name.text] + generics.flatMap(\.names)
    case .map(let key, let value): return key.names + value.names
    case .optional(let type), .open(let type): return type.names
    case .range, .invalid: return []
    }
  }
}

extension TypeArgumentSyntax {
  fileprivate var names: [String] {
    if case .type(let type) = self { type.names } else { [] }
  }
}
