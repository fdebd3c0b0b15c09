import SourceText

extension Checker {
  mutating func checkExpectations() {
    for id in names.order[root] ?? [] {
      let syntax = names[id].syntax
      guard case .expectation(let expectation) = syntax.kind else { continue }
      let parameters = parameterValues(expectation.parameters)
      guard let outcome = outcome(expectation.kind), let parameters else { continue }
      spec.expectations.append(
        Expectation(outcome: outcome, parameters: parameters, span: syntax.span))
    }
  }

  private mutating func outcome(_ kind: ExpectationSyntax.Kind) -> Expectation.Outcome? {
    switch kind {
    case .deadlock: return .deadlock
    case .count(let what, let value):
      guard let number = within(rootFrame(.constant), { $0.constantInteger(value) }).result else {
        return nil
      }
      guard number >= 0 else {
        report(RuleMistake.negativeCount(what.text, at: value.span))
        return nil
      }
      switch what.text {
      case "states": return .states(Int(number))
      case "transitions": return .transitions(Int(number))
      default: return .depth(Int(number))
      }
    case .verdict(let word, let path):
      guard let verdict = ExpectedVerdict(rawValue: word.text) else { return nil }
      return self.verdict(verdict, path)
    }
  }

  private mutating func verdict(
    _ verdict: ExpectedVerdict, _ path: ExpressionSyntax
  ) -> Expectation.Outcome? {
    if case .invalid = path.kind { return nil }
    let written = sources.text(of: path.span).filter { !$0.isWhitespace }
    let plain = written.withoutKeys
    let found = spec.properties.filter { $0.name.withoutKeys == plain }
    guard !found.isEmpty else {
      if Self.isImplicit(written) { return .verdict(written, verdict) }
      let known = spec.properties.map { $0.name.withoutKeys }
      // A property whose formula is wrong has been reported.
      if names.files[root]?.properties[plain] == nil {
        let near = closestMatch(to: plain, among: known)
        report(NameMistake.unknownProperty(written, near: near, at: path.span))
      }
      return nil
    }
    let isCut = !spec.constraints.isEmpty
    if let property = found.first(where: { !$0.allows(verdict, isCut: isCut) }) {
      report(
        RuleMistake.verdictImpossible(
          verdict.rawValue, property.name, declared: property.span, at: path.span))
      return nil
    }
    return .verdict(written, verdict)
  }

  /// Has the name the form of a rule that holds without being declared?
  static func isImplicit(_ name: String) -> Bool {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let alone = ["assert", "index", "unwrap", "arithmetic", "empty"]
    if alone.contains(name) { return true }
    return name.contains(".") && ["range", "capacity", "when", "ensures"].contains(last)
  }

  private mutating func parameterValues(
    _ written: [(name: Identifier, value: ExpressionSyntax)]
  ) -> [(name: String, value: Int64)]? {
    var values: [(name: String, value: Int64)] = []
    var isValid = true
    for (name, value) in written {
      let known = names.files[root]?.names[name.text]
      guard let known, names[known].file == root,
        case .parameter(let syntax) = names[known].syntax.kind
      else {
        let near = closestMatch(to: name.text, among: spec.parameters.map(\.name))
        report(NameMistake.unknownParameter(name.text, near: near, at: name.span))
        isValid = false
        continue
      }
      if values.contains(where: { $0.name == name.text }) {
        report(NameMistake.duplicate(name.text, first: nil, at: name.span))
      }
      guard let number = within(rootFrame(.constant), { $0.constantInteger(value) }).result,
        let range = parameter(known, at: name.span)?.range
      else {
        isValid = false
        continue
      }
      if !range.contains(number) {
        report(
          RuleMistake.parameterOutOfRange(
            name.text, number, describe(.integer(range)), declared: syntax.type.span,
            at: value.span))
        isValid = false
      }
      values.append((name.text, number))
    }
    return isValid ? values : nil
  }
}

extension Property {
  /// Can checking such a property end this way at all, where a constraint may cut off all runs?
  func allows(_ verdict: ExpectedVerdict, isCut: Bool) -> Bool {
    switch (kind, verdict) {
    case (.temporal, .vacuous): return isCut
    case (_, .inconclusive), (_, .holds): return true
    case (.theorem, .vacuous), (.reachable, .unreachable): return true
    case (.reachable, _), (.measure, _), (_, .vacuous), (_, .unreachable): return false
    case (_, .violated): return true
    }
  }
}
