package import SpecLanguage

extension SpecMachine {
  /// The rules that a property breaks where it is evaluated in a state; step properties have none.
  ///
  /// Of a temporal property these are the rules that its parts break, each a truth about single
  /// states that is evaluated by itself, whatever stands beside it.
  package func violations(
    evaluating instance: PropertyInstance, in state: StateValue
  ) -> [Violation] {
    let property = spec.properties[instance.property]
    if case .step = property.kind { return [] }
    let context = context(ofProperty: instance.property, keys: instance.keys, in: state)
    return violations(in: property.expression, context)
  }

  private func violations(
    in expression: Expression, _ context: EvaluationContext
  ) -> [Violation] {
    guard expression.speaksOfRuns else {
      do throws(Violation) {
        _ = try evaluate(expression, in: context)
        return []
      } catch {
        return [error]
      }
    }
    switch expression.kind {
    case .forAll(let binding, let body), .exists(let binding, let body):
      let values = (try? values(of: binding.domain, in: context)) ?? []
      return values.flatMap { value in
        let inner = context.binding(binding.local, to: value)
        let parts = (binding.condition.map { [$0] } ?? []) + [body]
        return parts.flatMap { violations(in: $0, inner) }
      }
    default: return expression.children.flatMap { violations(in: $0, context) }
    }
  }
}
