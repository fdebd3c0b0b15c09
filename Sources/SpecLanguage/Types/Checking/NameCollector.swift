/// The names that some code uses, whatever they mean, but for those of its own locals.
struct NameCollector {
  private(set) var names: Set<String> = []
  /// Those that are called.
  private(set) var calls: Set<String> = []
  /// Has it operators that speak of more than one state?
  private(set) var speaksOfRuns = false
  /// What is bound where the visit has got to.
  private var locals: [String] = []

  mutating func visit(_ block: BlockSyntax) {
    scoped { for statement in block.statements { $0.visit(statement) } }
  }

  /// What `body` binds is forgotten after it.
  private mutating func scoped(_ body: (inout NameCollector) -> Void) {
    let outside = locals.count
    body(&self)
    locals.removeLast(locals.count - outside)
  }

  private mutating func visit(_ statement: StatementSyntax) {
    switch statement.kind {
    case .assign(let place, _, let value):
      visit(place)
      visit(value)
    case .bind(let name, _, _, let value):
      visit(value)
      locals.append(name.text)
    case .require(let value), .assert(let value), .expression(let value): visit(value)
    case .ifElse(let condition, let then, let otherwise):
      scoped { $0.visit(condition, then) }
      if let otherwise { visit(otherwise) }
    case .switchCase(let subject, let cases):
      visit(subject)
      for item in cases {
        scoped {
          $0.bind(item.patterns)
          $0.visit(item.body)
        }
      }
    case .forIn(let binding, let body):
      scoped {
        $0.visit(binding)
        $0.visit(body)
      }
    case .returnValue(let value): if let value { visit(value) }
    case .whileLoop(let condition, let body):
      visit(condition)
      visit(body)
    case .loop(let body): visit(body)
    case .step(let step): visit(step.body)
    case .breakSwitch, .invalid: break
    }
  }

  private mutating func visit(_ condition: ConditionSyntax, _ then: BlockSyntax) {
    switch condition {
    case .expression(let value): visit(value)
    case .binding(let name, let value):
      visit(value)
      locals.append(name.text)
    }
    visit(then)
  }

  private mutating func bind(_ patterns: [PatternSyntax]) {
    for case .enumCase(_, let payload) in patterns.map(\.kind) {
      locals += payload.compactMap { $0?.text }
    }
  }

  /// What a variable ranges over, without what is done with it.
  mutating func visit(rangeOf binding: BindingSyntax) { scoped { $0.visit(binding) } }

  /// Binds its name for what follows in the same scope.
  private mutating func visit(_ binding: BindingSyntax) {
    visit(binding.domain)
    locals.append(binding.name.text)
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
    case .name(let name): if !locals.contains(name) { names.insert(name) }
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
      for item in cases {
        scoped {
          $0.bind(item.patterns)
          $0.visit(item.value)
        }
      }
    case .quantified(_, let bindings, let body):
      scoped {
        for binding in bindings { $0.visit(binding) }
        $0.visit(body)
      }
    case .aggregate(_, let value, let binding):
      scoped {
        $0.visit(binding)
        if let value { $0.visit(value) }
      }
    case .listLiteral(let items): for item in items { visit(item) }
    case .mapLiteral(let entries):
      for entry in entries {
        if let key = entry.key { visit(key) }
        visit(entry.value)
      }
    case .mapComprehension(_, let value, let binding):
      scoped {
        $0.visit(binding)
        $0.visit(value)
      }
    case .setComprehension(let binding): scoped { $0.visit(binding) }
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
