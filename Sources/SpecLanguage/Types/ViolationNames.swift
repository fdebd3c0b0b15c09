package import SourceText

extension ComponentType {
  /// The name without what specialises it: `Breaker` of `Breaker<Client>(threshold: 2)`.
  package var shortName: String { String(name.prefix { $0 != "<" && $0 != "(" }) }
}

/// What the rules that hold without being written down are called when they break, and where.
///
/// Whoever runs a spec, compiled or directly, makes its violations here, so that two ways of
/// running agree on what they found.
extension TypedSpec {
  /// `row.range`, at the expression that is kept: `name` is what `Expression.Kind.narrow` says.
  package func rangeViolation(name: String, span: Span) -> Violation {
    Violation(kind: .range, name: name + ".range", span: span)
  }

  /// `net.inbox.capacity`, at the statement that adds an element, or at a literal that holds too
  /// many.
  package func capacityViolation(place: Expression, locals: [Local], span: Span) -> Violation {
    Violation(
      kind: .capacity, name: name(ofPlace: place, locals: locals) + ".capacity", span: span)
  }

  /// `Breaker.finish.when`, at the call.
  package func preconditionViolation(routine: RoutineID, span: Span) -> Violation {
    Violation(kind: .precondition, name: name(of: routine) + ".when", span: span)
  }

  /// `Breaker.finish.ensures`, at the postcondition.
  package func postconditionViolation(routine: RoutineID, span: Span) -> Violation {
    Violation(kind: .postcondition, name: name(of: routine) + ".ensures", span: span)
  }

  /// `assert`, at the statement.
  package func assertionViolation(span: Span) -> Violation {
    Violation(kind: .assertion, name: "assert", span: span)
  }

  /// `index`, at the expression with the index.
  package func indexViolation(span: Span) -> Violation {
    Violation(kind: .index, name: "index", span: span)
  }

  /// `unwrap`, at the expression with the `!`.
  package func unwrapViolation(span: Span) -> Violation {
    Violation(kind: .unwrap, name: "unwrap", span: span)
  }

  /// `arithmetic`, at the operation, or at the `sum` that grew too large.
  package func arithmeticViolation(span: Span) -> Violation {
    Violation(kind: .arithmetic, name: "arithmetic", span: span)
  }

  /// `empty`, at the `min` or `max` that ranges over nothing.
  package func emptyViolation(span: Span) -> Violation {
    Violation(kind: .empty, name: "empty", span: span)
  }

  /// A place as declared, without indices: `net.inbox` for `net[c].inbox`, `Breaker.inFlight`
  /// within the component's own code. What is no place, such as a literal, is called by its type.
  package func name(ofPlace place: Expression, locals: [Local]) -> String {
    switch place.kind {
    case .variable(let id): return variables[id.index].name
    case .local(let id): return locals[id.index].name
    case .receiver: return name(of: place.type)
    case .index(let whole, _): return name(ofPlace: whole, locals: locals)
    case .unwrap(let optional): return name(ofPlace: optional, locals: locals)
    case .field(let record, let index):
      let field = fields(of: record.type)[index]
      return name(ofPlace: record, locals: locals) + "." + field.name
    default: return name(of: place.type)
    }
  }

  /// `Breaker.finish`, or `deliver` outside components.
  package func name(of routine: RoutineID) -> String {
    let routine = routines[routine.index]
    guard let component = routine.component else { return routine.name }
    return components[component.index].shortName + "." + routine.name
  }

  /// The fields of a record or a component; any other type is our own mistake.
  package func fields(of type: Type) -> [Field] {
    switch type {
    case .structure(let id): return structures[id.index].fields
    case .component(let id): return components[id.index].fields
    default: preconditionFailure("\(type) has no fields")
    }
  }

  private func name(of type: Type) -> String {
    switch type {
    case .component(let id): return components[id.index].shortName
    case .set: return "set"
    case .queue: return "queue"
    case .bag: return "bag"
    default: return "value"
    }
  }
}
