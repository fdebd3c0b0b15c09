import SourceText

extension Checker {
  /// Finds the functions and invariants that read a ghost, themselves or through others.
  ///
  /// A call is checked before the body of what it calls, so this is decided by the text: a routine
  /// reads a ghost when it uses the name of a ghost that is not one of its own parameters.
  mutating func findGhostReaders() {
    var uses: [(id: DeclarationID, names: Set<String>)] = []
    for index in names.declarations.indices {
      let id = DeclarationID(index: index)
      switch names[id].syntax.kind {
      case .variable(let variable):
        if variable.isGhost { ghostNames.insert(variable.name.text) }
      case .structure(_, let fields):
        for field in fields where field.isGhost { ghostNames.insert(field.name.text) }
      case .function(let routine):
        var collector = NameCollector()
        collector.visit(routine.body)
        uses.append((id, collector.names.subtracting(routine.parameters.map(\.name.text))))
      case .invariant(_, let condition):
        var collector = NameCollector()
        collector.visit(condition)
        uses.append((id, collector.names))
      default: break
      }
    }
    if ghostNames.isEmpty { return }
    var reading = ghostNames
    var changed = true
    while changed {
      changed = false
      for use in uses where !ghostReaders.contains(use.id) && !use.names.isDisjoint(with: reading) {
        ghostReaders.insert(use.id)
        if let name = names[use.id].name?.text { reading.insert(name) }
        changed = true
      }
    }
  }
}

/// The names that some code uses, whatever they mean.
struct NameCollector {
  private(set) var names: Set<String> = []
  /// Those that are called.
  private(set) var calls: Set<String> = []
  /// Has it operators that speak of more than one state?
  private(set) var speaksOfRuns = false

  mutating func visit(_ block: BlockSyntax) {
    for statement in block.statements { visit(statement) }
  }

  private mutating func visit(_ statement: StatementSyntax) {
    switch statement.kind {
    case .assign(let place, _, let value):
      visit(place)
      visit(value)
    case .bind(_, _, _, let value), .require(let value), .assert(let value),
      .expression(let value):
      visit(value)
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
      visit(binding)
      visit(body)
    case .returnValue(let value): if let value { visit(value) }
    case .whileLoop(let condition, let body):
      visit(condition)
      visit(body)
    case .loop(let body): visit(body)
    case .step(let step): visit(step.body)
    case .breakSwitch, .invalid: break
    }
  }

  mutating func visit(_ binding: BindingSyntax) {
    visit(binding.domain)
    if let condition = binding.condition { visit(condition) }
  }

  private mutating func visit(_ domain: DomainSyntax) {
    if case .expression(let value) = domain { visit(value) }
  }

  mutating func visit(_ expression: ExpressionSyntax) {
    switch expression.kind {
    case .old, .temporalPrefix, .temporalBinary, .boundedResponse: speaksOfRuns = true
    case .call(let callee, _): if let name = callee.calledName { calls.insert(name) }
    default: break
    }
    switch expression.kind {
    case .name(let name): names.insert(name)
    case .member(let base, let name), .optionalMember(let base, let name):
      names.insert(name.text)
      visit(base)
    case .call(let callee, let arguments):
      visit(callee)
      for argument in arguments { visit(argument.value) }
    case .subscripted(let a, let b), .binary(_, let a, let b), .range(let a, _, let b),
      .temporalBinary(_, let a, let b):
      visit(a)
      visit(b)
    case .unwrap(let inner), .prefix(_, let inner), .isCase(let inner, _), .old(let inner),
      .temporalPrefix(_, let inner):
      visit(inner)
    case .conditional(let a, let b, let c), .ifExpression(let a, let b, let c),
      .boundedResponse(let a, let b, let c):
      for part in [a, b, c] { visit(part) }
    case .switchExpression(let subject, let cases):
      visit(subject)
      for item in cases { visit(item.value) }
    case .quantified(_, let bindings, let body):
      for binding in bindings { visit(binding) }
      visit(body)
    case .aggregate(_, let value, let binding):
      if let value { visit(value) }
      visit(binding)
    case .listLiteral(let items): for item in items { visit(item) }
    case .mapLiteral(let entries):
      for entry in entries {
        if let key = entry.key { visit(key) }
        visit(entry.value)
      }
    case .mapComprehension(_, let value, let binding):
      visit(value)
      visit(binding)
    case .setComprehension(let binding): visit(binding)
    case .any(let domain, let condition):
      visit(domain)
      if let condition { visit(condition) }
    case .integer, .boolean, .nilLiteral, .shorthandCase, .invalid: break
    }
  }
}

extension ExpressionSyntax {
  /// The name at the end of what is called.
  fileprivate var calledName: String? {
    switch kind {
    case .name(let name): name
    case .member(_, let name), .optionalMember(_, let name): name.text
    default: nil
    }
  }
}
