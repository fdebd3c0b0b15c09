package import SourceText
package import SpecLanguage
package import SpecSemantics

/// Takes the expression of a property apart in one state, down to the values that decide it.
///
/// All values come from direct evaluation of the typed spec. Of a conjunction it shows what is
/// false, of an implication its left side and what is false on the right, of a quantifier a
/// witness, of a comparison both sides; functions and named invariants are looked into.
package struct Explainer: Sendable {
  let machine: SpecMachine
  let sources: SourceMap

  package init(machine: SpecMachine, sources: SourceMap) {
    self.machine = machine
    self.sources = sources
  }

  var spec: TypedSpec { machine.spec }

  /// Why an invariant, a theorem or a reachable has the value that it has in a state.
  package func explain(
    property index: Int, keys: [Value], in state: StateValue, name: String
  ) -> Explanation {
    let property = spec.properties[index]
    let scope = Scope(
      context: machine.context(ofProperty: index, keys: keys, in: state),
      locals: property.locals)
    return explain(property, name: name, scope)
  }

  /// Why a step property has the value that it has on a step; nil when it is about other steps.
  package func explain(
    property index: Int, keys: [Value], on step: MachineStep, from state: StateValue, name: String
  ) -> Explanation? {
    let property = spec.properties[index]
    guard let after = step.state,
      let context = machine.context(
        ofProperty: index, keys: keys, on: step.label, from: state, to: after)
    else { return nil }
    return explain(property, name: name, Scope(context: context, locals: property.locals))
  }

  private func explain(_ property: Property, name: String, _ scope: Scope) -> Explanation {
    let place = SourceLocation(of: property.span, in: sources)
    let expression = property.expression
    do throws(Violation) {
      let value = try machine.evaluate(expression, in: scope.context)
      guard case .bool(let truth) = value else {
        let text = spec.describe(value, as: expression.type)
        return Explanation(
          title: "\(name) is \(text)", place: place, nodes: values(in: expression, scope))
      }
      return Explanation(
        title: "\(name) is \(truth)", place: place, nodes: nodes(expression, truth, scope))
    } catch {
      return explanation(of: error, evaluating: name, place)
    }
  }

  /// Why a property, or a part of it, cannot be evaluated in a state.
  func explain(_ violation: Violation, evaluating instance: PropertyInstance) -> Explanation {
    explanation(
      of: violation,
      evaluating: spec.name(ofProperty: instance.property, keys: instance.keys),
      SourceLocation(of: spec.properties[instance.property].span, in: sources))
  }

  private func explanation(
    of violation: Violation, evaluating name: String, _ place: SourceLocation
  ) -> Explanation {
    let location = SourceLocation(of: violation.span, in: sources)
    return Explanation(
      title: "\(name) has no value", place: place,
      nodes: [
        Explanation.Node("\(violation.name) is violated while it is evaluated", .remark),
        Explanation.Node(text(of: violation.span) + " (\(location))", .remark),
      ])
  }

  /// What an expression is evaluated in, and what its locals are called.
  struct Scope {
    var context: EvaluationContext
    var locals: [Local]
    /// How many calls have been looked into on the way here.
    var callDepth = 0
    /// Locals whose values a line above tells: `for c = client1`.
    var told: Set<Int> = []

    func binding(_ local: LocalID, to value: Value) -> Scope {
      var inner = self
      inner.context = context.binding(local, to: value)
      inner.told.insert(local.index)
      return inner
    }
  }

  private static let textWidthMax = 72

  /// `a == b` of `(a == b)`, but `(a) == (b)` as it is.
  private func withoutOuterParentheses(_ text: String) -> String {
    guard text.hasPrefix("("), text.hasSuffix(")") else { return text }
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      if depth == 0 && text.index(after: index) != text.endIndex { return text }
    }
    return withoutOuterParentheses(String(text.dropFirst().dropLast()))
  }

  /// The source text of a span on one line, without comments, cut where it gets too long.
  func text(of span: Span) -> String {
    let lines = sources.text(of: span).split(separator: "\n", omittingEmptySubsequences: true)
    let bare = lines.map { line in
      line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
    }
    let text = withoutOuterParentheses(oneLine(bare.joined(separator: " ")))
    return text.count <= Self.textWidthMax ? text : text.prefix(Self.textWidthMax - 3) + "..."
  }
}
