import SourceText

/// Tells statements that only keep history from those that are part of the system.
struct GhostCode {
  /// Variables that are declared `ghost`, in any of the files.
  let names: Set<String>

  init(_ files: [SyntaxFile]) {
    var names: Set<String> = []
    for file in files { Self.collect(file.declarations, into: &names) }
    self.names = names
  }

  private static func collect(_ declarations: [DeclarationSyntax], into names: inout Set<String>) {
    for declaration in declarations {
      switch declaration.kind {
      case .variable(let variable): if variable.isGhost { names.insert(variable.name.text) }
      case .component(let component): collect(component.members, into: &names)
      default: break
      }
    }
  }

  /// Whether a statement changes ghosts and nothing else. Locals are for `ghostLocals`.
  func isGhost(_ statement: StatementSyntax) -> Bool {
    if names.isEmpty { return false }
    switch statement.kind {
    case .assign(let place, _, _): return isGhost(place: place)
    case .expression(let value):
      guard case .call(let callee, _) = value.kind, case .member(let base, _) = callee.kind else {
        return false
      }
      return isGhost(place: base)
    case .ifElse(_, let then, let otherwise):
      return areGhost(then.statements + (otherwise?.statements ?? []))
    case .forIn(_, let body): return areGhost(body.statements)
    case .switchCase(_, let cases): return areGhost(cases.flatMap(\.body.statements))
    default: return false
    }
  }

  /// All of them but `break`, and at least one.
  private func areGhost(_ statements: [StatementSyntax]) -> Bool {
    let others = statements.filter { if case .breakSwitch = $0.kind { false } else { true } }
    return !others.isEmpty && others.allSatisfy(isGhost)
  }

  private func isGhost(place: ExpressionSyntax) -> Bool {
    switch place.kind {
    case .name(let name): names.contains(name)
    case .member(let base, let name), .optionalMember(let base, let name):
      names.contains(name.text) || isGhost(place: base)
    case .subscripted(let base, _), .unwrap(let base): isGhost(place: base)
    default: false
    }
  }

  /// The locals of a body that nothing but ghost statements uses.
  func ghostLocals(of block: BlockSyntax) -> Set<String> {
    if names.isEmpty { return [] }
    var uses = SystemUses(ghosts: self)
    uses.visit(block)
    return uses.idleLocals()
  }
}

/// The names that the statements of a body use, those that only keep history apart.
struct SystemUses {
  private let ghosts: GhostCode
  private var collector = NameCollector()
  /// Locals whose value has no effect, with the names that it uses.
  private var locals: [(name: String, uses: Set<String>)] = []

  init(ghosts: GhostCode) { self.ghosts = ghosts }

  /// All names that the system part uses.
  var names: Set<String> { closure().used }

  func idleLocals() -> Set<String> { closure().idle }

  private func closure() -> (used: Set<String>, idle: Set<String>) {
    var used = collector.names
    var rest = locals
    while let index = rest.firstIndex(where: { used.contains($0.name) }) {
      used.formUnion(rest.remove(at: index).uses)
    }
    return (used, Set(rest.map(\.name)))
  }

  mutating func visit(_ expression: ExpressionSyntax) { collector.visit(expression) }

  mutating func visit(_ block: BlockSyntax) {
    for statement in block.statements where !ghosts.isGhost(statement) { visit(statement) }
  }

  private mutating func visit(_ statement: StatementSyntax) {
    switch statement.kind {
    case .assign(let place, _, let value):
      visit(place)
      visit(value)
    case .bind(let name, _, _, let value): visit(local: name.text, value)
    case .require(let value), .expression(let value): visit(value)
    case .ifElse(let condition, let then, let otherwise):
      switch condition {
      case .expression(let value), .binding(_, let value): visit(value)
      }
      visit(then)
      if let otherwise { visit(otherwise) }
    case .switchCase(let subject, let cases):
      visit(subject)
      for item in cases { visit(item.body) }
    case .forIn(let binding, let body):
      collector.visit(rangeOf: binding)
      visit(body)
    case .returnValue(let value): if let value { visit(value) }
    case .whileLoop(let condition, let body):
      visit(condition)
      visit(body)
    case .loop(let body): visit(body)
    case .step(let step):
      if let condition = step.guardCondition { visit(condition) }
      visit(step.body)
    case .assert, .breakSwitch, .invalid: break
    }
  }

  /// A value that calls or chooses matters even where nobody looks at it.
  private mutating func visit(local name: String, _ value: ExpressionSyntax) {
    if value.callsOrChooses {
      visit(value)
    } else {
      var uses = NameCollector()
      uses.visit(value)
      locals.append((name, uses.names))
    }
  }
}

extension ExpressionSyntax {
  fileprivate var callsOrChooses: Bool {
    switch kind {
    case .call, .any: true
    case .unwrap(let inner), .prefix(_, let inner): inner.callsOrChooses
    case .binary(_, let a, let b), .subscripted(let a, let b):
      a.callsOrChooses || b.callsOrChooses
    default: false
    }
  }
}
