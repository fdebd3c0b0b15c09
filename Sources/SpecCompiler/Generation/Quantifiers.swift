import Engine
import SourceText
import SpecLanguage

extension Generator {
  /// `forall` ends as soon as a body is false, `exists` as soon as one is true: `decisive`. Goes to
  /// the label when the whole is as wanted.
  mutating func jumpQuantifier(
    _ binding: Binding, _ body: Expression, until decisive: Bool, when wanted: Bool,
    to label: Label
  ) {
    let cost = analysis.cost(body)
    if wanted == decisive {
      iterate(binding, cost: cost, span: body.span) {
        $0.jump(body, when: decisive, to: label)
      }
    } else {
      let decided = emitter.makeLabel()
      iterate(binding, cost: cost, span: body.span) {
        $0.jump(body, when: decisive, to: decided)
      }
      emitter.jump(to: label)
      emitter.place(decided)
    }
  }

  /// Numbers out of many: `count`, `sum`, `min` and `max` over a domain.
  mutating func quantity(_ expression: Expression) -> Operand {
    switch expression.kind {
    case .count(let binding):
      let total = emitter.temporary()
      copy(.scalar(0), to: total, size: 1)
      iterate(binding, cost: 1, span: expression.span) { $0.increment(total) }
      return .slots(total)
    case .sum(let term, let binding): return sum(term, binding, expression)
    case .minimum(let term, let binding): return extreme(.minimum, term, binding, expression)
    case .maximum(let term, let binding): return extreme(.maximum, term, binding, expression)
    default: preconditionFailure("no quantity: \(expression)")
    }
  }

  private mutating func sum(
    _ term: Expression, _ binding: Binding, _ expression: Expression
  ) -> Operand {
    let total = emitter.temporary()
    copy(.scalar(0), to: total, size: 1)
    let site = sites.site(of: spec.arithmeticViolation(span: expression.span))
    iterate(binding, cost: analysis.cost(term) + 1, span: expression.span) { generator in
      let value = generator.emitter.slot(generator.value(term))
      generator.emit(.add, total, total, value, literal: site)
    }
    return .slots(total)
  }

  private mutating func extreme(
    _ opcode: Opcode, _ term: Expression, _ binding: Binding, _ expression: Expression
  ) -> Operand {
    let best = emitter.temporary(2)
    let found = best + 1
    copy(.constant([0, 0]), to: best, size: 2)
    iterate(binding, cost: analysis.cost(term) + 4, span: expression.span) { generator in
      let value = generator.value(term)
      guard generator.isReachable else { return }
      let first = generator.emitter.makeLabel()
      let next = generator.emitter.makeLabel()
      generator.jump(.slots(found), when: false, to: first)
      generator.emit(opcode, best, best, generator.emitter.slot(value))
      generator.emitter.jump(to: next)
      generator.emitter.place(first)
      generator.copy(value, to: best, size: 1)
      generator.copy(.scalar(1), to: found, size: 1)
      generator.emitter.place(next)
    }
    if isReachable {
      let violation = spec.emptyViolation(span: expression.span)
      jump(.slots(found), when: false, to: failure(violation))
    }
    return .slots(best)
  }
}
